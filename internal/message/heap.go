package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// collectHeap indexes the effects on fields of objects that code elsewhere can
// get hold of. A field of a local copy that goes nowhere is not among them.
func (e *engine) collectHeap() {
	for _, fn := range e.funcs {
		for _, base := range sortedBases(e.effects[fn]) {
			for _, eff := range e.effects[fn][base] {
				if g, ok := base.(*ssa.Global); ok {
					e.globals[g] = append(e.globals[g], eff)
				}
				if eff.val == nil {
					continue
				}
				k, ok := lastField(eff.place)
				if !ok {
					k, ok = e.collectionOf(base.Type())
				}
				if ok && e.escaping(base, 0) {
					e.heap[k] = append(e.heap[k], eff)
				}
			}
		}
	}
}

// collectionOf stands for what is in the maps and lists of a named type of this
// package.
func (e *engine) collectionOf(t types.Type) (fieldKey, bool) {
	n, ok := types.Unalias(pointeeName(t)).(*types.Named)
	if !ok || n.Obj().Pkg() != e.in.Source.Pkg {
		return fieldKey{}, false
	}
	switch n.Underlying().(type) {
	case *types.Map, *types.Slice, *types.Chan, *types.Array:
		return fieldKey{e.owner(n), -1}, true
	}
	return fieldKey{}, false
}
