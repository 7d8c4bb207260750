//go:build verify

package stokens

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	s := sheet{"t", "1", "u"}
	d := func() *Desk {
		return NewDesk(map[string]string{"l1": "t1", "l2": "t2"}, func(l string) string { return "fresh-" + l })
	}
	var cs []pin.Case
	for n, f := range map[string]func(*Desk, context.Context, sheet) error{
		"Hire": (*Desk).Hire, "Promote": (*Desk).Promote, "Contract": (*Desk).Contract, "Machine": (*Desk).Machine, "MachineCalm": (*Desk).MachineCalm, "Fall": (*Desk).Fall,
		"Walk":           func(d *Desk, ctx context.Context, s sheet) error { d.Walk(ctx, s); return nil },
		"Everywhere":     func(d *Desk, ctx context.Context, s sheet) error { d.Everywhere(ctx, s); return nil },
		"EverywhereElse": func(d *Desk, ctx context.Context, s sheet) error { d.EverywhereElse(ctx, s); return nil },
		"Renew":          func(d *Desk, ctx context.Context, s sheet) error { return d.Renew(ctx, "l1", s) },
		"RenewAnyway":    func(d *Desk, ctx context.Context, s sheet) error { return d.RenewAnyway(ctx, "l1", s) },
	} {
		cs = append(cs, pin.C("Desk."+n, func(ctx context.Context) { f(d(), ctx, s) }))
	}
	pin.Run(t, cs...)
}
