package message

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// std asks what a function of the standard library returned.
func (w *walk) std(n node, f *types.Func, args []operand, result int) {
	e := w.e
	name := funcName(f)
	if inputs()[name] {
		w.res.typed = true
	}
	w.res.part = w.res.part || cutters()[name]
	if params, ok := iterators()[name]; ok && n.p == nil {
		w.res.iters = append(w.res.iters, iterLeaf{params, w.seenFrom(n, args)})
	}
	res := f.Signature().Results()
	if result < res.Len() {
		t := res.At(result).Type()
		if isErrorType(t) && name != "fmt.Errorf" && f.Pkg().Path() != "errors" {
			return // an error of the standard library
		}
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString == 0 && !isRune(t) {
			return
		}
	}
	fl, ok := flowOf(f)
	if !ok {
		w.res.unknown = true
		w.opaque(n, n.p)
		return
	}
	if isErrorMethod(f) && len(args) > 0 {
		return // an error type of the standard library
	}
	if n.p != nil && n.p.head.kind == stepAssert && name == "errors.Unwrap" {
		w.operand(n, args[0], e.cons(step{kind: stepMethod, key: "Unwrap"}, n.p))
		return
	}
	if n.p != nil && n.p.head.kind == stepAssert && (f.Name() == "Errorf" || f.Pkg().Path() == "errors" && f.Name() != "AsType") {
		return // an error that is made there is of no type that one asserts
	}
	if n.p != nil && n.p.head.kind == stepMethod && (f.Name() == "Errorf" || f.Pkg().Path() == "errors") {
		w.wrapped(n, f, args)
		return
	}
	use := args
	if fl.args != nil {
		use = nil
		for _, i := range fl.args {
			if i < len(args) {
				use = append(use, args[i])
			}
		}
	}
	if len(use) == 0 {
		return
	}
	switch fl.how {
	case asText:
		if _, _, _, ok := split(fl.inner.path(e), n.p); !ok {
			return
		}
		if e.ownField(n.p) {
			w.opaque(n, n.p)
			return
		}
		for _, a := range use {
			w.operandText(n, a)
		}
	case asAny:
		for _, a := range use {
			w.eachOf(n, a, n.p)
		}
	case asSame:
		p := e.anyElem(n.p)
		for _, a := range use {
			if a.v != nil && elementsOf(a.v.Type()) {
				w.eachOf(n, a, p)
			}
		}
	case asItem:
		w.operand(n, use[0], e.cons(elem, n.p))
	case asKeys:
		if n.p != nil {
			w.operand(n, use[0], e.cons(key, n.p.tail))
		}
	case asEntry:
		if len(use) > 1 {
			w.operand(n, use[0], e.cons(step{kind: stepElem, key: constKey(use[1].v)}, e.join(fl.inner.path(e), n.p)))
		}
	case asMethod:
		w.operand(n, use[0], e.cons(step{kind: stepMethod, key: f.Name(), index: result}, n.p))
	case asUnknown:
		w.opaque(n, n.p)
	}
}

// seenFrom are arguments with the activation that they are seen in.
func (w *walk) seenFrom(n node, args []operand) []operand {
	out := slices.Clone(args)
	for i := range out {
		if out[i].v != nil && !out[i].elsewhere {
			out[i].elsewhere, out[i].ctx, out[i].at = true, n.ctx, n.at
		}
	}
	return out
}

// operand goes on at a place in an argument.
func (w *walk) operand(n node, o operand, p *path) {
	p = w.e.join(o.p, p)
	if o.v == nil {
		w.opaque(n, p)
		return
	}
	m := n.with(o.v, p)
	if o.elsewhere {
		m.ctx, m.at = o.ctx, o.at
	}
	w.push(m)
}

// eachOf goes on at a place in an argument, or in each one of a variadic list.
func (w *walk) eachOf(n node, o operand, p *path) {
	if o.v != nil && o.p == nil {
		if vs := w.e.varargs(o.v); len(vs) != 1 || vs[0] != o.v {
			for _, v := range vs {
				w.push(n.with(v, p))
			}
			return
		}
	}
	w.operand(n, o, p)
}

// operandText asks for everything that a print of an argument would show.
func (w *walk) operandText(n node, o operand) {
	switch {
	case o.v == nil:
		w.opaque(n, o.p)
	case o.p == nil:
		w.text(n, o.v)
	default:
		n.all = true
		w.operand(n, o, nil)
	}
}

// elementsOf says whether values of a type are lists, or yield what is in them.
func elementsOf(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map:
		return true
	case *types.Signature:
		return isIterator(u)
	case *types.Interface:
		return isTypeParam(t)
	}
	return false
}

// ownField says whether a path leads through a field of a type that is not of
// the standard library.
func (e *engine) ownField(p *path) bool {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepField && !isStd(p.head.owner) {
			return true
		}
	}
	return false
}

// wrapped asks an error that was made of other errors or words.
func (w *walk) wrapped(n node, f *types.Func, args []operand) {
	m := n.with(nil, n.p.tail)
	switch f.Name() {
	case "Unwrap":
		if len(args) == 1 {
			w.operand(n, args[0], n.p)
			w.operand(n, args[0], w.e.cons(step{kind: stepMethod, key: "Unwrap"}, n.p))
		}
		return
	case "AsType":
		w.opaque(n, n.p)
		return
	}
	if n.p.head.key == "Unwrap" {
		for _, a := range args[min(1, len(args)):] {
			w.eachError(m, a)
		}
		return
	}
	if n.p.head.key == "Error" {
		m.num = true
		for _, a := range args {
			w.operandText(m, a)
		}
		return
	}
	// Another method of what is wrapped: only errors in the chain have it.
	for _, a := range args {
		w.eachError(n, a)
	}
}

// eachError goes on at the errors in a variadic argument.
func (w *walk) eachError(n node, a operand) {
	if a.v == nil {
		return
	}
	for _, v := range w.e.varargs(a.v) {
		if unboxedType(v, "Error") {
			w.push(n.with(v, n.p))
		}
	}
}

// unboxedType says whether a value, or what is in the box, has a method that
// returns a text.
func unboxedType(v ssa.Value, method string) bool {
	switch x := v.(type) {
	case *ssa.MakeInterface:
		v = x.X
	case *ssa.ChangeInterface:
		v = x.X
	}
	return hasMethod(v.Type(), method)
}
