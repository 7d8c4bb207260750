package message

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// memory asks what an object held at a time.
func (w *walk) memory(n node) {
	base, place := w.e.canon(n.v)
	full := w.e.join(place, n.p)
	for full != nil && full.head.kind == stepAssert && concrete(base.Type()) {
		if name := full.head.owner; name != w.e.assertName(base.Type()) && name != w.e.assertName(pointee(base.Type())) {
			return
		}
		full = full.tail
	}
	if full.len() > maxPath {
		return
	}
	m := n.with(base, full)
	if base != n.v {
		w.push(m)
		return
	}
	for _, c := range w.e.closure[base] {
		w.captured(m, c, 0)
	}
	fn := parentOf(base)
	if m.at != nil && (fn == nil || fn == m.at.Parent()) {
		if w.search(m) {
			w.define(m)
		}
		return
	}
	if fn != nil {
		m.at = nil
		for _, eff := range w.e.effects[fn][base] {
			w.apply(m, eff)
		}
	}
	w.define(m)
}

func parentOf(v ssa.Value) *ssa.Function {
	switch v.(type) {
	case *ssa.Global, *ssa.Const, *ssa.Function, *ssa.Builtin:
		return nil
	}
	return v.Parent()
}

// captured asks what closures do to a variable that they hold.
func (w *walk) captured(m node, c capture, depth int) {
	if depth > 3 || !w.e.own[c.fn] {
		return
	}
	k := m.with(c.fv, m.p)
	k.at = nil
	if f := w.e.enter(c.fn, c.mk, nil, c.mk, m.ctx, nil); f != nil {
		k.ctx = f
	} else {
		k.ctx = nil
	}
	for _, eff := range w.e.effects[c.fn][c.fv] {
		w.apply(k, eff)
	}
	for _, inner := range w.e.closure[c.fv] {
		w.captured(k, inner, depth+1)
	}
}

// search goes back through the blocks to what was stored last, and says
// whether some way leads back to where the object comes from.
func (w *walk) search(n node) (open bool) {
	effs := w.e.effects[n.at.Parent()][n.v]
	start := n.at.Block()
	if len(effs) == 0 || start == nil {
		return true
	}
	defBlock := (*ssa.BasicBlock)(nil)
	if d, ok := n.v.(ssa.Instruction); ok {
		defBlock = d.Block()
	}
	visited := make([]bool, len(start.Parent().Blocks))
	blocks := 0
	var back func(b *ssa.BasicBlock, upto int)
	back = func(b *ssa.BasicBlock, upto int) {
		for _, eff := range slices.Backward(before(effs, b, upto)) {
			if w.apply(n, eff) {
				return
			}
		}
		if b == defBlock || len(b.Preds) == 0 {
			open = true
			return
		}
		for _, p := range b.Preds {
			if visited[p.Index] || !alive(n.ctx, p) || blocks > maxBackwards {
				continue
			}
			visited[p.Index] = true
			blocks++
			back(p, len(p.Instrs))
		}
	}
	upto := len(start.Instrs)
	for i, instr := range start.Instrs {
		if instr == n.at {
			upto = i
		}
	}
	back(start, upto)
	return open
}

// before are those of the effects in a function that come in a block before an
// instruction. There can be thousands, which are in order.
func before(effs []*effect, b *ssa.BasicBlock, upto int) []*effect {
	at := func(index int) int {
		i, _ := slices.BinarySearchFunc(effs, index, func(eff *effect, index int) int {
			return cmp.Or(cmp.Compare(eff.block.Index, b.Index), cmp.Compare(eff.index, index))
		})
		return i
	}
	return effs[at(0):at(upto)]
}

// apply follows an effect on the object that is asked about, and says whether
// nothing older remains.
func (w *walk) apply(n node, eff *effect) bool {
	rest, deeper, certain, ok := split(eff.place, n.p)
	if !ok {
		return false
	}
	switch {
	case eff.away:
		w.opaque(n.when(eff.instr), n.p)
		return false
	case eff.call != nil:
		return !deeper && w.passed(n, eff, rest)
	}
	m := n.when(eff.instr)
	if eff.loop != nil && n.p != nil && n.p.head.kind == stepElem && n.p.head.key != "" {
		m.loop = w.e.pass(eff.loop, n.p.head)
	}
	switch {
	case deeper:
		if m.all {
			w.text(m, eff.val)
		}
		return false
	case eff.fill && rest == nil:
		w.text(m, eff.val)
	default:
		w.push(m.with(eff.val, w.e.join(eff.valp, rest)))
	}
	return certain && !eff.weak
}

// passed asks what a call did to an object that it was given.
func (w *walk) passed(n node, eff *effect, rest *path) bool {
	c := eff.call.Common()
	m := n.when(eff.instr)
	if f := stdCallee(c); f != nil {
		switch name := funcName(f); {
		case executors()[name] && rest == nil:
			w.rendered(m, c)
		case movers()[name] && n.p != w.e.anyElem(n.p):
			w.push(m.with(n.v, w.e.anyElem(n.p)))
			return true
		case name == pushesToHeap:
			if push, args := w.e.heapPush(c); push != nil {
				return w.through(m, eff, rest, push, args, nil)
			}
		}
		if !decodes(f) {
			return false
		}
		if rest == nil && fromFirst()[funcName(f)] {
			w.text(m, c.Args[0])
			return false
		}
		w.opaque(m.with(n.v, n.p), n.p)
		return false
	}
	if fn := body(c.StaticCallee()); fn != nil && w.e.own[fn] {
		return w.through(m, eff, rest, fn, operands(c.Args), makerOf(c))
	}
	if ff := w.e.factOf(c); ff != nil && slices.ContainsFunc(ff.Stores, func(s StoreFlow) bool { return s.Into.Kind == FromParam && s.Into.Param == eff.arg }) {
		return false // it is known what it puts there
	}
	if _, ok := lastField(n.p); ok {
		w.opaque(m.with(n.v, n.p), n.p)
	}
	return false
}

// through asks what a function of this package did to an object that it was
// passed.
func (w *walk) through(m node, eff *effect, rest *path, fn *ssa.Function, args []operand, mk *ssa.MakeClosure) bool {
	if eff.arg < 0 || !w.e.mutating(fn, eff.arg) {
		return false
	}
	f := w.e.enter(fn, eff.call, args, mk, m.ctx, m.ctx)
	if f == nil {
		return false
	}
	for _, ret := range affordable(w, returns(f)) {
		k := m.with(fn.Params[eff.arg], rest).when(ret)
		k.ctx = f
		w.push(k)
	}
	return true
}

func operands(args []ssa.Value) []operand {
	out := make([]operand, len(args))
	for i, a := range args {
		out[i].v = a
	}
	return out
}

func makerOf(c *ssa.CallCommon) *ssa.MakeClosure {
	mk, _ := c.Value.(*ssa.MakeClosure)
	return mk
}
