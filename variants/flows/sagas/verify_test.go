//go:build verify

package sagas

import (
	"context"
	"log/slog"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	m := NewMover(log)
	release := NewMover(log)
	release.Release = true
	mv := Move{App: "1", From: "old", To: "new", Spare: []string{"x", "y"}}
	const sends = "/mdm/associate"
	cs := []pin.Case{
		pin.C("Mover.TakeOverIf", func(ctx context.Context) { m.TakeOverIf(ctx, mv) }).
			Or(func(ctx context.Context) { release.TakeOverIf(ctx, mv) }).Only(sends).Afresh("disassociate"),
		pin.C("Mover.Spares", func(ctx context.Context) { m.Spares(ctx, mv) }),
		// The first of the bundle has nothing to undo.
		pin.C("Mover.Bundle", func(ctx context.Context) { m.Bundle(ctx, mv, Move{App: "2", To: "new"}) }).Only(`"adamIdStr":"1"`).Afresh("disassociate"),
		pin.C("Mover.BundleOnce", func(ctx context.Context) { m.BundleOnce(ctx, mv, Move{App: "2", To: "new"}) }).Only(sends).Afresh("disassociate"),
		pin.C("Mover.Cleanup", func(ctx context.Context) { m.Cleanup(ctx, mv) }).Lookup(),
	}
	for n, f := range map[string]func(context.Context, Move) error{
		"TakeOver": m.TakeOver, "Renew": m.Renew, "Introduce": m.Introduce, "IntroduceAll": m.IntroduceAll, "Keyed": m.Keyed, "Keys": m.Keys,
	} {
		c := pin.C("Mover."+n, func(ctx context.Context) { f(ctx, mv) }).Only(sends).Afresh("disassociate")
		if n == "Renew" {
			c = c.Afresh("retire")
		}
		cs = append(cs, c)
	}
	pin.Run(t, cs...)
}
