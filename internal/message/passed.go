package message

import "golang.org/x/tools/go/ssa"

// calls notes what a function calls its parameters with.
func (s *summary) calls(fn *ssa.Function) {
	e := s.e
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			cc := c.Common()
			if cc.IsInvoke() || cc.StaticCallee() != nil || len(cc.Args) == 0 {
				continue
			}
			if _, ok := cc.Value.(*ssa.Builtin); ok {
				continue
			}
			called := e.origins(node{v: cc.Value, at: c}).res
			for _, callee := range called.params {
				if name, ok := visible(callee.fn); ok && callee.p == nil && !callee.call {
					f := s.of(name)
					f.Calls = append(f.Calls, s.passedTo(callee.fn, callee.index, c)...)
				}
			}
			for _, f := range called.fields {
				if rest, ok := toSteps(f.rest); ok && e.texts && e.portable(f.field) {
					for _, cf := range s.passedTo(nil, 0, c) {
						s.out.Hooks = append(s.out.Hooks, HookFact{Step{Kind: uint8(stepField), Owner: f.field.owner, Index: f.field.index}, rest, cf})
					}
				}
			}
		}
	}
}

// passedTo says what a call passes to its parameter, or to what is in a field:
// message texts, and of the parameters of fn what comes from them.
func (s *summary) passedTo(fn *ssa.Function, param int, c ssa.CallInstruction) (out []CallFlow) {
	e := s.e
	for i, a := range c.Common().Args {
		for _, p := range append(e.readings(a.Type(), 0), nil) {
			place, ok := toSteps(p)
			if !ok {
				continue
			}
			w := e.origins(node{v: a, p: p, at: c, num: p != nil && p.head == errorText()})
			for _, o := range s.originsOf(fn, w) {
				if (o.Kind == FromParam || o.Kind == FromCall) && p == nil || o.Kind == FromText || o.Kind == FromNumber {
					out = append(out, CallFlow{Param: param, Arg: i, Place: place, From: o})
				}
			}
		}
	}
	return out
}
