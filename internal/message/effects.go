package message

import (
	"cmp"
	"go/types"
	"slices"

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
	valp  *path     // into val
	weak  bool      // what was there may stay
	fill  bool      // a function of the standard library put val there as text
	loop  *ssa.Next // the key is that of a loop, which val may be the element of
	away  bool      // its address was put where others find it

	call ssa.CallInstruction // the object was passed to a call …
	arg  int                 // … as this operand
}

// fieldKey names a field of a struct type.
type fieldKey struct {
	owner string
	index int
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
				if _, local := e.local(x.Val); local && !isVarargs(x.Addr) {
					at(x.Val, nil, effect{away: true, weak: true})
				}
			case *ssa.MapUpdate:
				at(x.Map, e.cons(step{kind: stepElem, key: constKey(x.Key)}, nil), effect{val: x.Value, loop: keyOfLoop(x.Key)})
				at(x.Map, e.cons(key, nil), effect{val: x.Key, weak: true})
			case *ssa.Send:
				at(x.Chan, e.cons(elem, nil), effect{val: x.X, weak: true})
			case *ssa.Select:
				for _, s := range x.States {
					if s.Dir == types.SendOnly {
						at(s.Chan, e.cons(elem, nil), effect{val: s.Send, weak: true})
					}
				}
			case *ssa.MakeInterface:
				e.boxed(x)
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

// local says whether a value is the address of a struct that is a variable of
// the function.
func (e *engine) local(v ssa.Value) (*ssa.Alloc, bool) {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	a, ok := v.(*ssa.Alloc)
	return a, ok && isStructPtr(a.Type()) && a.Comment != "complit"
}

// keyOfLoop is the loop over a map whose key a value is.
func keyOfLoop(v ssa.Value) *ssa.Next {
	switch x := v.(type) {
	case *ssa.ChangeType:
		return keyOfLoop(x.X)
	case *ssa.Convert:
		return keyOfLoop(x.X)
	case *ssa.MakeInterface:
		return keyOfLoop(x.X)
	case *ssa.Extract:
		if n, ok := x.Tuple.(*ssa.Next); ok && !n.IsString && x.Index == 1 {
			return n
		}
	}
	return nil
}

// callEffects notes the objects that a call gets to see, and those that a
// function of the standard library fills from its arguments.
func (e *engine) callEffects(call ssa.CallInstruction, at func(ssa.Value, *path, effect)) {
	c := call.Common()
	e.foreignStores(call, at)
	if b, ok := c.Value.(*ssa.Builtin); ok {
		if b.Name() == "copy" && len(c.Args) == 2 {
			at(c.Args[0], nil, effect{val: c.Args[1], weak: true})
		}
		return
	}
	if f := stdCallee(c); f != nil {
		if funcName(f) == withValue {
			k := contextKey(c.Args[1])
			e.contexts[k] = append(e.contexts[k], call)
		}
		if executors()[funcName(f)] {
			at(writer(c.Args[1]), nil, effect{call: call, arg: 1, weak: true})
			return
		}
		if m, ok := fills(f); ok {
			for _, p := range e.fillings(c, m) {
				at(p.to, p.place, effect{val: p.val, weak: true, fill: p.words})
			}
			return
		}
		if !decodes(f) && !movers()[funcName(f)] && funcName(f) != pushesToHeap {
			return
		}
	}
	for i, a := range c.Args {
		for _, v := range e.varargs(a) {
			if mutable(v) {
				at(v, nil, effect{call: call, arg: i, weak: true})
			}
		}
	}
	if c.IsInvoke() && mutable(c.Value) {
		at(c.Value, nil, effect{call: call, arg: -1, weak: true})
	}
}

func sortedBases(m map[ssa.Value][]*effect) []ssa.Value {
	out := make([]ssa.Value, 0, len(m))
	for v := range m {
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b ssa.Value) int {
		x, y := m[a][0], m[b][0]
		if x.block.Index != y.block.Index {
			return x.block.Index - y.block.Index
		}
		if x.index != y.index {
			return x.index - y.index
		}
		return cmp.Compare(a.Name(), b.Name())
	})
	return out
}
