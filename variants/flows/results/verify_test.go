//go:build verify

package results

import (
	"context"
	"errors"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	s := Shop{"https://vpp.example"}
	o := Order{"1", "u"}
	all := []Order{{"1", "a"}, {"1", "b"}}
	cs := []pin.Case{
		pin.C("Shop.Inverted", func(ctx context.Context) { s.Inverted(ctx, o) }),
		pin.C("Shop.Else", func(ctx context.Context) { s.Else(ctx, o, "w") }),
		pin.C("Shop.ElseSame", func(ctx context.Context) { s.ElseSame(ctx, o, func(error) {}) }),
		pin.C("Shop.ThenPrint", func(ctx context.Context) { s.ThenPrint(ctx, o, func(string) error { return errors.New("paper") }) }),
		pin.C("Shop.Everybody", func(ctx context.Context) { s.Everybody(ctx, all) }),
		pin.C("Shop.EverybodyAgain", func(ctx context.Context) { s.EverybodyAgain(ctx, all) }),
	}
	for n, f := range map[string]func(context.Context, Order) (Receipt, error){
		"Minutes": s.Minutes, "Seconds": s.Seconds, "Few": s.Few, "Wide": s.Wide, "Mistyped": s.Mistyped, "Tried": s.Tried, "TriedOnce": s.TriedOnce,
		"Lazily": s.Lazily, "Eagerly": s.Eagerly,
	} {
		cs = append(cs, pin.C("Shop."+n, func(ctx context.Context) { f(ctx, o) }))
	}
	pin.Run(t, cs...)
}
