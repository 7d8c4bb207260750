// Package portable decides which bodies travel: those of a package's own
// functions on which a replay elsewhere can depend, and what they need, from
// the package itself and from its imports. Some drivers show the facts of
// direct imports only, so what an importer needs is handed on.
package portable

import (
	"cmp"
	"go/ast"
	"math"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// Of a package that does not speak VPP, which is most of what vpplint is run on,
// only so much is handed on, in instructions: what is nearest to each function
// first. A retry helper and what it waits with are far smaller; a server that it
// happens to start is not. What comes from imports (afar) is told again by each
// package that leads there, so there is less room for it.
const (
	maxFunction     = 10_000
	maxPackage      = 40_000
	maxFunctionAfar = 1_400
	maxPackageAfar  = 7_000
)

// room counts instructions: of a package's own functions, and of those of its
// imports.
type room struct{ own, afar int }

// Export returns what importers of own need: own's functions for which wanted
// says so, and its exported variables, with all that these lead to, in own and
// in its imports.
func Export(own *body.Package, imports []*body.Package, wanted func(*body.Func) bool) []*body.Package {
	c := &closure{own: own, funcs: map[string]*member{}, types: map[string]bool{}, handed: map[string]bool{}, globals: map[string]bool{}, declares: map[string]*body.Package{}, stale: map[*body.Package]bool{}}
	for _, p := range append([]*body.Package{own}, imports...) {
		c.add(p)
	}
	perFunction, left := room{math.MaxInt, math.MaxInt}, room{math.MaxInt, math.MaxInt}
	if !own.Speaks {
		perFunction, left = room{maxFunction, maxFunctionAfar}, room{maxPackage, maxPackageAfar}
	}
	for _, f := range own.Funcs {
		if wanted(f) {
			c.want(f.Name)
			c.offer(f.Name)
			taken := c.run(room{min(perFunction.own, left.own), min(perFunction.afar, left.afar)})
			left.own -= taken.own
			left.afar -= taken.afar
		}
	}
	for _, g := range own.Globals {
		if ast.IsExported(g.Name[strings.LastIndexByte(g.Name, '.')+1:]) {
			c.wantGlobal(g.Name)
		}
	}
	c.run(left)
	used := c.fields()
	if own.Speaks {
		used = nil
	}
	var out []*body.Package
	for _, p := range c.order {
		if pruned := c.prune(p, used); pruned != nil {
			out = append(out, pruned)
		}
	}
	slices.SortStableFunc(out, func(a, b *body.Package) int { return cmp.Compare(a.Path, b.Path) })
	unite(out)
	return out
}

type member struct {
	fn     *body.Func
	pkg    *body.Package
	queued bool
	kept   bool
	// offered says that importers can call it.
	offered bool
}

// closure collects what the wanted functions lead to.
type closure struct {
	own     *body.Package
	order   []*body.Package
	funcs   map[string]*member
	methods map[string][]*body.TypeMethods
	types   map[string]bool // whose methods are kept
	handed  map[string]bool // of these, those whose methods importers can call
	globals map[string]bool
	// declares are the packages that a variable is taken from: each import hands
	// on its own part of what lies below it, and the same part often comes twice.
	declares map[string]*body.Package
	// stale are the packages of variables that are kept, and whose initialisers
	// were not looked at.
	stale map[*body.Package]bool
	todo  []*member
}

func (c *closure) add(p *body.Package) {
	if c.methods == nil {
		c.methods = map[string][]*body.TypeMethods{}
	}
	c.order = append(c.order, p)
	for _, f := range p.Funcs {
		if c.funcs[f.Name] == nil {
			c.funcs[f.Name] = &member{fn: f, pkg: p}
		}
	}
	for _, g := range p.Globals {
		if c.declares[g.Name] == nil {
			c.declares[g.Name] = p
		}
	}
	for i := range p.Methods {
		tm := &p.Methods[i]
		c.methods[tm.Type] = append(c.methods[tm.Type], tm)
	}
}

func (c *closure) want(name string) {
	if m := c.funcs[name]; m != nil && !m.kept && !m.queued {
		m.queued = true
		c.todo = append(c.todo, m)
	}
}

// run keeps what is wanted and what that leads to, the nearest first, as long as
// there is room. It returns how much that has taken.
func (c *closure) run(left room) (taken room) {
	for len(c.todo) > 0 || len(c.stale) > 0 {
		if len(c.todo) == 0 {
			c.initialisers()
			continue
		}
		m := c.todo[0]
		c.todo = c.todo[1:]
		m.queued = false
		n, room := &taken.own, left.own
		if m.pkg != c.own {
			n, room = &taken.afar, left.afar
		}
		if *n > room {
			continue
		}
		m.kept = true
		*n += len(m.fn.Code)
		for _, in := range m.fn.Code {
			if in.Sym != "" && (in.Op == body.Call || in.Op == body.Go || in.Op == body.Defer || in.Op == body.MakeClosure) {
				c.want(in.Sym)
			}
			if in.Op == body.MakeInterface {
				c.wantType(m.pkg, in.Type)
			}
		}
		for _, k := range m.fn.Consts {
			switch k.Kind {
			case body.Fn:
				c.want(k.Str)
			case body.Global:
				c.wantGlobal(k.Str)
			}
		}
		if m.offered {
			c.hand(m)
		}
	}
	return taken
}

// offer says that importers can call a function.
func (c *closure) offer(name string) {
	if m := c.funcs[name]; m != nil && !m.offered {
		m.offered = true
		if m.kept {
			c.hand(m)
		}
	}
}

// hand keeps the methods of what importers get from a function that they can
// call, and of what they hand in: they can call these, too.
func (c *closure) hand(m *member) {
	for _, t := range m.fn.Results {
		c.handType(m.pkg, t)
	}
	for _, t := range m.fn.Params {
		c.handType(m.pkg, t)
	}
}

// handType keeps the methods of a type that importers get.
func (c *closure) handType(p *body.Package, i int32) {
	c.wantType(p, i)
	for i >= 0 && p.Types[i].Kind == body.KPointer {
		i = p.Types[i].Elem
	}
	if i < 0 || p.Types[i].Kind != body.KNamed || c.handed[p.Types[i].Name] {
		return
	}
	c.handed[p.Types[i].Name] = true
	for _, tm := range c.methods[p.Types[i].Name] {
		for _, m := range tm.Methods {
			c.offer(m.Fn)
		}
	}
}

// wantType keeps the methods of a type whose values get about.
func (c *closure) wantType(p *body.Package, i int32) {
	for i >= 0 && p.Types[i].Kind == body.KPointer {
		i = p.Types[i].Elem
	}
	if i < 0 || p.Types[i].Kind != body.KNamed || c.types[p.Types[i].Name] {
		return
	}
	c.types[p.Types[i].Name] = true
	for _, tm := range c.methods[p.Types[i].Name] {
		for _, m := range tm.Methods {
			c.want(m.Fn)
		}
	}
}

// wantGlobal keeps a variable, and with it what initialises it.
func (c *closure) wantGlobal(name string) {
	if c.globals[name] {
		return
	}
	c.globals[name] = true
	if p := c.declares[name]; p != nil && p.Init != "" {
		c.stale[p] = true
	}
}

// initialisers looks at what initialises the variables that are kept: only the
// part of an initialiser that concerns them, which grows as more is kept.
func (c *closure) initialisers() {
	for _, p := range c.order {
		if !c.stale[p] {
			continue
		}
		names := map[string]bool{}
		for _, g := range p.Globals {
			if c.globals[g.Name] && c.declares[g.Name] == p {
				names[g.Name] = true
			}
		}
		for _, f := range p.Funcs {
			if f.Name == p.Init {
				c.todo = append(c.todo, &member{fn: slice(f, names, c.mentions), pkg: p})
			}
		}
	}
	clear(c.stale)
}

// mentions says whether a function refers to a variable that is kept.
func (c *closure) mentions(fn string) bool {
	m := c.funcs[fn]
	if m == nil {
		return false
	}
	return slices.ContainsFunc(m.fn.Consts, func(k body.Const) bool { return k.Kind == body.Global && c.globals[k.Str] })
}

// fields says at which fields the bodies that travel look.
func (c *closure) fields() func(typ, field string) bool {
	type field struct{ typ, name string }
	used := map[field]bool{}
	note := func(p *body.Package, f *body.Func) {
		for _, in := range f.Code {
			switch {
			case in.Op == body.FieldAddr && len(in.TArgs) == 1 && in.TArgs[0] >= 0:
				used[field{p.Types[in.TArgs[0]].Name, in.Sym}] = true
			case in.Op == body.Field || in.Op == body.FieldAddr:
				used[field{name: in.Sym}] = true
			}
		}
	}
	for _, p := range c.order {
		for _, f := range p.Funcs {
			if m := c.funcs[f.Name]; f.Name == p.Init || m != nil && m.kept && m.pkg == p {
				note(p, f)
			}
		}
	}
	return func(typ, name string) bool { return used[field{typ, name}] || used[field{name: name}] }
}

// prune is the part of a package that travels, nil if there is none.
func (c *closure) prune(p *body.Package, used func(typ, field string) bool) *body.Package {
	out := &body.Package{Path: p.Path, Speaks: p.Speaks}
	t := &renumber{from: p, to: out, ids: map[int32]int32{}, outlines: map[int32]int32{}, used: used}
	for _, g := range p.Globals {
		if c.globals[g.Name] && c.declares[g.Name] == p {
			out.Globals = append(out.Globals, body.GlobalVar{Name: g.Name, Type: t.typ(g.Type)})
		}
	}
	for _, f := range p.Funcs {
		m := c.funcs[f.Name]
		switch {
		case f.Name == p.Init && len(out.Globals) > 0:
			out.Init = p.Init
			out.Funcs = append(out.Funcs, t.fn(slice(f, c.globals, c.mentions)))
		case m == nil || m.pkg != p:
		case m.kept && f.Name != p.Init:
			out.Funcs = append(out.Funcs, t.fn(f))
		}
	}
	if len(out.Funcs) == 0 && len(out.Globals) == 0 {
		return nil
	}
	for _, tm := range p.Methods {
		kept := body.TypeMethods{Type: tm.Type}
		for _, m := range tm.Methods {
			// One without a body still says what the type implements.
			f := c.funcs[m.Fn]
			if f != nil && f.kept || f == nil && c.types[tm.Type] {
				kept.Methods = append(kept.Methods, m)
			}
		}
		if len(kept.Methods) > 0 {
			out.Methods = append(out.Methods, kept)
		}
	}
	return out
}
