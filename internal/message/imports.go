package message

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// loadFacts reads what the imports say.
func (e *engine) loadFacts() {
	paths := make([]string, 0, len(e.in.Imports))
	for p := range e.in.Imports {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		f := e.in.Imports[p]
		if f == nil {
			continue
		}
		for i := range f.Funcs {
			if _, ok := e.imported[f.Funcs[i].Name]; !ok {
				e.imported[f.Funcs[i].Name] = &f.Funcs[i]
			}
		}
		for _, ff := range f.Fields {
			k := fieldKey{ff.Field.Owner, ff.Field.Index}
			if !slices.ContainsFunc(e.heldFields[k], func(g FieldFact) bool { return compareFields(g, ff) == 0 }) {
				e.heldFields[k] = append(e.heldFields[k], ff)
			}
		}
		for _, name := range f.Produced {
			e.produced[name] = true
		}
		e.hooks = append(e.hooks, f.Hooks...)
		for _, impl := range f.Impls {
			if !slices.ContainsFunc(e.hidden, func(h ImplFact) bool { return h.Type == impl.Type }) {
				e.hidden = append(e.hidden, impl)
			}
		}
	}
}

// analysed says whether facts about a package would be here if there were any.
func (e *engine) analysed(p *types.Package) bool {
	f, ok := e.in.Imports[p.Path()]
	return ok && (f == nil || !f.Partial)
}

func (w *walk) foreign(n node, fn *ssa.Function, args []operand, result int) {
	if f, ok := fn.Object().(*types.Func); ok {
		w.foreignFunc(n, f.Origin(), args, result)
		return
	}
	w.opaque(n, n.p)
}

// foreignFunc asks what a function of another package returned.
func (w *walk) foreignFunc(n node, f *types.Func, args []operand, result int) {
	e := w.e
	if f.Pkg() == nil || isStd(f.Pkg().Path()) && f.Pkg() != e.in.Source.Pkg && !e.analysed(f.Pkg()) {
		if !isErrorMethod(f) {
			w.opaque(n, n.p)
		}
		return
	}
	ff := e.imported[f.FullName()]
	if ff == nil {
		if e.analysed(f.Pkg()) {
			w.opaque(n, n.p)
			return
		}
		w.byShape(n, f, args, result)
		return
	}
	known := w.fromFact(n, ff, args, result)
	if _, inside := lastField(n.p); !known || inside || n.p != nil && n.p.head.kind != stepMethod {
		w.opaque(n, n.p)
	}
}

// fromFact goes on where a fact says that a result comes from, and says whether
// it says anything.
func (w *walk) fromFact(n node, ff *FuncFact, args []operand, result int) (known bool) {
	for _, r := range ff.Results {
		if r.Result != result {
			continue
		}
		if rest, _, _, ok := split(w.e.fromSteps(r.Place), n.p); ok {
			known = true
			w.fromOrigin(n, ff, r.From, rest, args)
		}
	}
	return known
}

// fromOrigin goes on at the origin that a fact names.
func (w *walk) fromOrigin(n node, ff *FuncFact, o Origin, rest *path, args []operand) {
	e := w.e
	p := e.join(e.fromSteps(o.Path), rest)
	n.num = n.num || asksError(o.Path)
	switch o.Kind {
	case FromText:
		w.foundText(n)
	case FromNumber:
		w.foundNumber(n)
	case FromParam:
		if o.Param < len(args) {
			if args[o.Param].v == nil {
				w.opaque(n, e.join(args[o.Param].p, p))
				return
			}
			w.push(n.with(args[o.Param].v, e.join(args[o.Param].p, p)))
		}
	case FromWords:
		m := n
		m.far = true
		for _, words := range o.Words {
			w.literal(words, m)
		}
	case FromField:
		s := step{kind: stepField, owner: o.Field.Owner, index: o.Field.Index}
		w.opaque(n, e.cons(s, p))
	case FromCall:
		if o.Param < len(args) {
			w.returned(n, args[o.Param], p, o.Result, func(fn *ssa.Function) []operand { return e.handed(ff, o.Param, args, fn) })
		}
	}
}

// asksError says whether a way ends at the text of an error.
func asksError(steps []Step) bool {
	return len(steps) > 0 && stepKind(steps[len(steps)-1].Kind) == stepMethod && steps[len(steps)-1].Key == "Error"
}

// factOf is what is known of the function of an import that a call names, nil
// if nothing.
func (e *engine) factOf(c *ssa.CallCommon) *FuncFact {
	fn := body(c.StaticCallee())
	if fn == nil || e.own[fn] {
		return nil
	}
	f, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	return e.imported[f.Origin().FullName()]
}

// foreignStores notes what a function of an import puts into objects: those
// that it is passed, or others.
func (e *engine) foreignStores(c ssa.CallInstruction, at func(ssa.Value, *path, effect)) {
	ff := e.factOf(c.Common())
	if ff == nil {
		return
	}
	args := c.Common().Args
	for _, st := range ff.Stores {
		if st.From.Param >= len(args) {
			continue
		}
		eff := effect{val: args[st.From.Param], valp: e.fromSteps(st.From.Path), weak: true}
		if st.Into.Kind == FromParam && st.Into.Param < len(args) {
			at(args[st.Into.Param], e.fromSteps(st.Into.Path), eff)
			continue
		}
		k := fieldKey{st.Field.Owner, st.Field.Index}
		eff.instr, eff.block, eff.fn = c, c.Block(), c.Parent()
		eff.place = e.cons(step{kind: stepField, owner: k.owner, index: k.index}, e.fromSteps(st.Rest))
		e.heap[k] = append(e.heap[k], &eff)
	}
}
