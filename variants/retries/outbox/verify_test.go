//go:build verify

package outbox

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	it := Item{"i", "1", "u"}
	var cs []pin.Case
	for n, f := range map[string]func(*Outbox, context.Context){
		"Drain": (*Outbox).Drain, "DrainFive": (*Outbox).DrainFive, "DrainKind": (*Outbox).DrainKind, "DrainDelayed": (*Outbox).DrainDelayed,
		"DrainDelayedMore": (*Outbox).DrainDelayedMore,
	} {
		cs = append(cs, pin.C("Outbox."+n, func(ctx context.Context) {
			o := New()
			o.Put(it)
			go f(o, ctx)
			context.AfterFunc(ctx, o.Close)
		}))
	}
	for n, f := range map[string]func(*Outbox, context.Context, map[string]Item){
		"Sweep": (*Outbox).Sweep, "SweepSquare": (*Outbox).SweepSquare, "Nightly": (*Outbox).Nightly, "NightlyDone": (*Outbox).NightlyDone,
	} {
		cs = append(cs, pin.C("Outbox."+n, func(ctx context.Context) { f(New(), ctx, map[string]Item{"i": it}) }))
	}
	cs = append(cs, pin.C("Outbox.Process", func(ctx context.Context) { New().Process(ctx, &record{Item: it, state: "new"}) }))
	pin.Run(t, cs...)
}
