package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// collectCallers finds who calls which function with what: directly, through
// an interface, through function values, and from the standard library.
func (e *engine) collectCallers() {
	var dynamic []ssa.CallInstruction
	var std []ssa.CallInstruction
	for _, fn := range e.funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				c, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				cc := c.Common()
				if _, ok := cc.Value.(*ssa.Builtin); ok {
					continue
				}
				if cc.IsInvoke() {
					e.invokeCallers(c)
					continue
				}
				if f := stdCallee(cc); f != nil {
					if funcName(f) == pushesToHeap {
						if fn, args := e.heapPush(cc); fn != nil {
							e.callers[fn] = append(e.callers[fn], &caller{site: c, args: args})
						}
					}
					if _, ok := callbacks()[funcName(f)]; ok {
						std = append(std, c)
					}
					continue
				}
				if callee := body(cc.StaticCallee()); callee != nil {
					if e.own[callee] {
						e.callers[callee] = append(e.callers[callee], &caller{site: c, args: operands(cc.Args), mk: makerOf(cc)})
					} else {
						dynamic = append(dynamic, c)
					}
					continue
				}
				dynamic = append(dynamic, c)
			}
		}
	}
	// A second round sees the callers that the first has found.
	seen := map[dynamicKey]bool{}
	for range 2 {
		for _, c := range dynamic {
			e.dynamicCallers(c, seen)
		}
		for _, c := range std {
			e.stdCallers(c, seen)
		}
		e.hookCallers(seen)
	}
}

type dynamicKey struct {
	fn   *ssa.Function
	site ssa.Instruction
	ctx  *frame
	mk   *ssa.MakeClosure
	arg  operand
}

func (e *engine) invokeCallers(c ssa.CallInstruction) {
	cc := c.Common()
	iface, ok := cc.Value.Type().Underlying().(*types.Interface)
	if !ok {
		return
	}
	for _, t := range e.implementations(iface) {
		obj, index, _ := types.LookupFieldOrMethod(t, true, e.in.Source.Pkg, cc.Method.Name())
		f, ok := obj.(*types.Func)
		if !ok || len(index) != 1 {
			continue
		}
		if fn := body(e.prog.FuncValue(f.Origin())); fn != nil && e.own[fn] {
			self := operand{v: cc.Value, p: e.cons(step{kind: stepAssert, owner: e.assertName(t)}, nil)}
			args := append([]operand{self}, operands(cc.Args)...)
			e.callers[fn] = append(e.callers[fn], &caller{site: c, args: args})
		}
	}
}

// reach lists the functions that are at a place in a value, with the activation
// of the function it is used in.
func (e *engine) reach(v ssa.Value, p *path, at ssa.Instruction) []funcLeaf {
	w := e.walkFrom(node{v: v, p: p, at: at, up: true}, nil)
	if len(w.res.funcs) > maxDynamic {
		return nil
	}
	return w.res.funcs
}

// descend makes the activation that a chain of callers stands for.
func (e *engine) descend(c *climb) *frame {
	if c == nil {
		return nil
	}
	parent := e.descend(c.prev)
	if c.by.ctx != nil {
		parent = c.by.ctx
	}
	return e.enter(c.fn, c.by.site, c.by.args, c.by.mk, c.by.mkc, parent)
}

// flip turns the chain around: it was climbed from the inside out.
func flip(c *climb) *climb {
	var out *climb
	for ; c != nil; c = c.prev {
		out = &climb{fn: c.fn, by: c.by, prev: out}
	}
	return out
}

func (e *engine) addDynamic(fl funcLeaf, site ssa.Instruction, args []operand, seen map[dynamicKey]bool) {
	ctx := e.outermost(fl.ups)
	k := dynamicKey{fn: fl.fn, site: site, ctx: ctx, mk: fl.mk}
	if len(args) > 0 {
		k.arg = args[len(args)-1]
	}
	if seen[k] {
		return
	}
	seen[k] = true
	c := &caller{site: site, args: args, ctx: ctx, mk: fl.mk, mkc: fl.mkc, dynamic: true}
	if !e.own[fl.fn] {
		e.called = append(e.called, calledValue{fl.fn, c})
		return
	}
	e.callers[fl.fn] = append(e.callers[fl.fn], c)
}

// outermost makes the activation in which a walk began that climbed c.
func (e *engine) outermost(c *climb) *frame { return e.descend(flip(c)) }

func (e *engine) dynamicCallers(c ssa.CallInstruction, seen map[dynamicKey]bool) {
	cc := c.Common()
	if callee := body(cc.StaticCallee()); callee != nil {
		e.foreignCallers(c, callee, seen)
		return
	}
	w := e.walkFrom(node{v: cc.Value, at: c, up: true}, nil)
	if len(w.res.funcs) <= maxDynamic {
		for _, fl := range w.res.funcs {
			e.addDynamic(fl, c, operands(cc.Args), seen)
		}
	}
	sig, ok := cc.Value.Type().Underlying().(*types.Signature)
	if !ok || !isIterator(sig) || len(w.res.iters) > maxDynamic {
		return
	}
	// What an iterator hands out goes to the function that it is called with.
	for _, fl := range e.reach(cc.Args[0], nil, c) {
		for _, it := range w.res.iters {
			e.addDynamic(fl, c, e.yields(it), seen)
		}
		if len(w.res.iters) == 0 && len(w.res.funcs) == 0 {
			yield := sig.Params().At(0).Type().Underlying().(*types.Signature)
			args := []operand{{v: cc.Value, p: e.cons(elem, nil)}}
			if yield.Params().Len() > 1 {
				args = []operand{{v: cc.Value, p: e.cons(key, nil)}, args[0]}
			}
			e.addDynamic(fl, c, args, seen)
		}
	}
}

func (e *engine) stdCallers(c ssa.CallInstruction, seen map[dynamicKey]bool) {
	cc := c.Common()
	cb := callbacks()[funcName(stdCallee(cc))]
	if cb.fn >= len(cc.Args) {
		return
	}
	for _, fl := range e.reach(cc.Args[cb.fn], nil, c) {
		e.addDynamic(fl, c, e.places(cc.Args, cb.params), seen)
	}
}

// places are the parts of arguments that parameters get.
func (e *engine) places(args []ssa.Value, params []part) []operand {
	out := make([]operand, len(params))
	for i, p := range params {
		if p.arg >= 0 && p.arg < len(args) {
			out[i] = operand{v: args[p.arg], p: p.in.path(e)}
		}
	}
	return out
}
