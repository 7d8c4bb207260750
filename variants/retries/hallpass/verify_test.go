//go:build verify

package hallpass

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	p := Pass{"1", "u"}
	cs := []pin.Case{
		pin.C("Heap", func(ctx context.Context) { Heap(ctx, []Pass{p}) }),
		pin.C("HeapFlat", func(ctx context.Context) { HeapFlat(ctx, []Pass{p}) }),
		pin.C("Ring", func(ctx context.Context) { Ring(ctx, []Pass{p}) }),
		pin.C("Cond", func(ctx context.Context) { Cond(ctx, p) }),
		pin.C("CondAll", func(ctx context.Context) { CondAll(ctx, p) }),
		pin.Hand("Chance", "20s..120s straddles the minute"),
		pin.Hand("Luck", "0..4m straddles the minute"),
	}
	for n, f := range map[string]func(context.Context, Pass) error{
		"Minutely": Minutely, "Secondly": Secondly, "SecondlyQuarter": SecondlyQuarter, "Pulled": Pulled, "Drowsy": Drowsy, "DrowsyNot": DrowsyNot,
		"Six": Six, "Seven": Seven, "Root": Root, "Log": Log, "Budget": Budget, "BudgetWide": BudgetWide,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, p) }))
	}
	pin.Run(t, cs...)
}
