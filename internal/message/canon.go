package message

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"
)

// canon resolves an address or a reference, also one in a box, to the object it
// belongs to: what s.resp points to is a part of s.
func (e *engine) canon(v ssa.Value) (base ssa.Value, place *path) {
	for range 32 {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			if !shares(x.X.Type()) {
				return v, place
			}
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.MultiConvert:
			if !shares(x.X.Type()) {
				return v, place
			}
			v = x.X
		case *ssa.Slice:
			if isText(x.X.Type()) {
				return v, place
			}
			if x.Low != nil {
				place = e.anyElem(place)
			}
			v = x.X
		case *ssa.Lookup:
			if x.CommaOk || !isRef(x.Type()) || holdsLetters(x.Type()) {
				return v, place
			}
			place = e.cons(e.lookedUp(x), place)
			v = x.X
		case *ssa.Alloc:
			p := e.spilled(x)
			if p == nil {
				return v, place
			}
			return p, place
		case *ssa.FieldAddr:
			place = e.cons(e.fieldOf(x.X.Type(), x.Field), place)
			v = x.X
		case *ssa.IndexAddr:
			place = e.cons(step{kind: stepElem, key: constKey(x.Index)}, place)
			v = x.X
		case *ssa.UnOp:
			if x.Op.String() != "*" || !isRef(x.Type()) {
				return v, place
			}
			v = x.X
		case *ssa.ChangeType:
			if !shares(x.Type()) || !shares(x.X.Type()) || isStructPtr(x.Type()) {
				return v, place
			}
			v = x.X
		default:
			return v, place
		}
	}
	return v, place
}

// spilled is the parameter that a variable stands for: where a closure holds a
// parameter, the compiler makes a variable of it. nil if it is another variable,
// or if something else is put into it.
func (e *engine) spilled(a *ssa.Alloc) *ssa.Parameter {
	p, ok := e.spills[a]
	if !ok {
		p = spilled(a)
		e.spills[a] = p
	}
	return p
}

func spilled(a *ssa.Alloc) (param *ssa.Parameter) {
	if !a.Heap || !isRef(pointee(a.Type())) {
		return nil
	}
	for _, r := range *a.Referrers() {
		switch x := r.(type) {
		case *ssa.Store:
			p, ok := x.Val.(*ssa.Parameter)
			if x.Addr != a || !ok || param != nil || p.Pos() != a.Pos() {
				return nil
			}
			param = p
		case *ssa.MakeClosure:
			fn := x.Fn.(*ssa.Function)
			for i, b := range x.Bindings {
				if b == a && i < len(fn.FreeVars) && assigned(fn.FreeVars[i]) {
					return nil
				}
			}
		}
	}
	return param
}

// assigned says whether a closure puts something else into a variable.
func assigned(fv *ssa.FreeVar) bool {
	for _, r := range *fv.Referrers() {
		switch x := r.(type) {
		case *ssa.Store:
			if x.Addr == fv {
				return true
			}
		case *ssa.MakeClosure:
			fn := x.Fn.(*ssa.Function)
			for i, b := range x.Bindings {
				if b == fv && i < len(fn.FreeVars) && assigned(fn.FreeVars[i]) {
					return true
				}
			}
		}
	}
	return false
}

// constKey is the key of an element, "" if it is not constant.
func constKey(v ssa.Value) string {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return ""
	}
	switch c.Value.Kind() {
	case constant.String:
		return "s" + constant.StringVal(c.Value)
	case constant.Int:
		return "#" + c.Value.ExactString()
	}
	return ""
}

// varargs is what a variadic slice that the compiler made holds, or v itself.
func (e *engine) varargs(v ssa.Value) []ssa.Value {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return []ssa.Value{v}
	}
	a, ok := s.X.(*ssa.Alloc)
	if !ok || a.Comment != "varargs" {
		return []ssa.Value{v}
	}
	var out []ssa.Value
	for _, r := range *a.Referrers() {
		if ia, ok := r.(*ssa.IndexAddr); ok {
			for _, rr := range *ia.Referrers() {
				if st, ok := rr.(*ssa.Store); ok && st.Addr == ia {
					out = append(out, st.Val)
				}
			}
		}
	}
	return out
}

func isVarargs(addr ssa.Value) bool {
	ia, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	a, ok := ia.X.(*ssa.Alloc)
	return ok && a.Comment == "varargs"
}
