package message

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// returned goes on at a result of the functions that a value can be, and says
// whether it can be any; with gives what they are called with.
func (w *walk) returned(n node, f operand, p *path, result int, with func(*ssa.Function) []operand) bool {
	if f.v == nil || w.nested > 3 {
		return true
	}
	m := node{v: f.v, p: f.p, ctx: n.ctx, at: n.at, up: n.up}
	if f.elsewhere {
		m.ctx, m.at = f.ctx, f.at
	}
	sub := w.e.walkFrom(m, w)
	for _, pl := range sub.res.params {
		if pl.p == nil {
			w.res.params = append(w.res.params, paramLeaf{fn: pl.fn, index: pl.index, p: p, call: true, result: result, num: n.num})
		}
	}
	if len(sub.res.funcs) > maxDynamic {
		return true
	}
	for _, fl := range sub.res.funcs {
		if std := stdFunc(fl.fn); std != nil {
			w.std(n.with(nil, p), std, with(fl.fn), result)
		} else {
			w.into(n.with(nil, p), fl.fn, n.at, with(fl.fn), fl.mk, fl.mkc, result)
		}
	}
	return len(sub.res.funcs) > 0
}

// handed are the arguments with which a function of another package calls fn,
// which it was passed as its argument i, as far as they come from its other
// arguments.
func (e *engine) handed(ff *FuncFact, i int, args []operand, fn *ssa.Function) []operand {
	out := unknownArgs(fn)
	for _, cf := range ff.Calls {
		switch {
		case cf.Param != i || cf.Arg >= len(out):
		case cf.From.Kind == FromText, cf.From.Kind == FromNumber:
			out[cf.Arg] = e.tell(out[cf.Arg], cf)
		case cf.From.Param < len(args) && len(cf.Place) == 0:
			o, p := args[cf.From.Param], e.fromSteps(cf.From.Path)
			if cf.From.Kind == FromCall {
				p = e.cons(called(cf.From.Result), p)
			}
			o.p, o.told = e.join(o.p, p), out[cf.Arg].told
			out[cf.Arg] = o
		}
	}
	return out
}

// told is what a fact says of an argument: where in it message text is.
type told struct {
	texts []*path
}

// tell adds what a fact says to an argument.
func (e *engine) tell(o operand, cf CallFlow) operand {
	t := &told{}
	if o.told != nil {
		t.texts = slices.Clone(o.told.texts)
	}
	t.texts = append(t.texts, e.fromSteps(cf.Place))
	o.told = t
	return o
}

// hookCallers finds the functions that are put into fields whose functions
// another package calls with message text.
func (e *engine) hookCallers(seen map[dynamicKey]bool) {
	for _, h := range e.hooks {
		for _, eff := range e.heap[fieldKey{h.Field.Owner, h.Field.Index}] {
			rest, deeper, _, ok := split(afterLastField(eff.place), e.fromSteps(h.Rest))
			if !ok || deeper {
				continue
			}
			for _, fl := range e.reach(eff.val, e.join(eff.valp, rest), eff.instr) {
				if args := unknownArgs(fl.fn); h.Call.Arg < len(args) {
					args[h.Call.Arg] = e.tell(args[h.Call.Arg], h.Call)
					e.addDynamic(fl, eff.instr, args, seen)
				}
			}
		}
	}
}

// bound is 1 for a method, whose receiver is its first parameter.
func bound(fn *ssa.Function) int {
	if fn.Signature.Recv() != nil {
		return 1
	}
	return 0
}

func unknownArgs(fn *ssa.Function) []operand {
	return make([]operand, fn.Signature.Params().Len()+bound(fn))
}

// foreignCallers finds the functions that another package's function calls
// back.
func (e *engine) foreignCallers(c ssa.CallInstruction, callee *ssa.Function, seen map[dynamicKey]bool) {
	f, ok := callee.Object().(*types.Func)
	if !ok {
		return
	}
	args := operands(c.Common().Args)
	ff := e.imported[f.Origin().FullName()]
	if ff == nil {
		if f.Pkg() != nil && !e.analysed(f.Pkg()) {
			e.callersByShape(c, args, seen)
		}
		return
	}
	called := map[int]bool{}
	for _, cf := range ff.Calls {
		if called[cf.Param] || cf.Param >= len(args) {
			continue
		}
		called[cf.Param] = true
		for _, fl := range e.reach(args[cf.Param].v, nil, c) {
			e.addDynamic(fl, c, e.handed(ff, cf.Param, args, fl.fn), seen)
		}
	}
}
