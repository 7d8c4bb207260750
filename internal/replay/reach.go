package replay

import (
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// MaySend says whether a function has a call that could be a send: over HTTP,
// or by something unseen.
func (p *Program) MaySend(f *Func) bool {
	for i := range f.Code {
		in := &f.Code[i]
		if in.Op != body.Call && in.Op != body.Go && in.Op != body.Defer || in.Flags&body.Builtin != 0 {
			continue
		}
		if strings.HasPrefix(in.Sym, "(net/http.Client).") || in.Sym == "net/http.Get" || in.Sym == "net/http.Post" || in.Sym == "net/http.PostForm" || in.Sym == "net/http.Head" || in.Sym == "(net/http.Transport).RoundTrip" {
			return true
		}
		if in.Flags&(body.Invoke|body.Dynamic) == 0 && (p.funcs[in.Sym] != nil || standardFunc(in.Sym)) {
			continue
		}
		for _, t := range resultTypes(f.pkg.typ(in.Type, nil)) {
			if t.named() == "net/http.Response" || t.vpp() || t.isError() {
				return true
			}
		}
	}
	return false
}

// sends says whether a send may be among what a function calls.
func (p *Program) sends(f *Func) bool {
	if f.mayReach == 0 {
		f.mayReach = 1
		if p.reaches(f, p.MaySend) {
			f.mayReach = 2
		}
	}
	return f.mayReach == 2
}

// reaches says whether a function that f may call has a property.
func (p *Program) reaches(f *Func, has func(*Func) bool) bool {
	seen := map[*Func]bool{f: true}
	todo := []*Func{f}
	for len(todo) > 0 {
		f := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if has(f) {
			return true
		}
		for _, n := range slices.Concat(p.Mentioned(f), p.InvokedBy(f)) {
			if g := p.funcs[n]; g != nil && !seen[g] {
				seen[g] = true
				todo = append(todo, g)
			}
		}
	}
	return false
}

// Mentioned are the functions that f calls or makes values of.
func (p *Program) Mentioned(f *Func) []string {
	var out []string
	for i := range f.Code {
		in := &f.Code[i]
		switch in.Op {
		case body.Call, body.Go, body.Defer:
			if in.Flags&(body.Builtin|body.Dynamic|body.Invoke) == 0 {
				out = append(out, in.Sym)
			}
		case body.MakeClosure:
			out = append(out, in.Sym)
		}
	}
	for _, c := range f.Consts {
		if c.Kind == body.Fn {
			out = append(out, c.Str)
		}
	}
	return out
}

// InvokedBy are the methods that a function may call through interfaces.
func (p *Program) InvokedBy(f *Func) []string {
	var out []string
	for i := range f.Code {
		in := &f.Code[i]
		if in.Flags&body.Invoke == 0 || len(in.TArgs) == 0 {
			continue
		}
		u := f.pkg.typ(in.TArgs[0], nil).under()
		if u == nil || u.Kind != body.KInterface || len(u.Methods) == 0 {
			continue
		}
		for _, t := range p.implementations(u.Methods) {
			out = append(out, p.methods[t][in.Sym])
		}
	}
	return out
}

// GlobalFuncs are the initialisers of the package variables that f uses.
func (p *Program) GlobalFuncs(f *Func) []string {
	var out []string
	for _, c := range f.Consts {
		if c.Kind != body.Global {
			continue
		}
		if pk := p.pkgs[PackageOf(c.Str)]; pk != nil && pk.Init != "" && pk.Init != f.Name {
			out = append(out, pk.Init)
		}
	}
	return out
}

// ReceiverOf is the named type of a method's receiver, "" for a function.
func (p *Program) ReceiverOf(f *Func) string {
	if !f.Method || len(f.Params) == 0 {
		return ""
	}
	return f.pkg.typ(f.Params[0], nil).named()
}
