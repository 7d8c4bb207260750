package message

import (
	"go/types"

	"github.com/vpplint/vpplint/internal/evidence"
)

// unasserted is a path without its assertions up to the first method: what is
// not known can be of any type.
func (e *engine) unasserted(p *path) *path {
	switch {
	case p == nil || p.head.kind == stepMethod:
		return p
	case p.head.kind == stepAssert:
		return e.unasserted(p.tail)
	}
	return e.cons(p.head, e.unasserted(p.tail))
}

// textual says whether a way leads through a field that is message text.
func (w *walk) textual(p *path) bool {
	return w.e.roleOn(p) == evidence.Text
}

// roleOn is the role of the first field on a path that has one.
func (e *engine) roleOn(p *path) evidence.Role {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepMethod {
			return evidence.None
		}
		r := p.head.role
		if p.head.kind == stepField {
			r = e.role(p.head)
		}
		if r == evidence.Text || r == evidence.Number {
			return r
		}
	}
	return evidence.None
}

func (e *engine) role(s step) evidence.Role {
	t := e.ownerType(s.owner)
	if t == nil || e.produced[s.owner] {
		return evidence.None
	}
	return e.in.Evidence.FieldRole(t, s.index)
}

// opaque ends a walk at an object that comes from somewhere else: what a
// response holds is then Apple's text, and a field of another type may hold
// what the package puts into fields like it.
func (w *walk) opaque(n node, p *path) {
	e := w.e
	whole := n.v != nil && p == n.p
	p = e.unasserted(p)
	if p == nil {
		w.res.unknown = true
		return
	}
	if p.head.kind == stepMethod {
		w.anyImplementation(n, p)
		return
	}
	switch e.roleOn(p) {
	case evidence.Text:
		w.foundText(n)
		return
	case evidence.Number:
		w.foundNumber(n)
		return
	}
	fields, after := e.untilMethod(p)
	if whole && after != nil && w.ofType(n, p) {
		return
	}
	if fields == nil {
		w.res.unknown = true
		if whole {
			if k, ok := e.collectionOf(n.v.Type()); ok {
				w.stored(n, k, p)
			}
		}
		if after != nil {
			w.anyImplementation(n, after)
		}
		return
	}
	rest := e.join(fields.rest, after)
	w.res.fields = append(w.res.fields, fieldLeaf{fields.field, rest, n.num})
	w.stored(n, fields.field, rest)
	for _, f := range e.heldFields[fields.field] {
		if _, _, _, ok := split(e.fromSteps(f.Rest), rest); ok {
			if f.Number {
				w.foundNumber(n)
			} else {
				w.foundText(n)
			}
		}
	}
	if after != nil {
		w.anyImplementation(n, after)
	}
	w.res.unknown = true
}

// ofType goes on at a method whose receiver is of a type that is known, though
// nothing else is. It says whether there is one.
func (w *walk) ofType(n node, p *path) bool {
	t := n.v.Type()
	for ; p != nil; p = p.tail {
		switch p.head.kind {
		case stepMethod:
			if !concrete(t) {
				return false
			}
			w.method(n, operand{}, t, p.head, p.tail)
			return true
		case stepElem:
			if t = elementOf(pointee(t)); t == nil {
				return false
			}
		case stepField:
			st, ok := pointee(t).Underlying().(*types.Struct)
			if !ok || p.head.index >= st.NumFields() {
				return false
			}
			t = st.Field(p.head.index).Type()
		default:
			return false
		}
	}
	return false
}

// stored goes on with what the package puts into fields like one, or into
// collections of a type.
func (w *walk) stored(n node, k fieldKey, rest *path) {
	for _, eff := range w.e.heap[k] {
		place := eff.place
		if k.index >= 0 {
			place = afterLastField(place)
		}
		r, deeper, _, ok := split(place, rest)
		if !ok {
			continue
		}
		m := n
		m.ctx, m.up, m.ups, m.at, m.far = nil, true, nil, eff.instr, true
		switch {
		case deeper && m.all, !deeper && eff.fill && r == nil:
			w.text(m, eff.val)
		case !deeper:
			w.push(m.with(eff.val, w.e.join(eff.valp, r)))
		}
	}
}

type fieldRest struct {
	field fieldKey
	rest  *path
}

// untilMethod splits a path at its first method: the innermost field before it
// with what follows that, and the rest.
func (e *engine) untilMethod(p *path) (f *fieldRest, after *path) {
	var head []step
	q := p
	for ; q != nil && q.head.kind != stepMethod; q = q.tail {
		head = append(head, q.head)
	}
	after = q
	for i := len(head) - 1; i >= 0; i-- {
		if head[i].kind == stepField {
			f = &fieldRest{field: fieldKey{head[i].owner, head[i].index}}
			var rest *path
			for j := len(head) - 1; j > i; j-- {
				rest = e.cons(head[j], rest)
			}
			f.rest = rest
			return f, after
		}
	}
	return nil, after
}

func (w *walk) foundText(n node) {
	w.ends = append(w.ends, w.cur)
	if !w.res.text {
		w.res.text, w.res.textAt = true, w.cur
	}
	if !n.num {
		w.res.plain = true
	}
}

func (w *walk) foundNumber(n node) {
	if n.num {
		w.ends = append(w.ends, w.cur)
	}
	if n.num && !w.res.number {
		w.res.number, w.res.numberAt = true, w.cur
	}
}
