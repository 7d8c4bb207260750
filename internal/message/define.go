package message

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// define asks where a value comes from.
func (w *walk) define(n node) {
	e := w.e
	switch x := n.v.(type) {
	case *ssa.Const:
		if x.Value != nil && x.Value.Kind() == constant.String {
			w.literal(constant.StringVal(x.Value), n)
		} else if x.Value != nil && x.Value.Kind() == constant.Int && isRune(x.Type()) {
			if r, ok := constant.Int64Val(x.Value); ok {
				w.literal(string(rune(r)), n)
			}
		}
	case *ssa.Parameter:
		w.parameter(n, x)
	case *ssa.FreeVar:
		w.freeVar(n, x)
	case *ssa.Global:
		for _, eff := range e.globals[x] {
			m := n
			m.ctx, m.at, m.up, m.ups = nil, nil, true, nil
			w.apply(m, eff)
		}
		if x.Pkg != e.in.SSA || n.p != nil && w.textual(n.p) {
			w.opaque(n, n.p)
		} else if len(e.globals[x]) == 0 {
			w.res.unknown = true
		}
	case *ssa.Function:
		if w.yielded(n, body(x), nil) || w.called(n, body(x), nil) {
			return
		}
		w.res.funcs = append(w.res.funcs, funcLeaf{fn: body(x), ups: n.ups})
	case *ssa.MakeClosure:
		if fn := body(x.Fn.(*ssa.Function)); w.yielded(n, fn, x) || w.called(n, fn, x) {
			return
		}
		w.res.funcs = append(w.res.funcs, funcLeaf{fn: body(x.Fn.(*ssa.Function)), mk: x, mkc: n.ctx, ups: n.ups})
	case *ssa.Phi:
		edges := affordable(w, x.Edges)
		for i, pred := range affordable(w, x.Block().Preds) {
			if alive(n.ctx, pred) {
				w.push(n.with(edges[i], n.p))
			}
		}
	case *ssa.UnOp:
		switch x.Op {
		case token.MUL:
			w.push(n.with(x.X, n.p).when(e.when(x)))
		case token.ARROW:
			w.push(n.with(x.X, e.cons(elem, n.p)).when(nil))
		}
	case *ssa.BinOp:
		if x.Op == token.ADD && isText(x.Type()) {
			w.push(n.with(x.X, n.p))
			w.push(n.with(x.Y, n.p))
		} else if _, ok := x.Y.(*ssa.Const); ok && isRune(x.Type()) {
			w.push(n.with(x.X, n.p))
		}
	case *ssa.Convert, *ssa.MultiConvert, *ssa.SliceToArrayPointer:
		from := *x.(ssa.Instruction).Operands(nil)[0]
		w.push(n.with(from, n.p))
		if n.p == nil && isText(x.Type()) && !isText(from.Type()) && holdsLetters(from.Type()) {
			w.push(n.with(from, e.cons(elem, nil))) // letter by letter
		}
	case *ssa.ChangeType:
		w.push(n.with(x.X, w.retype(n.p, x.X.Type())))
	case *ssa.MakeInterface:
		w.push(n.with(x.X, n.p))
	case *ssa.ChangeInterface:
		w.push(n.with(x.X, n.p))
	case *ssa.TypeAssert:
		w.assert(n, x, 0)
	case *ssa.Slice:
		w.res.part = w.res.part || isText(x.Type())
		w.push(n.with(x.X, sliced(e, x, n.p)))
	case *ssa.Field:
		w.push(n.with(x.X, e.cons(e.fieldOf(x.X.Type(), x.Field), n.p)))
	case *ssa.Index:
		if isText(x.X.Type()) {
			w.push(n.with(x.X, nil))
		} else {
			w.push(n.with(x.X, e.cons(step{kind: stepElem, key: constKey(x.Index)}, n.p)))
		}
	case *ssa.Lookup:
		w.lookup(n, x)
	case *ssa.Extract:
		w.extract(n, x)
	case *ssa.Call:
		w.call(n, x, 0)
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan:
		// The zero value.
	case *ssa.FieldAddr, *ssa.IndexAddr:
		w.memory(n)
	default:
		w.res.unknown = true
	}
}

func (w *walk) literal(s string, n node) {
	w.res.written = w.res.written || !n.far
	if _, ok := w.res.literals[s]; ok {
		return
	}
	var maker node
	if w.cur >= 0 && w.all[w.cur].from >= 0 {
		maker = w.all[w.all[w.cur].from].node
	}
	w.res.literals[s] = maker
}

// unboxed goes on with what an interface holds: now it is known what a print of
// it would show.
func (w *walk) unboxed(n node) {
	switch x := n.v.(type) {
	case *ssa.MakeInterface:
		w.text(n, x.X)
	case *ssa.ChangeInterface:
		w.text(n, x.X)
	}
}

// sliced is the way into what a slice expression cuts.
func sliced(e *engine, x *ssa.Slice, p *path) *path {
	if x.Low == nil {
		return p
	}
	return e.anyElem(p)
}

// retype renames the struct of the first field where a value changes its type.
func (w *walk) retype(p *path, t types.Type) *path {
	if p == nil || p.head.kind != stepField {
		return p
	}
	if _, ok := pointee(t).Underlying().(*types.Struct); !ok {
		return p
	}
	s := p.head
	s.owner = w.e.owner(t)
	return w.e.cons(s, p.tail)
}

func (w *walk) assert(n node, x *ssa.TypeAssert, result int) {
	if result != 0 {
		return
	}
	p := n.p
	if concrete(x.AssertedType) {
		p = w.e.cons(step{kind: stepAssert, owner: w.e.assertName(x.AssertedType)}, p)
	}
	w.push(n.with(x.X, p))
}

func (w *walk) lookup(n node, x *ssa.Lookup) {
	if isText(x.X.Type()) {
		w.push(n.with(x.X, nil))
		return
	}
	w.push(n.with(x.X, w.e.cons(w.e.lookedUp(x), n.p)).when(x))
}

// lookedUp is the step to what is looked up in a map.
func (e *engine) lookedUp(x *ssa.Lookup) step {
	s := step{kind: stepElem, key: constKey(x.Index)}
	if len(s.key) > 0 && s.key[0] == 's' {
		s.role = e.in.Evidence.KeyRole(x.Pos(), s.key[1:])
	}
	return s
}

func (w *walk) extract(n node, x *ssa.Extract) {
	e := w.e
	switch t := x.Tuple.(type) {
	case *ssa.Call:
		w.call(n, t, x.Index)
	case *ssa.TypeAssert:
		w.assert(n, t, x.Index)
	case *ssa.Lookup:
		if x.Index == 0 {
			w.lookup(n, t)
		}
	case *ssa.UnOp:
		if x.Index == 0 {
			w.push(n.with(t.X, e.cons(elem, n.p)).when(nil))
		}
	case *ssa.Next:
		r, ok := t.Iter.(*ssa.Range)
		switch {
		case !ok:
		case t.IsString && x.Index == 2:
			w.push(n.with(r.X, nil).when(r))
		case x.Index == 1 && !t.IsString:
			w.push(n.with(r.X, e.cons(key, n.p)).when(t))
		case x.Index == 2:
			s := elem
			if n.loop != nil && n.loop.next == t {
				s = n.loop.entry
			}
			w.push(n.with(r.X, e.cons(s, n.p)).when(t))
		}
	case *ssa.Select:
		i := 2
		for _, s := range t.States {
			if s.Dir == types.RecvOnly {
				if i == x.Index {
					w.push(n.with(s.Chan, e.cons(elem, n.p)).when(nil))
				}
				i++
			}
		}
	}
}
