package message

import (
	"golang.org/x/tools/go/ssa"
)

// recovered asks what recover returned in a function: what the functions
// panic with that defer it, or that these call.
func (w *walk) recovered(n node, fn *ssa.Function) {
	for _, c := range w.e.callers[fn] {
		if _, ok := c.site.(*ssa.Defer); !ok {
			continue
		}
		for _, p := range w.e.panics(c.site.Parent()) {
			m := n.with(p.X, n.p).when(p)
			m.ctx, m.up, m.ups = nil, true, nil
			w.push(m)
		}
	}
}

// maxPanicDepth is how deep the calls are through which a panic is followed.
const maxPanicDepth = 4

// panics are the panics that a function can run into in this package.
func (e *engine) panics(fn *ssa.Function) []*ssa.Panic {
	var out []*ssa.Panic
	seen := map[*ssa.Function]bool{}
	var visit func(fn *ssa.Function, depth int)
	visit = func(fn *ssa.Function, depth int) {
		if fn == nil || !e.own[fn] || seen[fn] || depth > maxPanicDepth {
			return
		}
		seen[fn] = true
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch x := instr.(type) {
				case *ssa.Panic:
					out = append(out, x)
				case *ssa.MakeClosure:
					visit(body(x.Fn.(*ssa.Function)), depth+1)
				case ssa.CallInstruction:
					visit(body(x.Common().StaticCallee()), depth+1)
				}
			}
		}
	}
	visit(fn, 0)
	return out
}
