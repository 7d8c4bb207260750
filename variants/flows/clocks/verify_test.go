//go:build verify

package clocks

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	var cs []pin.Case
	for n, f := range map[string]func(*Synchroniser, context.Context, Sync) error{
		"Millis": (*Synchroniser).Millis, "MillisSecond": (*Synchroniser).MillisSecond, "Minutes": (*Synchroniser).Minutes,
		"MinutesUnit": (*Synchroniser).MinutesUnit, "Text": (*Synchroniser).Text, "TextNumber": (*Synchroniser).TextNumber, "Float": (*Synchroniser).Float,
		"FloatSteep": (*Synchroniser).FloatSteep, "FloatCut": (*Synchroniser).FloatCut, "Rounded": (*Synchroniser).Rounded,
		"Truncated": (*Synchroniser).Truncated, "TopOfMinute": (*Synchroniser).TopOfMinute, "HalfMinute": (*Synchroniser).HalfMinute,
		"Unix": (*Synchroniser).Unix, "UnixMilli": (*Synchroniser).UnixMilli, "Narrow": (*Synchroniser).Narrow, "NarrowShort": (*Synchroniser).NarrowShort,
		"Schedule": (*Synchroniser).Schedule, "Squares": (*Synchroniser).Squares, "Formatted": (*Synchroniser).Formatted,
		"Remainder": (*Synchroniser).Remainder,
	} {
		cs = append(cs, pin.C("Synchroniser."+n, func(ctx context.Context) { f(New(), ctx, Sync{"1", "C02A"}) }))
	}
	pin.Run(t, cs...)
}
