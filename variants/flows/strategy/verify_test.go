//go:build verify

package strategy

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	var cs []pin.Case
	for n, f := range map[string]func(*Grants, context.Context, Grant) error{
		"Stock": (*Grants).Stock, "StockShort": (*Grants).StockShort, "Calm": (*Grants).Calm, "Calmer": (*Grants).Calmer, "Soft": (*Grants).Soft,
		"Built": (*Grants).Built, "BuiltSteep": (*Grants).BuiltSteep, "BuiltSafe": (*Grants).BuiltSafe, "BuiltTaken": (*Grants).BuiltTaken,
		"Lesson": (*Grants).Lesson, "Exam": (*Grants).Exam, "Stacked": (*Grants).Stacked, "StackedHigh": (*Grants).StackedHigh, "Floor": (*Grants).Floor,
		"CapOverFloor": (*Grants).CapOverFloor,
	} {
		cs = append(cs, pin.C("Grants."+n, func(ctx context.Context) { f(NewGrants("https://vpp.example"), ctx, Grant{"1", "u"}) }))
	}
	pin.Run(t, cs...)
}
