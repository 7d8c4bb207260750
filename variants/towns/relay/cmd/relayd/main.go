// Command relayd relays grants.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"example.com/towns/relay/actor"
	"example.com/towns/relay/bus"
	"example.com/towns/relay/dial"
	"example.com/towns/relay/fieldbus"
	"example.com/towns/relay/flows"
	"example.com/towns/relay/hub"
	"example.com/towns/relay/outbox"
	"example.com/towns/relay/pulse"
	"example.com/towns/relay/wire"
)

var gap = flag.Duration("gap", 5*time.Minute, "the pause of the catch-up")

// catchUp grants what was left over, with a pause that can be set.
func catchUp(ctx context.Context, c *wire.Client, g wire.Grant) error {
	for {
		err := c.Grant(ctx, g)
		if !wire.Busy(err) {
			return err
		}
		time.Sleep(*gap)
	}
}

// first grants before anything else is done.
//
//want:vppretry9616
func first(ctx context.Context, c *wire.Client, g wire.Grant) (err error) {
	for _, open := range []func() *wire.Client{
		func() *wire.Client { return c },
		func() *wire.Client { return dial.Plain(c.HTTP.Transport) },
	} {
		if err = open().Grant(ctx, g); err == nil {
			return nil
		}
	}
	return fmt.Errorf("first: %w", err)
}

func main() {
	flag.Parse()
	ctx := context.Background()
	pool := &dial.Pool{RT: http.DefaultTransport}
	b := bus.New()
	ledger, pager := &bus.Ledger{}, &bus.Pager{}
	ledger.Watch(b)
	pager.WatchCodes(b)
	a := actor.New(dial.Plain(http.DefaultTransport), b)
	go a.Live(ctx)
	table := &outbox.Table{}
	go (&outbox.Relay{Table: table, Client: pool.Get()}).Pump(ctx)
	go pulse.Often(ctx, dial.Polite(http.DefaultTransport), "e-1")
	go func() {
		h := &hub.Hub{Flows: flows.New(pool), Ledger: ledger}
		log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", fieldbus.Port), h.Handler()))
	}()
	meters := &fieldbus.Gateway{HTTP: http.DefaultClient, URL: "http://basement:80/"}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		w := strings.Fields(in.Text())
		if len(w) != 3 {
			continue
		}
		g := wire.To(w[1], w[2])
		switch w[0] {
		case "grant":
			a.Grant(g)
		case "revoke":
			a.Revoke(g)
		case "out":
			table.Insert(g)
		case "catch-up":
			log.Println(catchUp(ctx, pool.Get(), g))
		case "first":
			log.Println(first(ctx, pool.Get(), g))
		case "meter":
			r, err := meters.Ask(ctx, w[1])
			log.Println(r, err)
		}
	}
}
