package message

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A decision can be taken through a function value: strings.HasPrefix in a
// table, re.MatchString as an argument. Its operands are seen where the value is
// called.

// indirect is what is decided by functions of other packages that are called
// through values.
func (e *engine) indirect() (out []*decision) {
	for _, c := range e.called {
		site, ok := c.site.(ssa.CallInstruction)
		if !ok {
			continue
		}
		if f := stdFunc(c.fn); f != nil {
			out = append(out, e.stdDecision(site, f, c.seen())...)
		} else {
			out = append(out, e.sinkDecisions(site, c.fn, c.seen())...)
		}
	}
	return out
}

// boxed notes the types of the standard library that stand behind interfaces
// here: a *regexp.Regexp behind a matcher.
func (e *engine) boxed(m *ssa.MakeInterface) {
	t := m.X.Type()
	if isStdType(t) && !slices.ContainsFunc(e.boxes, func(u types.Type) bool { return types.Identical(t, u) }) {
		e.boxes = append(e.boxes, t)
	}
}

// invoked is what the types of the standard library behind an interface decide.
func (e *engine) invoked(c ssa.CallInstruction) (out []*decision) {
	cc := c.Common()
	iface, ok := cc.Value.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for _, t := range e.boxes {
		if m, _ := types.MissingMethod(t, iface, true); m != nil {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, cc.Method.Name())
		f, ok := obj.(*types.Func)
		if !ok || deciders[funcName(f)].match == 0 {
			continue
		}
		self := operand{v: cc.Value, p: e.cons(step{kind: stepAssert, owner: e.assertName(t)}, nil)}
		out = append(out, e.stdDecision(c, f, append([]operand{self}, operands(cc.Args)...))...)
	}
	return out
}

// calledValue is a function of another package that is called through a value.
type calledValue struct {
	fn *ssa.Function
	*caller
}

// seen are the arguments of a call in the activation that it was found in.
func (c *caller) seen() []operand {
	if c.ctx == nil {
		return c.args
	}
	out := slices.Clone(c.args)
	for i := range out {
		if out[i].v != nil && !out[i].elsewhere {
			out[i].elsewhere, out[i].ctx, out[i].at = true, c.ctx, c.site
		}
	}
	return out
}

// unwrapped moves a decision out of the function that the compiler makes of a
// method value or a method expression, to where that is called. It is reported
// where somebody wrote the method value.
func (e *engine) unwrapped(d *decision, fn *ssa.Function) (out []*decision) {
	for _, c := range e.callers[fn] {
		m := *d
		m.instr = c.site
		if c.mk != nil {
			m.at = c.mk
		}
		if e.outside(&m.a, fn, c) && e.outside(&m.b, fn, c) {
			out = append(out, &m)
		}
	}
	return out
}

// outside is an operand as the caller of a wrapper sees it.
func (e *engine) outside(o *operand, fn *ssa.Function, c *caller) bool {
	switch v := o.v.(type) {
	case *ssa.Parameter:
		for i, p := range fn.Params {
			if args := c.seen(); p == v && i < len(args) && args[i].v != nil {
				rest := o.p
				*o = args[i]
				o.p = e.join(o.p, rest)
				return true
			}
		}
		return false
	case *ssa.FreeVar:
		for i, fv := range fn.FreeVars {
			if fv == v && c.mk != nil && i < len(c.mk.Bindings) {
				*o = operand{v: c.mk.Bindings[i], p: o.p, elsewhere: true, ctx: c.mkc, at: c.mk}
				return true
			}
		}
		return false
	}
	return true
}

// isWrapper says whether the compiler made a function of a method value or a
// method expression.
func isWrapper(fn *ssa.Function) bool { return fn.Synthetic != "" && fn.Pkg == nil }
