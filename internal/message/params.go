package message

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// climb is the chain of callers that a walk went up to from where it began.
type climb struct {
	fn   *ssa.Function
	by   *caller
	prev *climb
	n    int
}

type climbKey struct {
	fn   *ssa.Function
	by   *caller
	prev *climb
}

func (w *walk) parameter(n node, x *ssa.Parameter) {
	fn := x.Parent()
	i := 0
	for i < len(fn.Params) && fn.Params[i] != x {
		i++
	}
	if f := n.ctx.of(fn); f != nil && i < len(f.args) {
		arg := f.args[i]
		w.toldOf(n, arg)
		if arg.v == nil {
			w.opaque(n, n.p)
			return
		}
		m := n.with(arg.v, w.e.join(arg.p, n.p)).when(f.site)
		m.ctx = f.parent
		if arg.elsewhere {
			m.ctx, m.at = arg.ctx, arg.at
		}
		w.push(m)
		return
	}
	from := n.ctx
	n.ctx = nil
	callers := w.e.callers[fn]
	anonymous := fn.Parent() != nil || fn.Synthetic != ""
	hidden := (anonymous || !exported(fn)) && slices.ContainsFunc(callers, func(c *caller) bool { return c.site.Parent() != fn })
	if n.up || anonymous || hidden && w.textual(n.p) {
		for _, c := range callers {
			if i >= len(c.args) || from.excludes(c.ctx) {
				continue
			}
			m := n
			m.ups = w.climbTo(n, fn, c)
			arg := c.args[i]
			w.toldOf(n, arg)
			if arg.v == nil {
				w.opaque(n, n.p)
				continue
			}
			m.v, m.p, m.ctx, m.at = arg.v, w.e.join(arg.p, n.p), c.ctx, c.site
			if arg.elsewhere {
				m.ctx, m.at = arg.ctx, arg.at
			}
			w.push(m)
		}
		if hidden {
			return
		}
		if anonymous || n.up {
			w.opaque(n, n.p)
			return
		}
	}
	w.res.params = append(w.res.params, paramLeaf{fn: fn, index: i, p: n.p, num: n.num})
	if !hidden {
		w.opaque(n, n.p)
	}
}

// toldOf ends at an argument of which a fact says that it is message text.
func (w *walk) toldOf(n node, arg operand) {
	if arg.told == nil {
		return
	}
	for _, p := range arg.told.texts {
		if _, _, _, ok := split(p, n.p); ok {
			w.foundText(n)
		}
	}
}

func exported(fn *ssa.Function) bool {
	return token.IsExported(fn.Name())
}

func (w *walk) climbTo(n node, fn *ssa.Function, by *caller) *climb {
	k := climbKey{fn, by, n.ups}
	if c, ok := w.climbs[k]; ok {
		return c
	}
	c := &climb{fn: fn, by: by, prev: n.ups, n: 1}
	if n.ups != nil {
		if n.ups.n >= 5 {
			return n.ups
		}
		c.n = n.ups.n + 1
	}
	if w.climbs == nil {
		w.climbs = map[climbKey]*climb{}
	}
	w.climbs[k] = c
	return c
}

func (w *walk) freeVar(n node, x *ssa.FreeVar) {
	fn := x.Parent()
	i := 0
	for i < len(fn.FreeVars) && fn.FreeVars[i] != x {
		i++
	}
	if f := n.ctx.of(fn); f != nil && f.mk != nil {
		if i < len(f.mk.Bindings) {
			m := n.with(f.mk.Bindings[i], n.p).when(nil)
			if m.ctx = f.mkc; m.ctx == nil {
				m.ctx = f.of(f.mk.Parent())
			}
			w.push(m)
		}
		return
	}
	for _, mk := range w.e.makers[fn] {
		if i < len(mk.Bindings) {
			m := n.with(mk.Bindings[i], n.p).when(nil)
			m.ctx = n.ctx.of(mk.Parent())
			w.push(m)
		}
	}
}
