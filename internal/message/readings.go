package message

import "go/types"

// readings are the ways into a value of a type in which text is looked for.
func (e *engine) readings(t types.Type, depth int) []*path {
	if iface, ok := t.Underlying().(*types.Interface); ok && !isTypeParam(t) {
		out := e.askable(iface)
		if !hasMethod(t, "Error") {
			out = append(out, nil)
		}
		return out
	}
	if isTypeParam(t) || isText(t) {
		return []*path{nil}
	}
	if n, ok := types.Unalias(pointeeName(t)).(*types.Named); ok && n.Obj().Pkg() != nil && carriers()[n.Obj().Pkg().Path()] {
		return []*path{nil} // a pattern, a buffer
	}
	if depth > 1 {
		return nil
	}
	under := func(s step, u types.Type) (out []*path) {
		for _, p := range e.readings(u, depth+1) {
			out = append(out, e.cons(s, p))
		}
		return out
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		out := []*path{nil}
		if yield, ok := iterates(u); ok {
			out = append(out, under(elem, yield.At(yield.Len()-1).Type())...)
			if yield.Len() > 1 {
				out = append(out, under(key, yield.At(0).Type())...)
			}
		}
		for i := range u.Results().Len() {
			out = append(out, under(called(i), u.Results().At(i).Type())...)
		}
		return out
	case *types.Slice:
		if isRune(u.Elem()) {
			return []*path{nil}
		}
		return under(elem, u.Elem())
	case *types.Array:
		return under(elem, u.Elem())
	case *types.Chan:
		return under(elem, u.Elem())
	case *types.Map:
		return append(under(elem, u.Elem()), under(key, u.Key())...)
	case *types.Pointer:
		if _, ok := u.Elem().Underlying().(*types.Struct); !ok {
			return e.readings(u.Elem(), depth+1)
		}
	}
	if n, ok := types.Unalias(pointeeName(t)).(*types.Named); ok && n.Obj().Pkg() == e.in.Source.Pkg {
		return []*path{nil} // a parameter that is handed back
	}
	return nil
}

// askable are the methods of an interface that may return text.
func (e *engine) askable(iface *types.Interface) (out []*path) {
	for m := range iface.Methods() {
		sig := m.Signature()
		if sig.Params().Len() == 0 && sig.Results().Len() == 1 && m.Exported() && isText(sig.Results().At(0).Type()) {
			out = append(out, e.cons(step{kind: stepMethod, key: m.Name()}, nil))
		}
	}
	return out
}
