//go:build verify

package dispatch

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	c := Change{"1", "C02A"}
	var cs []pin.Case
	for n, f := range map[string]func(*Dispatcher, Change){
		"Fire": (*Dispatcher).Fire, "FireGently": (*Dispatcher).FireGently, "FireOften": (*Dispatcher).FireOften, "Loop": (*Dispatcher).Loop,
		"LoopTicker": (*Dispatcher).LoopTicker, "LoopTickerLate": (*Dispatcher).LoopTickerLate, "LoopTickerShort": (*Dispatcher).LoopTickerShort,
		"Insist": (*Dispatcher).Insist, "SettleSoon": (*Dispatcher).SettleSoon, "SettleToday": (*Dispatcher).SettleToday,
		"Settle": func(d *Dispatcher, c Change) { d.Settle(c) },
		"Serve":  func(d *Dispatcher, c Change) { in := make(chan Change, 1); in <- c; go d.Serve(in) },
	} {
		cs = append(cs, pin.C("Dispatcher."+n, func(ctx context.Context) { f(Start(ctx), c) }))
	}
	pin.Run(t, cs...)
}
