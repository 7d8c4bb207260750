package message

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// tableLookup is a lookup with a text. A counter that is only counted up does
// not decide.
func (e *engine) tableLookup(x *ssa.Lookup) *decision {
	m, ok := x.X.Type().Underlying().(*types.Map)
	if !ok || !x.Pos().IsValid() || !mayHoldText(m.Key()) && !isCompound(m.Key()) {
		return nil
	}
	if x.Referrers() != nil && onlyUpdates(x, x, map[ssa.Value]bool{}) {
		return nil
	}
	return &decision{instr: x, kind: "map lookup", match: matchLookup,
		a: operand{v: x.Index}, b: operand{v: x.X, p: e.cons(key, nil)}, both: true}
}

// onlyUpdates says whether what was looked up is only used to put something
// new under the same key.
func onlyUpdates(v ssa.Value, lookup *ssa.Lookup, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return true
	}
	seen[v] = true
	if v.Referrers() == nil {
		return true
	}
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.DebugRef:
		case *ssa.MapUpdate:
			if x.Key != lookup.Index {
				return false
			}
		case *ssa.BinOp:
			switch x.Op {
			case token.ADD, token.SUB, token.OR, token.MUL:
			default:
				return false
			}
			if !onlyUpdates(x, lookup, seen) {
				return false
			}
		case *ssa.Call:
			b, ok := x.Call.Value.(*ssa.Builtin)
			if !ok || b.Name() != "append" || !onlyUpdates(x, lookup, seen) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
