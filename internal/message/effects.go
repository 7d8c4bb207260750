package message

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// effect is an instruction that changes, or may change, what an object holds.
type effect struct {
	instr ssa.Instruction
	block *ssa.BasicBlock
	index int // in the block
	fn    *ssa.Function
	base  ssa.Value
	place *path // from base to what is changed
	val   ssa.Value
	valp  *path // into val
	weak  bool  // what was there may stay
	fill  bool  // a function of the standard library put val there as text

	call ssa.CallInstruction // the object was passed to a call …
	arg  int                 // … as this operand
}

// fieldKey names a field of a struct type.
type fieldKey struct {
	owner string
	index int
}

type mutateKey struct {
	fn *ssa.Function
	i  int
}

// canon resolves an address or a reference to the object it belongs to: what
// s.resp points to is a part of s.
func (e *engine) canon(v ssa.Value) (base ssa.Value, place *path) {
	for range 32 {
		switch x := v.(type) {
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
			if !isRef(x.Type()) || !isRef(x.X.Type()) || isStructPtr(x.Type()) {
				return v, place
			}
			v = x.X
		default:
			return v, place
		}
	}
	return v, place
}

func isStructPtr(t types.Type) bool {
	_, ok := pointee(t).Underlying().(*types.Struct)
	return ok
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

// collectEffects finds what a function does to objects.
func (e *engine) collectEffects(fn *ssa.Function) {
	all := map[ssa.Value][]*effect{}
	e.effects[fn] = all
	for _, b := range fn.Blocks {
		for i, instr := range b.Instrs {
			add := func(base ssa.Value, place *path, eff effect) {
				eff.instr, eff.block, eff.index, eff.fn, eff.base, eff.place = instr, b, i, fn, base, place
				all[base] = append(all[base], &eff)
			}
			at := func(v ssa.Value, suffix *path, eff effect) {
				base, place := e.canon(v)
				add(base, e.join(place, suffix), eff)
			}
			switch x := instr.(type) {
			case *ssa.Store:
				at(x.Addr, nil, effect{val: x.Val})
			case *ssa.MapUpdate:
				at(x.Map, e.cons(step{kind: stepElem, key: constKey(x.Key)}, nil), effect{val: x.Value})
				at(x.Map, e.cons(key, nil), effect{val: x.Key, weak: true})
			case *ssa.Send:
				at(x.Chan, e.cons(elem, nil), effect{val: x.X, weak: true})
			case *ssa.Select:
				for _, s := range x.States {
					if s.Dir == types.SendOnly {
						at(s.Chan, e.cons(elem, nil), effect{val: s.Send, weak: true})
					}
				}
			case *ssa.MakeClosure:
				cf := x.Fn.(*ssa.Function)
				e.makers[cf] = append(e.makers[cf], x)
				for j, bind := range x.Bindings {
					if j < len(cf.FreeVars) {
						base, place := e.canon(bind)
						if place == nil {
							e.closure[base] = append(e.closure[base], capture{cf, cf.FreeVars[j], x})
						}
					}
				}
			case ssa.CallInstruction:
				e.callEffects(x, at)
			}
		}
	}
}

// callEffects notes the objects that a call gets to see, and those that a
// function of the standard library fills from its arguments.
func (e *engine) callEffects(call ssa.CallInstruction, at func(ssa.Value, *path, effect)) {
	c := call.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok {
		if b.Name() == "copy" && len(c.Args) == 2 {
			at(c.Args[0], nil, effect{val: c.Args[1], weak: true})
		}
		return
	}
	if f := stdCallee(c); f != nil {
		if m, ok := fills(f); ok {
			to, args := fillTarget(c, m)
			if to != nil {
				for j, a := range args {
					place := m.place(e, j)
					for _, v := range e.varargs(a) {
						at(to, place, effect{val: v, weak: true, fill: true})
					}
				}
			}
			return
		}
		if !decodes(f) {
			return
		}
	}
	args := c.Args
	for i, a := range args {
		v := a
		if m, ok := v.(*ssa.MakeInterface); ok {
			v = m.X
		}
		if isRef(v.Type()) {
			at(v, nil, effect{call: call, arg: i, weak: true})
		}
	}
	if c.IsInvoke() && isRef(c.Value.Type()) {
		at(c.Value, nil, effect{call: call, arg: -1, weak: true})
	}
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

// collectHeap indexes the effects on fields of objects that code elsewhere can
// get hold of. A field of a local copy that goes nowhere is not among them.
func (e *engine) collectHeap() {
	for _, fn := range e.funcs {
		e.foreignStores(fn)
		for _, base := range sortedBases(e.effects[fn]) {
			for _, eff := range e.effects[fn][base] {
				if g, ok := base.(*ssa.Global); ok {
					e.globals[g] = append(e.globals[g], eff)
				}
				if eff.val == nil {
					continue
				}
				k, ok := lastField(eff.place)
				if ok && e.escaping(base, 0) {
					e.heap[k] = append(e.heap[k], eff)
				}
			}
		}
	}
}

// lastField is the innermost field on a path.
func lastField(p *path) (k fieldKey, ok bool) {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepField {
			k, ok = fieldKey{p.head.owner, p.head.index}, true
		}
	}
	return k, ok
}

// afterLastField is what follows the innermost field.
func afterLastField(p *path) *path {
	rest := p
	for q := p; q != nil; q = q.tail {
		if q.head.kind == stepField {
			rest = q.tail
		}
	}
	return rest
}

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
		return decodes(f)
	}
	if f := body(c.StaticCallee()); f != nil && e.own[f] {
		return e.mutating(f, eff.arg)
	}
	return true
}

func sortedBases(m map[ssa.Value][]*effect) []ssa.Value {
	out := make([]ssa.Value, 0, len(m))
	for v := range m {
		out = append(out, v)
	}
	sortBy(out, func(a, b ssa.Value) int {
		x, y := m[a][0], m[b][0]
		if x.block.Index != y.block.Index {
			return x.block.Index - y.block.Index
		}
		if x.index != y.index {
			return x.index - y.index
		}
		return cmpStrings(a.Name(), b.Name())
	})
	return out
}
