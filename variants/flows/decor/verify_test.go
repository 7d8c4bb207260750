//go:build verify

package decor

import (
	"context"
	"net/http"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	const base = "https://vpp.example"
	o := Order{"1", "u"}
	p := &plain{http.DefaultClient, base, "t"}
	var cs []pin.Case
	for n, l := range map[string]Licenses{
		"hasty": newHasty(base, "t"), "steady": newSteady(base, "t"), "dogged": dogged{p}, "idempotent": idempotent{p}, "twice": twice{p}, "offline": offline{p},
		"locations": locations{p, &plain{http.DefaultClient, base, "u"}},
	} {
		cs = append(cs, pin.C(n+".Assign", func(ctx context.Context) { l.Assign(ctx, o) }))
	}
	pin.Run(t, append(cs,
		pin.C("hasty.Return", func(ctx context.Context) { newHasty(base, "t").Return(ctx, o) }).Lookup(),
		pin.C("steady.Return", func(ctx context.Context) { newSteady(base, "t").Return(ctx, o) }).Lookup(),
		pin.C("AssignCooled", func(ctx context.Context) { AssignCooled(ctx, base, "t", o) }),
		pin.C("AssignWarm", func(ctx context.Context) { AssignWarm(ctx, base, "t", o) }),
	)...)
}
