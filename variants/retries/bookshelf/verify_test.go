//go:build verify

package bookshelf

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	s := Build("https://vpp.example")
	b := Book{"1", "u"}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, Book) error{
		"Tail": s.TailTen, "brief": s.Brief, "Ping": s.Start, "pong": s.Start, "Chain": s.Link, "Recovered": s.Recovered, "RecoveredSome": s.RecoveredSome,
		"Deferred": s.Later, "double": s.Double, "quad": s.Quad, "Knot": s.Knot, "lend": s.Lend, "unlent": s.Lend,
		"Background": func(ctx context.Context, b Book) error { s.Launch(ctx, b); return nil },
		"Halve":      func(ctx context.Context, b Book) error { return s.Halve(ctx, "1", []string{"a", "b", "c"}) },
	} {
		cs = append(cs, pin.C("Shelf."+n, func(ctx context.Context) { f(ctx, b) }))
	}
	pin.Run(t, cs...)
}
