package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// yielded asks for what is in an iterator: what the function calls its
// parameter with. It says whether that was the question.
func (w *walk) yielded(n node, fn *ssa.Function, mk *ssa.MakeClosure) bool {
	if n.p == nil || n.p.head.kind != stepElem && n.p.head.kind != stepKey || !isIterator(fn.Signature) || !w.e.own[fn] {
		return false
	}
	f := w.e.enter(fn, n.at, nil, mk, n.ctx, n.ctx)
	if f == nil {
		return true
	}
	yield := fn.Signature.Params().At(0).Type()
	var visit func(fn *ssa.Function, f *frame)
	visit = func(fn *ssa.Function, f *frame) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				c, ok := instr.(*ssa.Call)
				if !ok || !types.Identical(c.Call.Value.Type(), yield) || c.Call.StaticCallee() != nil {
					continue
				}
				i := len(c.Call.Args) - 1
				if n.p.head.kind == stepKey {
					i = 0
				}
				m := n.with(c.Call.Args[i], n.p.tail).when(c)
				m.ctx = f
				w.push(m)
			}
		}
		for _, a := range fn.AnonFuncs {
			visit(a, nil)
		}
	}
	visit(fn, f)
	return true
}

// iterates gives what a function that one can range over hands out.
func iterates(sig *types.Signature) (params *types.Tuple, ok bool) {
	if sig.Params().Len() != 1 || sig.Results().Len() != 0 {
		return nil, false
	}
	yield, ok := sig.Params().At(0).Type().Underlying().(*types.Signature)
	if !ok || yield.Params().Len() == 0 || yield.Results().Len() != 1 || !isBool(yield.Results().At(0).Type()) {
		return nil, false
	}
	return yield.Params(), true
}

func isIterator(sig *types.Signature) bool {
	_, ok := iterates(sig)
	return ok
}

// iterLeaf is an iterator of the standard library that a value can be.
type iterLeaf struct {
	params []part
	args   []operand
}

// yields are the parts of an iterator's arguments that it hands out.
func (e *engine) yields(it iterLeaf) []operand {
	out := make([]operand, len(it.params))
	for i, p := range it.params {
		if p.arg >= 0 && p.arg < len(it.args) && it.args[p.arg].v != nil {
			out[i] = it.args[p.arg]
			out[i].p = e.join(out[i].p, p.in.path(e))
		}
	}
	return out
}

// pulled asks for what the function hands out that iter.Pull makes of an
// iterator. It says whether that was the question.
func (w *walk) pulled(n node, called ssa.Value, result int) bool {
	next, ok := called.(*ssa.Extract)
	if !ok || next.Index != 0 {
		return false
	}
	c, ok := next.Tuple.(*ssa.Call)
	if !ok {
		return false
	}
	f := stdCallee(c.Common())
	if f == nil || f.Pkg().Path() != "iter" {
		return false
	}
	s := elem
	if f.Name() == "Pull2" && result == 0 {
		s = key
	}
	w.push(n.with(c.Call.Args[0], w.e.cons(s, n.p)))
	return true
}
