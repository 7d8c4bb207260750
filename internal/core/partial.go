package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/vpplint/vpplint/internal/evidence"
)

// partial is what counts of a package that does not speak VPP: its helpers,
// and what they need of the package.
type partial struct {
	src   *evidence.Source
	decls map[types.Object]ast.Node // functions, and initialisers of variables
	kept  map[types.Object]bool
	todo  []ast.Node
}

// part leaves of a package what is kept: the bodies of the other functions are
// not there, as if they were written in another language. The positions, and
// all that the type checker knows, stay valid.
func (h helpers) part(src *evidence.Source) *evidence.Source {
	p := &partial{src: src, decls: map[types.Object]ast.Node{}, kept: map[types.Object]bool{}}
	methods := map[string][]types.Object{}
	users := map[types.Object][]types.Object{} // of a function: those that mention it
	var wanted, acting []types.Object
	for _, f := range src.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				obj := src.Info.Defs[d.Name]
				if obj == nil || d.Body == nil {
					continue
				}
				p.decls[obj] = d
				if d.Recv != nil {
					methods[d.Name.Name] = append(methods[d.Name.Name], obj)
				}
				if h.is(d) {
					wanted = append(wanted, obj)
				}
				if fn, ok := obj.(*types.Func); h.only == nil && (h.acts(d.Body) || ok && isRoundTrip(fn)) {
					acting = append(acting, obj)
				}
				ast.Inspect(d.Body, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						if fn, ok := src.Info.Uses[id].(*types.Func); ok && fn.Pkg() == src.Pkg {
							users[fn.Origin()] = append(users[fn.Origin()], obj)
						}
					}
					return true
				})
			case *ast.GenDecl:
				wanted = append(wanted, p.variables(h, d)...)
			}
		}
	}
	// Whoever uses a function that acts, acts.
	actors := map[types.Object]bool{} // types with such methods
	for seen := map[types.Object]bool{}; len(acting) > 0; {
		obj := acting[len(acting)-1]
		acting = acting[:len(acting)-1]
		if !seen[obj] {
			seen[obj] = true
			wanted = append(wanted, obj)
			acting = append(acting, users[obj]...)
			if r := obj.(*types.Func).Signature().Recv(); r != nil {
				actors[typeName(r.Type())] = true
			}
		}
	}
	// How such a type is made and changed counts, too.
	for obj := range p.decls {
		if fn, ok := obj.(*types.Func); ok && (makes(fn, actors) || isMethodOf(fn, actors)) {
			p.keep(obj)
		}
	}
	for _, obj := range wanted {
		p.keep(obj)
		// Others call what they get by the methods of its interface.
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		for v := range fn.Signature().Results().Variables() {
			if i, ok := v.Type().Underlying().(*types.Interface); ok && h.declares(v.Type()) {
				for m := range i.Methods() {
					for _, own := range methods[m.Name()] {
						p.keep(own)
					}
				}
			}
		}
	}
	for len(p.todo) > 0 {
		n := p.todo[len(p.todo)-1]
		p.todo = p.todo[:len(p.todo)-1]
		asked := p.asked(n)
		ast.Inspect(n, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			obj := src.Info.Uses[id]
			p.keep(obj)
			if t, ok := obj.(*types.TypeName); ok && t.Pkg() == src.Pkg {
				for _, i := range asked {
					p.keepMethods(t, i)
				}
			}
			// What an interface of this package asks for may be any of its methods.
			if fn, ok := obj.(*types.Func); ok && fn.Pkg() == src.Pkg && fn.Signature().Recv() != nil && types.IsInterface(fn.Signature().Recv().Type()) {
				for _, m := range methods[fn.Name()] {
					p.keep(m)
				}
			}
			return true
		})
	}
	return p.source()
}

// asked are the interfaces of other packages, as which a function returns what it
// makes: a context, say. Others call that by their methods.
func (p *partial) asked(n ast.Node) (out []*types.Interface) {
	d, ok := n.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	fn, ok := p.src.Info.Defs[d.Name].(*types.Func)
	if !ok {
		return nil
	}
	for v := range fn.Signature().Results().Variables() {
		t := types.Unalias(v.Type())
		named, ok := t.(*types.Named)
		if i, is := t.Underlying().(*types.Interface); ok && is && named.Obj().Pkg() != nil && named.Obj().Pkg() != p.src.Pkg {
			out = append(out, i)
		}
	}
	return out
}

// keepMethods keeps the methods by which a type is one of an interface.
func (p *partial) keepMethods(t *types.TypeName, i *types.Interface) {
	if ptr := types.NewPointer(t.Type()); types.IsInterface(t.Type()) || !types.Implements(ptr, i) {
		return
	}
	named, ok := types.Unalias(t.Type()).(*types.Named)
	if !ok {
		return
	}
	for m := range i.Methods() {
		for own := range named.Methods() {
			if own.Name() == m.Name() {
				p.keep(own)
			}
		}
	}
}

// makes says whether a function returns one of several types.
func makes(fn *types.Func, declared map[types.Object]bool) bool {
	for v := range fn.Signature().Results().Variables() {
		if obj := typeName(v.Type()); obj != nil && declared[obj] {
			return true
		}
	}
	return false
}

// isMethodOf says whether a function is a method of one of several types.
func isMethodOf(fn *types.Func, declared map[types.Object]bool) bool {
	r := fn.Signature().Recv()
	return r != nil && declared[typeName(r.Type())]
}

// deref is what a pointer points to, or the type itself.
func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// typeName is what declares a type, or what it points to; nil if nothing does.
func typeName(t types.Type) types.Object {
	if n, ok := types.Unalias(deref(t)).(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}

// variables notes the initialisers of a declaration, and returns the exported
// variables that say how, or what, is retried.
func (p *partial) variables(h helpers, d *ast.GenDecl) (wanted []types.Object) {
	if d.Tok != token.VAR {
		return nil
	}
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		for i, name := range spec.Names {
			obj := p.src.Info.Defs[name]
			if obj == nil || len(spec.Values) == 0 {
				continue
			}
			p.decls[obj] = spec.Values[min(i, len(spec.Values)-1)]
			if obj.Exported() && h.is(spec) {
				wanted = append(wanted, obj)
			}
		}
	}
	return wanted
}

func (p *partial) keep(obj types.Object) {
	switch o := obj.(type) {
	case *types.Func:
		obj = o.Origin()
	case *types.Var:
		obj = o.Origin()
	}
	if n := p.decls[obj]; n != nil && !p.kept[obj] {
		p.kept[obj] = true
		p.todo = append(p.todo, n)
	}
}

func (p *partial) source() *evidence.Source {
	info := *p.src.Info
	info.FileVersions = maps.Clone(info.FileVersions)
	info.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(in *types.Initializer) bool {
		return !slices.ContainsFunc(in.Lhs, func(v *types.Var) bool { return p.kept[v] })
	})
	src := *p.src
	src.Info, src.Files = &info, nil
	for _, f := range p.src.Files {
		c := *f
		c.Decls = slices.Clone(f.Decls)
		for i, d := range c.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && !p.kept[p.src.Info.Defs[fn.Name]] {
				bare := *fn
				bare.Body = nil
				c.Decls[i] = &bare
			}
		}
		if v, ok := info.FileVersions[f]; ok {
			info.FileVersions[&c] = v
		}
		src.Files = append(src.Files, &c)
	}
	return &src
}
