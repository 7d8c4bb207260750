// Command harbor is the license server.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"example.com/serversa/harbor/httpapi"
	"example.com/serversa/harbor/internal/fault"
	"example.com/serversa/harbor/internal/pace"
	"example.com/serversa/harbor/internal/runner"
	"example.com/serversa/harbor/internal/wire"
	"example.com/serversa/harbor/queue"
	"example.com/serversa/harbor/roster"
	"example.com/serversa/harbor/seat"
	"example.com/serversa/harbor/settings"
)

var (
	often = flag.Int("often", 10, "how often the import asks for each license")
	rest  = flag.Duration("rest", 5*time.Second, "how long the import rests in between")
	brief = flag.Int("brief", 3, "how often the check asks")
)

// HalfMinute keeps a ticket for half a minute while it may pass.
type HalfMinute struct{ Most int }

// Keep implements queue.Policy.
func (h HalfMinute) Keep(seen int, err error) (time.Duration, bool) {
	return 30 * time.Second, fault.Dispose(err) == fault.Later && seen < h.Most
}

// importer claims what a file lists.
type importer struct {
	gw *wire.Gateway
}

func (i *importer) send(app, serial string) func(context.Context) error {
	return func(ctx context.Context) error {
		env, err := i.gw.Post(ctx, wire.Manage, wire.Order{Head: i.gw.Auth(), AdamID: app, Pricing: "STDQ", Serials: []string{serial}})
		if err != nil {
			return err
		}
		return fault.From(wire.Manage, env)
	}
}

// row imports one row.
//
//want:vppretry9603
func (i *importer) row(ctx context.Context, app, serial string) error {
	return runner.New(runner.Tries(*often), runner.Pace(pace.Steady(*rest))).Run(ctx, i.send(app, serial))
}

// check imports one row that somebody has typed in.
func (i *importer) check(ctx context.Context, app, serial string) error {
	return runner.New(runner.Tries(*brief), runner.Pace(pace.Steady(*rest))).Run(ctx, i.send(app, serial))
}

// explain gives the exit status for an error.
//
//want:vpperrormessage
func explain(err error) int {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return 1
	}
	switch f.Reason() {
	case "License not found", "License not found.":
		return 3
	case "":
		return 2
	}
	return 1
}

// status is explain by number.
func status(err error) int {
	switch fault.Number(err) {
	case 9610:
		return 3
	case 9621, 9622, 9625:
		return 4
	}
	return 1
}

func main() {
	flag.Parse()
	set := settings.FromEnvironment()
	gw := wire.Dial(http.DefaultClient, set.Token)
	if flag.NArg() == 3 {
		i := &importer{gw: gw}
		run, exit := i.row, explain
		if flag.Arg(0) == "check" {
			run, exit = i.check, status
		}
		if err := run(context.Background(), flag.Arg(1), flag.Arg(2)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exit(err))
		}
		return
	}
	desk := seat.Open(gw, set, slog.Default())
	people := roster.New(gw)
	q := queue.New(desk, HalfMinute{Most: 30})
	go func() { _ = q.Serve(context.Background()) }()
	api := httpapi.New(desk, people)
	http.HandleFunc("POST /claims", api.Claim)
	http.HandleFunc("POST /claims/all", api.ClaimAll)
	http.HandleFunc("POST /claims/insist", api.Insist)
	http.HandleFunc("POST /claims/replace", api.Replace)
	http.HandleFunc("DELETE /people/{id}", api.Release)
	http.HandleFunc("GET /status", api.Status)
	http.HandleFunc("GET /alarm", api.Alarm)
	slog.Error("stopped", "err", http.ListenAndServe(":8080", nil))
}
