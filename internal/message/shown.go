package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// text asks for everything in v that a print of it would show.
func (w *walk) text(n node, v ssa.Value) {
	w.textIn(n, v, nil, v.Type(), 0)
}

func (w *walk) textIn(n node, v ssa.Value, p *path, t types.Type, depth int) {
	e := w.e
	if depth > 3 {
		return
	}
	n.all = true
	ask := func(suffix *path) { w.push(n.with(v, e.join(p, suffix))) }
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		ask(nil)
		return
	}
	if types.IsInterface(t) {
		if hasMethod(t, "Error") {
			m := n
			m.num = true
			w.push(m.with(v, e.join(p, e.cons(errorText(), nil))))
			return
		}
		ask(nil)
		return
	}
	if hasMethod(t, "Error") {
		m := n
		m.num = true
		w.push(m.with(v, e.join(p, e.cons(errorText(), nil))))
		return
	}
	if hasMethod(t, "String") && !isStdType(t) {
		ask(e.cons(step{kind: stepMethod, key: "String"}, nil))
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 || n.num && u.Info()&types.IsInteger != 0 || isRune(t) {
			ask(nil)
		}
	case *types.Pointer:
		if st, ok := u.Elem().Underlying().(*types.Struct); ok && depth == 0 {
			w.textFields(n, v, p, u.Elem(), st, 0)
		}
		ask(nil)
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && isRune(b) {
			ask(nil)
			ask(e.cons(elem, nil))
			return
		}
		for _, va := range e.varargs(v) {
			if va != v && p == nil {
				w.text(n, va)
			}
		}
		w.textIn(n, v, e.join(p, e.cons(elem, nil)), u.Elem(), depth+1)
		ask(nil)
	case *types.Array:
		w.textIn(n, v, e.join(p, e.cons(elem, nil)), u.Elem(), depth+1)
	case *types.Map:
		w.textIn(n, v, e.join(p, e.cons(elem, nil)), u.Elem(), depth+1)
		w.textIn(n, v, e.join(p, e.cons(key, nil)), u.Key(), depth+1)
		ask(nil)
	case *types.Struct:
		w.textFields(n, v, p, t, u, 0)
		ask(nil)
	case *types.Chan, *types.Signature:
	default:
		ask(nil)
	}
}

// textFields asks for the message texts that a struct holds.
func (w *walk) textFields(n node, v ssa.Value, p *path, t types.Type, st *types.Struct, depth int) {
	e := w.e
	for i := range st.NumFields() {
		s := e.fieldOf(t, i)
		q := e.join(p, e.cons(s, nil))
		f := st.Field(i)
		switch {
		case e.role(s) == evidence.Text:
			w.push(n.with(v, q))
		case f.Embedded() && depth < 3:
			if sub, ok := pointee(f.Type()).Underlying().(*types.Struct); ok {
				w.textFields(n, v, q, pointee(f.Type()), sub, depth+1)
			}
		}
	}
}
