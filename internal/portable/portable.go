// Package portable decides which bodies travel: those of a package's own
// functions on which a replay elsewhere can depend, and what they need, from
// the package itself and from its imports. Some drivers show the facts of
// direct imports only, so what an importer needs is handed on.
package portable

import (
	"cmp"
	"encoding/binary"
	"go/ast"
	"math"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// Encode writes packages, one behind the other.
func Encode(pkgs []*body.Package) []byte {
	var out []byte
	for _, p := range pkgs {
		data := body.Encode(p)
		out = binary.AppendUvarint(out, uint64(len(data)))
		out = append(out, data...)
	}
	return out
}

// Decode reads what Encode wrote. The error wraps body.ErrFormat.
func Decode(data []byte) ([]*body.Package, error) {
	var out []*body.Package
	for len(data) > 0 {
		n, used := binary.Uvarint(data)
		if used <= 0 || n > uint64(len(data)-used) {
			return nil, body.ErrFormat
		}
		data = data[used:]
		p, err := body.Decode(data[:n])
		if err != nil {
			return nil, err
		}
		out = append(out, p)
		data = data[n:]
	}
	return out, nil
}

// Of a package that does not speak VPP, which is most of what vpplint is run on,
// only so much is handed on, in instructions: what is nearest to each function
// first. A retry helper and what it waits with are far smaller; a server that it
// happens to start is not.
const (
	maxFunction = 10_000
	maxPackage  = 40_000
)

// Export returns what importers of own need: own's functions for which wanted
// says so, and its exported variables, with all that these lead to, in own and
// in its imports.
func Export(own *body.Package, imports []*body.Package, wanted func(*body.Func) bool) []*body.Package {
	c := &closure{funcs: map[string]*member{}, types: map[string]bool{}, globals: map[string]bool{}, declares: map[string]*body.Package{}, stale: map[*body.Package]bool{}}
	for _, p := range append([]*body.Package{own}, imports...) {
		c.add(p)
	}
	perFunction, left := math.MaxInt, math.MaxInt
	if !own.Speaks {
		perFunction, left = maxFunction, maxPackage
	}
	for _, f := range own.Funcs {
		if wanted(f) {
			c.want(f.Name)
			left -= c.run(min(perFunction, left))
		}
	}
	for _, g := range own.Globals {
		if ast.IsExported(g.Name[strings.LastIndexByte(g.Name, '.')+1:]) {
			c.wantGlobal(g.Name)
		}
	}
	c.run(left)
	var out []*body.Package
	for _, p := range c.order {
		if pruned := c.prune(p); pruned != nil {
			out = append(out, pruned)
		}
	}
	slices.SortStableFunc(out, func(a, b *body.Package) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

type member struct {
	fn     *body.Func
	pkg    *body.Package
	queued bool
	kept   bool
}

// closure collects what the wanted functions lead to.
type closure struct {
	order   []*body.Package
	funcs   map[string]*member
	methods map[string][]*body.TypeMethods
	types   map[string]bool
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
// there is room for so many instructions. It returns how many these are.
func (c *closure) run(room int) (size int) {
	for (len(c.todo) > 0 || len(c.stale) > 0) && size <= room {
		if len(c.todo) == 0 {
			c.initialisers()
			continue
		}
		m := c.todo[0]
		c.todo = c.todo[1:]
		m.queued, m.kept = false, true
		size += len(m.fn.Code)
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
		for _, t := range m.fn.Results {
			c.wantType(m.pkg, t)
		}
		for _, t := range m.fn.Params {
			c.wantType(m.pkg, t)
		}
	}
	for _, m := range c.todo {
		m.queued = false
	}
	c.todo = nil
	return size
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

// prune is the part of a package that travels, nil if there is none.
func (c *closure) prune(p *body.Package) *body.Package {
	out := &body.Package{Path: p.Path, Speaks: p.Speaks}
	t := &renumber{from: p, to: out, ids: map[int32]int32{}}
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

// renumber copies the types that are still used.
type renumber struct {
	from, to *body.Package
	ids      map[int32]int32
}

func (r *renumber) typ(i int32) int32 {
	if i < 0 {
		return i
	}
	if id, ok := r.ids[i]; ok {
		return id
	}
	id := int32(len(r.to.Types))
	r.ids[i] = id
	r.to.Types = append(r.to.Types, body.Type{})
	t := r.from.Types[i]
	t.Elem, t.Key = r.typ(t.Elem), r.typ(t.Key)
	t.Fields = slices.Clone(t.Fields)
	for k := range t.Fields {
		t.Fields[k].Type = r.typ(t.Fields[k].Type)
	}
	t.Params, t.Results = r.types(t.Params), r.types(t.Results)
	r.to.Types[id] = t
	return id
}

func (r *renumber) types(is []int32) []int32 {
	out := make([]int32, len(is))
	for k, i := range is {
		out[k] = r.typ(i)
	}
	return out
}

func (r *renumber) fn(f *body.Func) *body.Func {
	c := *f
	c.Params, c.Free, c.Results = r.types(f.Params), r.types(f.Free), r.types(f.Results)
	c.Consts = slices.Clone(f.Consts)
	for i := range c.Consts {
		c.Consts[i].Type, c.Consts[i].TArgs = r.typ(c.Consts[i].Type), r.types(c.Consts[i].TArgs)
	}
	c.Code = slices.Clone(f.Code)
	for i := range c.Code {
		in := &c.Code[i]
		in.Type, in.TArgs = r.typ(in.Type), r.types(in.TArgs)
	}
	return &c
}
