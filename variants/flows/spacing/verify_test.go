//go:build verify

package spacing

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/loopsb/internal/pin"
)

// highest draws the upper end of every range.
type highest struct{}

func (highest) Uint64() uint64 { return math.MaxUint64 }

func TestPinned(t *testing.T) {
	in := Seat{"1", "STDQ", "C02A"}
	var cs []pin.Case
	for n, f := range map[string]func(*Seater, context.Context, Seat) error{
		"Fibonacci": (*Seater).Fibonacci, "FibonacciTens": (*Seater).FibonacciTens, "Linear": (*Seater).Linear, "LinearNine": (*Seater).LinearNine,
		"Cubic": (*Seater).Cubic, "Quadratic": (*Seater).Quadratic, "Decorrelated": (*Seater).Decorrelated, "DecorrelatedWide": (*Seater).DecorrelatedWide,
		"Full": (*Seater).Full, "FullWide": (*Seater).FullWide, "Equal": (*Seater).Equal, "EqualSmall": (*Seater).EqualSmall, "Percent": (*Seater).Percent,
		"PercentShort": (*Seater).PercentShort, "Shadowed": (*Seater).Shadowed, "Assigned": (*Seater).Assigned, "Copied": (*Seater).Copied,
		"Pointed": (*Seater).Pointed, "Hopeful": (*Seater).Hopeful, "Cooling": (*Seater).Cooling, "CoolingFor": (*Seater).CoolingFor,
	} {
		cs = append(cs, pin.C("Seater."+n, func(ctx context.Context) {
			s := NewSeater("https://vpp.example")
			s.rng = rand.New(highest{})
			f(s, ctx, in)
		}))
	}
	pin.Run(t, cs...)
}
