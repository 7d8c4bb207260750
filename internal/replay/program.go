// Package replay runs portable bodies against a service that gives the same
// answer for ever, on a virtual clock, and tells when which request was sent.
//
// The interpreter's values are concrete, ranges, or symbols for what is not
// known; a branch on a symbol is a choice, and Explore goes through the
// choices. The standard library is modelled (the files model_*.go); everything
// else that has a body is run.
package replay

import (
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// Program is a set of packages that are run together.
type Program struct {
	pkgs    map[string]*pkg
	funcs   map[string]*Func
	methods map[string]map[string]string // type -> method -> function
	keys    map[string]map[string]string // type -> method -> its key
	byPtr   map[string]bool              // "type.method" that only pointers have
	types   []string                     // with methods, sorted
	known   map[string]*Type             // named types by key
	std     *Program                     // the standard library, nil if nothing of it was needed yet
	asks    int                          // whether errors are examined: 0 is not known yet

	counters map[string]bool // fields that are counted up, nil if not known yet
	carriers map[string]bool // fields that the number of an answer gets into, likewise
}

type pkg struct {
	*body.Package
	types []*Type          // without arguments
	open  []bool           // whether they need some
	known map[string]*Type // see Program

	instances map[instance]*Type // those that were asked for
}

// Func is a function of a program.
type Func struct {
	*body.Func
	pkg     *pkg
	consts  []Value // those of Consts that are plain values, nil for the others
	telling []bool  // by instruction: a branch on what a call or an answer told

	mayReach uint8 // a send: 0 is not known yet, 1 no, 2 yes
}

// Speaks says whether the package that declares f speaks VPP itself.
func (f *Func) Speaks() bool { return f.pkg.Speaks }

// Package is the path of the package that declares f.
func (f *Func) Package() string { return f.pkg.Path }

// NewProgram links packages. Where two of them bring a body of one name, which
// happens when a package hands on bodies of its imports, the first counts.
func NewProgram(pkgs ...*body.Package) *Program {
	p := &Program{pkgs: map[string]*pkg{}, funcs: map[string]*Func{}, methods: map[string]map[string]string{}, keys: map[string]map[string]string{}, byPtr: map[string]bool{}, known: map[string]*Type{}}
	var last *pkg
	for _, b := range pkgs {
		last = p.add(b, last)
	}
	for t := range p.methods {
		p.types = append(p.types, t)
	}
	slices.Sort(p.types)
	return p
}

func (p *Program) add(b *body.Package, last *pkg) *pkg {
	pk := &pkg{Package: b, types: make([]*Type, len(b.Types)), known: p.known}
	if last != nil && b.SharesTypes(last.Package) {
		pk.open = last.open
	} else {
		pk.open = make([]bool, len(b.Types))
		pk.findOpen()
		pk.tell()
	}
	if p.pkgs[b.Path] == nil {
		p.pkgs[b.Path] = pk
	}
	for _, f := range b.Funcs {
		if p.funcs[f.Name] == nil {
			p.funcs[f.Name] = &Func{Func: f, pkg: pk, consts: plain(f.Consts)}
		}
	}
	for _, tm := range b.Methods {
		if p.methods[tm.Type] == nil {
			p.methods[tm.Type], p.keys[tm.Type] = map[string]string{}, map[string]string{}
		}
		for _, m := range tm.Methods {
			if name := body.MethodName(m.Key); p.methods[tm.Type][name] == "" {
				p.methods[tm.Type][name], p.keys[tm.Type][name] = m.Fn, m.Key
				if m.Ptr {
					p.byPtr[tm.Type+"."+name] = true
				}
			}
		}
	}
	return pk
}

// tell makes the types of a package known by name: what is under it, if any
// package says so.
func (p *pkg) tell() {
	for i, t := range p.Types {
		if t.Kind != body.KNamed || len(t.Params) > 0 {
			continue
		}
		if k := p.known[t.Name]; k == nil || k.Elem < 0 && t.Elem >= 0 {
			p.known[t.Name] = p.typ(int32(i), nil)
		}
	}
}

// plain are the values of constants.
func plain(consts []body.Const) []Value {
	out := make([]Value, len(consts))
	for i, c := range consts {
		switch c.Kind {
		case body.Bool:
			out[i] = c.Int != 0
		case body.Int:
			out[i] = c.Int
		case body.Float:
			out[i] = c.Float
		case body.String:
			out[i] = c.Str
		}
	}
	return out
}

// Package finds a package by its path, nil if it is not there.
func (p *Program) Package(path string) *body.Package {
	if pk := p.pkgs[path]; pk != nil {
		return pk.Package
	}
	return nil
}

// Func finds a function by its name.
func (p *Program) Func(name string) *Func { return p.funcs[name] }

// Funcs are the functions of a package, in its order.
func (p *Program) Funcs(path string) []*Func {
	pk := p.pkgs[path]
	if pk == nil {
		return nil
	}
	var out []*Func
	for _, f := range pk.Funcs {
		out = append(out, p.funcs[f.Name])
	}
	return out
}

// method finds the body of a method of a named type.
func (p *Program) method(typ, name string) *Func { return p.funcs[p.methods[typ][name]] }

// has says whether a named type has a method, told by its key.
func (p *Program) has(typ, key string) bool {
	own := p.keys[typ][body.MethodName(key)]
	return own != "" && body.SameMethod(own, key)
}

// implementations are the named types whose methods include all of those
// asked for, with bodies.
func (p *Program) implementations(methods []string) []string {
	var out []string
	for _, t := range p.types {
		if !slices.ContainsFunc(methods, func(key string) bool {
			return !p.has(t, key) || p.method(t, body.MethodName(key)) == nil
		}) {
			out = append(out, t)
		}
	}
	return out
}

// innermost leaves those out that only stand around other implementations of
// the interface: they hold one, or a list of them.
func (p *Program) innermost(impls []string, iface *Type) []string {
	inner := slices.DeleteFunc(slices.Clone(impls), func(name string) bool { return holds(p.known[name].under(), iface, 0) })
	if len(inner) == 0 {
		return impls
	}
	return inner
}

// holds says whether values of a type hold others of a type.
func holds(t, inner *Type, depth int) bool {
	if t == nil || depth > 3 {
		return false
	}
	if t.Key() == inner.Key() {
		return true
	}
	switch t.Kind {
	case body.KSlice, body.KArray, body.KMap, body.KPointer:
		return holds(t.elem(), inner, depth+1)
	case body.KStruct:
		return slices.ContainsFunc(t.Fields, func(f body.StructField) bool { return holds(t.sub(f.Type), inner, depth+1) })
	}
	return false
}

// PackageOf is the path in a function's or type's unique name.
func PackageOf(name string) string {
	name = strings.TrimPrefix(name, "(")
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

// asksErrors says whether any function looks into an error for a type.
func (p *Program) asksErrors() bool {
	if p.asks == 0 {
		p.asks = 1
		for _, f := range p.funcs {
			for i := range f.Code {
				in := &f.Code[i]
				if in.Op == body.TypeAssert || in.Op == body.Call && (in.Sym == "errors.As" || in.Sym == "errors.AsType") {
					p.asks = 2
				}
			}
		}
	}
	return p.asks == 2
}
