// Command brook hands assets out.
package main

import (
	"context"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/towns/brook/api"
	"example.com/towns/brook/assign"
	"example.com/towns/brook/cron"
	"example.com/towns/brook/dome"
	"example.com/towns/brook/fault"
	"example.com/towns/brook/mw"
	"example.com/towns/brook/people"
	"example.com/towns/brook/retry"
	"example.com/towns/brook/verdict"
	"example.com/towns/brook/vpp"
)

// stubborn is the service for imports.
//
//want:vppretry9603
func stubborn(c *vpp.Client) vpp.API {
	return mw.Stack(c, mw.Logged(slog.Default()), mw.Retrying(retry.Attempts(40), retry.Backoff(time.Second, 15*time.Second)))
}

// hopeful is the service for migrations.
//
//want:vppretry9616
func hopeful(c *vpp.Client) vpp.API {
	return mw.Stack(c, mw.Retrying(retry.Judge(verdict.Hopeful)))
}

// calm is the service for the rest.
func calm(c *vpp.Client) vpp.API {
	return mw.Stack(c, mw.Logged(slog.Default()), mw.Retrying(retry.Attempts(40), retry.Late(5, 5*time.Minute)))
}

// nightly assigns what is given every night, until somebody has it.
func nightly(ctx context.Context, a vpp.API, o vpp.Order) error {
	return cron.Until(ctx, 24*time.Hour, func(ctx context.Context) error {
		_, err := a.Associate(ctx, o)
		if fault.NumOf(err) == fault.Assigned {
			return nil
		}
		return err
	})
}

func main() {
	addr := flag.String("addr", ":9616", "address")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := vpp.New(os.Getenv("BROOK_TOKEN"))
	s := assign.New(c)
	sync := people.New(c)
	if flag.Arg(0) == "import" {
		for _, serial := range flag.Args()[1:] {
			if _, err := stubborn(c).Associate(ctx, vpp.For("361309726", serial)); err != nil {
				slog.Error("import", "err", err)
			}
		}
		return
	}
	if flag.Arg(0) == "migrate" {
		_, err := hopeful(c).Associate(ctx, vpp.For("361309726", flag.Args()[1:]...))
		slog.Info("migrated", "err", err)
		return
	}
	d := &dome.Dome{HTTP: http.DefaultClient, Base: "http://dome.local:11111"}
	cron.Start(ctx,
		cron.Job{Name: "dome", Every: time.Hour, Do: d.Open},
		cron.Job{Name: "nightly", Every: 24 * time.Hour, Do: func(ctx context.Context) error {
			return nightly(ctx, calm(c), vpp.For("361309726", "C02XK1ABJG5H"))
		}},
	)
	go sync.Watch(ctx, func(a vpp.Asset) { slog.Debug("asset", "adam", a.AdamID) })
	srv := &http.Server{Addr: *addr, Handler: (&api.API{Assign: s}).Mux()}
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	slog.Error("over", "err", srv.ListenAndServe())
}
