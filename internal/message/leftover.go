package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// remover is a function that takes something out of a text, or cuts it.
type remover struct {
	text, needle int
	match        match
}

// removers take something out of a text. Whether anything is taken out shows in
// what is left: strings.TrimPrefix(s, "License ") != s.
var removers = merge(
	each(remover{0, 1, matchPrefix}, `strings.`, `TrimPrefix`),
	each(remover{0, 1, matchSuffix}, `strings.`, `TrimSuffix`),
	each(remover{0, 1, matchContains}, `strings.`, `Replace ReplaceAll`),
	each(remover{1, 0, matchRegexp}, `regexp.Regexp.`, `ReplaceAllString ReplaceAllLiteralString`),
)

// splitters cut a text. Whether they cut shows in the number of pieces.
var splitters = merge(
	each(remover{0, 1, matchContains}, `strings. bytes.`, `Split SplitN SplitAfter SplitAfterN`),
	each(remover{1, 0, matchRegexp}, `regexp.Regexp.`, `Split`),
)

// leftover is the search in a comparison of a text with what is left of it, or
// of the number of its pieces, nil if x is none.
func leftover(x *ssa.BinOp) *decision {
	for _, sides := range [2][2]ssa.Value{{x.X, x.Y}, {x.Y, x.X}} {
		if c, r, ok := tabled(sides[0], removers()); ok && sameRead(c.Call.Args[r.text], sides[1]) {
			return r.decision(x, c)
		}
		length, ok := sides[0].(*ssa.Call)
		if !ok {
			continue
		}
		if b, ok := length.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" {
			continue
		}
		if c, r, ok := tabled(length.Call.Args[0], splitters()); ok {
			return r.decision(x, c)
		}
	}
	return nil
}

func (r remover) decision(x *ssa.BinOp, c *ssa.Call) *decision {
	return &decision{instr: x, kind: funcName(stdCallee(c.Common())), match: r.match,
		a: operand{v: c.Call.Args[r.text]}, b: operand{v: c.Call.Args[r.needle]}}
}

// tabled is the call of a function of a table that a value is the result of.
func tabled(v ssa.Value, table map[string]remover) (*ssa.Call, remover, bool) {
	c, ok := v.(*ssa.Call)
	if !ok {
		return nil, remover{}, false
	}
	f := stdCallee(c.Common())
	if f == nil {
		return nil, remover{}, false
	}
	r, ok := table[funcName(f)]
	return c, r, ok
}

// sameRead says whether two values are the same, or read from the same place.
func sameRead(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	switch x := a.(type) {
	case *ssa.UnOp:
		y, ok := b.(*ssa.UnOp)
		return ok && x.Op == y.Op && sameRead(x.X, y.X)
	case *ssa.FieldAddr:
		y, ok := b.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && sameRead(x.X, y.X)
	case *ssa.Field:
		y, ok := b.(*ssa.Field)
		return ok && x.Field == y.Field && sameRead(x.X, y.X)
	case *ssa.Call:
		y, ok := b.(*ssa.Call)
		if !ok || x.Call.IsInvoke() || y.Call.IsInvoke() || len(x.Call.Args) != len(y.Call.Args) || x.Call.StaticCallee() == nil || x.Call.StaticCallee() != y.Call.StaticCallee() {
			return false
		}
		for i := range x.Call.Args {
			if !sameRead(x.Call.Args[i], y.Call.Args[i]) {
				return false
			}
		}
		return true
	case *ssa.Const:
		y, ok := b.(*ssa.Const)
		return ok && types.Identical(x.Type(), y.Type()) && sameValue(x, y)
	}
	return false
}
