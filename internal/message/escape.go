package message

import "golang.org/x/tools/go/ssa"

// escaping says whether an object, or a copy of it, leaves the function: other
// than to be printed.
func (e *engine) escaping(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan, *ssa.MakeInterface,
		*ssa.Phi, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Slice, *ssa.UnOp, *ssa.Convert:
	case *ssa.Call:
		// append makes a slice of its own.
		if b, ok := v.Call.Value.(*ssa.Builtin); !ok || b.Name() != "append" {
			return true
		}
	default:
		return true
	}
	if depth > 8 {
		return true
	}
	if r, ok := e.escapes[v]; ok {
		return r
	}
	e.escapes[v] = false
	r := false
	if phi, ok := v.(*ssa.Phi); ok {
		for _, edge := range phi.Edges {
			r = r || e.escaping(edge, depth+1)
		}
	}
	r = r || e.escapesAtUses(v, depth)
	e.escapes[v] = r
	return r
}

func (e *engine) escapesAtUses(v ssa.Value, depth int) bool {
	refs := v.Referrers()
	if refs == nil {
		return true
	}
	for _, r := range *refs {
		switch x := r.(type) {
		case *ssa.Return, *ssa.Send, *ssa.MakeClosure, *ssa.Panic:
			return true
		case *ssa.MapUpdate:
			if x.Value == v || x.Key == v {
				return true
			}
		case *ssa.Store:
			if x.Val != v {
				continue
			}
			base, _ := e.canon(x.Addr)
			if e.escaping(base, depth+1) {
				return true
			}
		case *ssa.UnOp:
			if e.escaping(x, depth+1) {
				return true
			}
		case *ssa.FieldAddr:
			if e.saved(x) {
				return true
			}
		case *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Phi, *ssa.Slice, *ssa.Convert:
			if e.escaping(r.(ssa.Value), depth+1) {
				return true
			}
		case ssa.CallInstruction:
			c := x.Common()
			if b, ok := c.Value.(*ssa.Builtin); ok {
				if val, isVal := r.(ssa.Value); isVal && b.Name() == "append" && e.escaping(val, depth+1) {
					return true
				}
				continue
			}
			if f := stdCallee(c); f == nil || keeps(f) {
				return true
			}
		}
	}
	return false
}

// saved says whether what is in a field is handed, among others, to a function
// elsewhere that does more than print it: a database, from which it comes back.
func (e *engine) saved(field *ssa.FieldAddr) bool {
	for _, r := range *field.Referrers() {
		load, ok := r.(*ssa.UnOp)
		if !ok || load.Referrers() == nil {
			continue
		}
		for _, r := range *load.Referrers() {
			box, ok := r.(*ssa.MakeInterface)
			if !ok {
				continue
			}
			for _, r := range *box.Referrers() {
				if st, ok := r.(*ssa.Store); ok && isVarargs(st.Addr) && e.savedIn(st.Addr.(*ssa.IndexAddr).X) {
					return true
				}
			}
		}
	}
	return false
}

func (e *engine) savedIn(varargs ssa.Value) bool {
	for _, r := range *varargs.Referrers() {
		list, ok := r.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, r := range *list.Referrers() {
			c, ok := r.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if f := stdCallee(c.Common()); f != nil {
				return keeps(f) && f.Name() != "Errorf"
			}
			fn := body(c.Common().StaticCallee())
			return fn != nil && !e.own[fn]
		}
	}
	return false
}
