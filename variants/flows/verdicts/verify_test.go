//go:build verify

package verdicts

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	j := NewJudge("https://vpp.example")
	d := func() *Demand { return &Demand{AdamID: "1", Serial: "C02A"} }
	yes := &Demand{AdamID: "1", Serial: "C02A", Again: func(int) bool { return true }}
	cs := []pin.Case{
		pin.C("Judge.Codes", func(ctx context.Context) { j.Codes(ctx, d()) }),
		pin.C("Judge.CodesPrefix", func(ctx context.Context) { j.CodesPrefix(ctx, d()) }),
		pin.C("Judge.Handled", func(ctx context.Context) { j.Handled(ctx, d()) }),
		pin.C("Judge.Asked", func(ctx context.Context) { j.Asked(ctx, d()) }).And(func(ctx context.Context) { j.Asked(ctx, yes) }),
		pin.C("Judge.AskedToo", func(ctx context.Context) { j.AskedToo(ctx, d()) }).And(func(ctx context.Context) { j.AskedToo(ctx, yes) }),
	}
	for n, f := range map[string]func(context.Context, *Demand) error{
		"Bits": j.Bits, "BitsBoth": j.BitsBoth, "BitsAny": j.BitsAny, "Table": j.Table, "TableFive": j.TableFive, "TableLax": j.TableLax,
		"Matrix": j.Matrix, "MatrixLive": j.MatrixLive, "List": j.List, "ListShort": j.ListShort, "Through": j.Through, "ThroughRight": j.ThroughRight,
		"Digits": j.Digits, "Own": j.Own, "Searched": j.Searched, "SearchedNot": j.SearchedNot,
	} {
		cs = append(cs, pin.C("Judge."+n, func(ctx context.Context) { f(ctx, d()) }))
	}
	pin.Run(t, cs...)
}
