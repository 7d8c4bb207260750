// Command tern lets licenses flow.
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

	"example.com/serversa/tern/bus"
	"example.com/serversa/tern/flows"
	"example.com/serversa/tern/panel"
	"example.com/serversa/tern/printers"
	"example.com/serversa/tern/shop"
	"example.com/serversa/tern/shop/persist"
	"example.com/serversa/tern/tenant"
	"example.com/serversa/tern/verdict"
)

var (
	quick = flag.Int("quick", 30, "how many quick tries an import makes")
	cool  = flag.Duration("cool", 15*time.Minute, "how long it cools down after that")
)

// imports drives a line of imports.
//
//want:vppretry9603
func imports(ctx context.Context, s shop.Shop, l *bus.Line) {
	l.Drive(ctx, verdict.Cooling{Quick: *quick, Cool: *cool}, func(ctx context.Context, t *bus.Task) error {
		_, err := s.Grant(ctx, t.App, t.Holder)
		return err
	})
}

// returns drives a line of returns.
func returns(ctx context.Context, s shop.Shop, l *bus.Line) {
	l.Drive(ctx, verdict.Cooling{Quick: 3, Cool: *cool}, func(ctx context.Context, t *bus.Task) error {
		_, err := s.Revoke(ctx, t.App, t.Holder)
		return err
	})
}

// custom is the line for the odd ones.
func custom(s shop.Shop) *flows.Custom {
	return &flows.Custom{Shop: s, Line: bus.NewLine(), Judge: verdict.Rash{After: 25 * time.Second}, Tame: verdict.Standard{}}
}

func main() {
	flag.Parse()
	file, err := os.Open("tenants.json")
	if err != nil {
		log.Fatal(err)
	}
	tenants, err := tenant.Read(file)
	if err != nil {
		log.Fatal(err)
	}
	t := tenants[flag.Arg(0)]
	if t == nil {
		log.Fatal("no such tenant")
	}
	remote := &shop.Remote{HTTP: http.DefaultClient, Token: t.Token}
	f := flows.New(remote, flows.For(t))
	p := &panel.Panel{Flows: f, Out: os.Stdout}
	ctx := context.Background()
	go f.Drive(ctx)
	in, out := bus.NewLine(), bus.NewLine()
	go imports(ctx, remote, in)
	go returns(ctx, persist.Mild{Shop: remote}, out)
	custom := custom(remote)
	go custom.Drive(ctx)
	labels := &printers.Gateway{HTTP: http.DefaultClient, URL: "http://localhost:9600/print"}
	for s := bufio.NewScanner(os.Stdin); s.Scan(); {
		w := strings.Fields(s.Text())
		if len(w) != 3 {
			continue
		}
		switch w[0] {
		case "grant":
			p.Gate(ctx, w[1], w[2])
		case "queue":
			f.Queue(w[1], w[2])
		case "import":
			in.Put(w[1], w[2])
		case "return":
			out.Put(w[1], w[2])
		case "custom":
			custom.Line.Put(w[1], w[2])
		case "label":
			fmt.Println(labels.Print(w[2]))
		}
	}
}
