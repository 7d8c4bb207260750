package message

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// collectFuncs lists every function with a body that belongs to the package.
func (e *engine) collectFuncs() {
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		fn = body(fn)
		if fn == nil || e.own[fn] || len(fn.Blocks) == 0 {
			return
		}
		if fn.Pkg != nil && fn.Pkg != e.in.SSA {
			return
		}
		e.own[fn] = true
		e.funcs = append(e.funcs, fn)
		for _, a := range fn.AnonFuncs {
			add(a)
		}
		var ops []*ssa.Value
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				ops = instr.Operands(ops[:0])
				for _, op := range ops {
					if f, ok := (*op).(*ssa.Function); ok {
						add(f)
					}
				}
			}
		}
	}
	names := make([]string, 0, len(e.in.SSA.Members))
	for name := range e.in.SSA.Members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch m := e.in.SSA.Members[name].(type) {
		case *ssa.Function:
			add(m)
		case *ssa.Type:
			if n, ok := types.Unalias(m.Type()).(*types.Named); ok {
				for i := range n.NumMethods() {
					add(e.prog.FuncValue(n.Method(i)))
				}
			}
		}
	}
}

// collectTypes lists the named types of the package, and the exported ones of
// its imports, whose methods can stand behind an interface. Some drivers show
// no others of an import.
func (e *engine) collectTypes() {
	add := func(p *types.Package) {
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || p != e.in.Source.Pkg && !tn.Exported() {
				continue
			}
			n, ok := types.Unalias(tn.Type()).(*types.Named)
			if !ok || types.IsInterface(n) {
				continue
			}
			e.owner(n)
			if n.NumMethods() > 0 || embeds(n) {
				e.named = append(e.named, n)
			}
		}
	}
	add(e.in.Source.Pkg)
	for _, p := range e.in.Source.Pkg.Imports() {
		if !isStd(p.Path()) {
			add(p)
		}
	}
}

func embeds(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if st.Field(i).Embedded() {
			return true
		}
	}
	return false
}
