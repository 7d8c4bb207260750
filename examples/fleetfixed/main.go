// Command fleetfixed is the client in ../fleet, repaired: it decides by the number
// alone, sends again only what Apple's service was too busy for, and has patience
// with that.
//
//	fleetfixed -token FILE -app ADAMID [-reclaim] SERIAL...
package main

import (
	"context"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/vpplint/vpplint/examples/fleetfixed/assign"
	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
)

func main() {
	tokenFile := flag.String("token", "", "file with the location's token")
	adamID := flag.String("app", "", "adam ID of the app")
	reclaim := flag.Bool("reclaim", false, "take the app back")
	flag.Parse()

	token, err := os.ReadFile(*tokenFile)
	if err != nil {
		slog.Error("no token", "err", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	client := vpp.New(&http.Client{Timeout: time.Minute}, strings.TrimSpace(string(token)))
	assigner := assign.New(client, vpp.App{AdamID: *adamID, PricingParam: "STDQ"})
	step := assigner.Device
	if *reclaim {
		step = assigner.Reclaim
	}
	failed := run(ctx, step, flag.Args())
	stop()
	if failed > 0 {
		slog.Error("not all done", "failed", failed)
		os.Exit(1)
	}
}

// run takes the step for each device and counts those that failed.
func run(ctx context.Context, step func(context.Context, string) error, serials []string) int {
	failed := 0
	for _, serial := range serials {
		err := step(ctx, serial)
		if err == nil || assign.Assigned(err) {
			continue
		}
		slog.Warn("device", "serial", serial, "err", err)
		failed++
	}
	return failed
}
