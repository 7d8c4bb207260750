package message

import (
	"go/types"
	"slices"
	"strings"
)

// implementations are the types of the package and its imports with the
// methods of an interface.
func (e *engine) implementations(iface *types.Interface) []types.Type {
	if ts, ok := e.impls[iface]; ok {
		return ts
	}
	var out []types.Type
	if iface.NumMethods() > 0 && !isStdInterface(iface) {
		for _, t := range e.named {
			for _, u := range []types.Type{t, types.NewPointer(t)} {
				if m, _ := types.MissingMethod(u, iface, true); m == nil {
					out = append(out, u)
					break
				}
			}
		}
	}
	if len(out) > maxDynamic {
		out = nil
	}
	e.impls[iface] = out
	return out
}

// isStdInterface says whether all methods are of the standard library or of
// the universe: error, fmt.Stringer, io.Reader have too many implementations.
func isStdInterface(iface *types.Interface) bool {
	for i := range iface.NumMethods() {
		if p := iface.Method(i).Pkg(); p != nil && !isStd(p.Path()) {
			return false
		}
	}
	return true
}

// hiddenMethods are the facts of a method of types that have the methods of an
// interface, and that this package cannot name.
func (e *engine) hiddenMethods(iface *types.Interface, name string) (out []*FuncFact) {
	if iface.NumMethods() == 0 || isStdInterface(iface) {
		return nil
	}
	for _, h := range e.hidden {
		if slices.ContainsFunc(e.named, func(t types.Type) bool { return e.owner(t) == h.Type }) {
			continue
		}
		var found *FuncFact
		all := true
		for m := range iface.Methods() {
			i := slices.IndexFunc(h.Methods, func(f MethodFact) bool { return f.Name == m.Name() && f.Types == typesOf(m) })
			if i < 0 {
				all = false
				break
			}
			if m.Name() == name {
				found = e.imported[h.Methods[i].of(h.Type)]
			}
		}
		if all && found != nil {
			out = append(out, found)
		}
	}
	return out
}

// of is the full name of the function that a method of a type is.
func (m MethodFact) of(owner string) string {
	if m.Func != "" {
		return m.Func
	}
	return "(*" + owner + ")." + m.Name
}

// typesOf are the types of a function's parameters and results: names do not
// matter.
func typesOf(f *types.Func) string {
	var b strings.Builder
	for _, t := range []*types.Tuple{f.Signature().Params(), f.Signature().Results()} {
		b.WriteByte('(')
		for v := range t.Variables() {
			b.WriteString(types.TypeString(v.Type(), nil))
			b.WriteByte(',')
		}
		b.WriteByte(')')
	}
	return b.String()
}

// impls notes the types of this package whose methods tell something, and those
// of its imports.
func (s *summary) impls() {
	e := s.e
	if !e.texts {
		return
	}
	s.out.Impls = slices.Clone(e.hidden)
	for _, t := range e.named {
		n, ok := t.(*types.Named)
		if !ok || n.Obj().Pkg() != e.in.Source.Pkg || n.TypeParams().Len() > 0 {
			continue
		}
		impl := ImplFact{Type: e.owner(n)}
		tells := false
		set := types.NewMethodSet(types.NewPointer(n))
		for i := range set.Len() {
			f, ok := set.At(i).Obj().(*types.Func)
			if !ok || !f.Exported() {
				continue
			}
			name := f.Origin().FullName()
			m := MethodFact{Name: f.Name(), Types: typesOf(f)}
			if m.of(impl.Type) != name {
				m.Func = name
			}
			impl.Methods = append(impl.Methods, m)
			fact := s.funcs[name]
			tells = tells || fact != nil && fact.tells()
		}
		if tells {
			s.out.Impls = append(s.out.Impls, impl)
		}
	}
	slices.SortFunc(s.out.Impls, func(a, b ImplFact) int { return strings.Compare(a.Type, b.Type) })
	s.out.Impls = slices.CompactFunc(s.out.Impls, func(a, b ImplFact) bool { return a.Type == b.Type })
}
