//go:build verify

package ledger

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	e := map[string]any{"serialNumber": "C02A"}
	l := Open()
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, any) (Receipt, error){
		"Grant": l.Grant, "GrantOne": l.GrantOne, "GrantTwo": l.GrantTwo, "Move": l.Move, "MoveAny": l.MoveAny, "Cancel": l.Cancel,
		"CancelQuietly": l.CancelQuietly, "Mirror": l.Mirror, "Twice": l.Twice, "Count": l.Count, "CountFew": l.CountFew, "Plan": l.Plan, "PlanAhead": l.PlanAhead,
	} {
		cs = append(cs, pin.C("Ledger."+n, func(ctx context.Context) { f(ctx, e) }))
	}
	cs = append(cs,
		pin.C("Ledger.MoveFew", func(ctx context.Context) { l.MoveFew(ctx, e) }),
		pin.C("Ledger.Wait", func(ctx context.Context) { l.Wait(ctx, e) }),
	)
	pin.Run(t, cs...)
}
