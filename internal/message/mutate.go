package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

type mutateKey struct {
	fn *ssa.Function
	i  int
}

// mutable says whether a function that gets hold of a value can put something
// into what it refers to.
func mutable(v ssa.Value) bool {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.Const:
			return false
		default:
			t := v.Type()
			if isRef(t) || isTypeParam(t) {
				return true
			}
			iface, ok := t.Underlying().(*types.Interface)
			return ok && (iface.NumMethods() == 0 || writes(iface) || declaredHere(t))
		}
	}
}

// declaredHere says whether an interface is of the user's making: there may be a
// response in it, to be decoded into.
func declaredHere(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return !ok || n.Obj().Pkg() != nil && !isStd(n.Obj().Pkg().Path())
}

// writes says whether an interface is a place to print to.
func writes(iface *types.Interface) bool {
	for m := range iface.Methods() {
		if m.Name() == "Write" {
			return true
		}
	}
	return false
}

// mutating says whether a function can change what its parameter i refers to.
func (e *engine) mutating(fn *ssa.Function, i int) bool {
	if i >= len(fn.Params) {
		return false
	}
	k := mutateKey{fn, i}
	switch e.mutates[k] {
	case 1:
		return false
	case 2:
		return true
	}
	e.mutates[k] = 1
	for _, eff := range e.effects[fn][fn.Params[i]] {
		if eff.val != nil || eff.call != nil && e.callMutates(eff) {
			e.mutates[k] = 2
			return true
		}
	}
	if caps := e.closure[fn.Params[i]]; len(caps) > 0 {
		e.mutates[k] = 2
		return true
	}
	return false
}

func (e *engine) callMutates(eff *effect) bool {
	c := eff.call.Common()
	if f := stdCallee(c); f != nil {
		return decodes(f) || executors()[funcName(f)] || movers()[funcName(f)] || funcName(f) == pushesToHeap
	}
	if f := body(c.StaticCallee()); f != nil && e.own[f] {
		return e.mutating(f, eff.arg)
	}
	return true
}
