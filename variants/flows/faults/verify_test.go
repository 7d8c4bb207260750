//go:build verify

package faults

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	loan := Loan{"1", "C02A"}
	cs := []pin.Case{
		pin.C("Library.PanicsOnce", func(ctx context.Context) { NewLibrary().PanicsOnce(ctx, loan, Loan{"1", "C02B"}) }),
		pin.C("Library.Named", func(ctx context.Context) { NewLibrary().Named(ctx, loan, 1) }).
			And(func(ctx context.Context) { NewLibrary().Named(ctx, loan, 100) }),
	}
	for n, f := range map[string]func(*Library, context.Context, Loan) error{
		"Typed": (*Library).Typed, "TypedRight": (*Library).TypedRight, "Wrapped": (*Library).Wrapped, "Layers": (*Library).Layers, "Equal": (*Library).Equal,
		"Is": (*Library).Is, "Quiet": (*Library).Quiet, "Hidden": (*Library).Hidden, "HiddenNot": (*Library).HiddenNot, "AsCode": (*Library).AsCode,
		"AsValue": (*Library).AsValue, "Joined": (*Library).Joined, "JoinedTaken": (*Library).JoinedTaken, "Panics": (*Library).Panics,
		"Noted": (*Library).Noted, "NotedOften": (*Library).NotedOften, "Channel": (*Library).Channel, "NamedShadow": (*Library).NamedShadow,
	} {
		cs = append(cs, pin.C("Library."+n, func(ctx context.Context) { f(NewLibrary(), ctx, loan) }))
	}
	pin.Run(t, cs...)
}
