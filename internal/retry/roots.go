package retry

import (
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/replay"
)

// roots are the entries to the package: what other packages can call, and what
// nobody calls; of those, the ones that can reach a send. inner are the other
// functions that can, callers before those they call as far as there is such an
// order.
func (a *analysis) roots() (roots, inner []*replay.Func) {
	var declared []*replay.Func
	for _, f := range a.prog.Funcs(a.in.Package.Package.Path) {
		if f.Parent == "" && !f.Wrapper && f.Name != a.in.Package.Package.Init && !strings.Contains(f.Name, ".init#") {
			declared = append(declared, f)
		}
	}
	called := map[string]bool{}
	calls := map[*replay.Func][]string{}
	for _, f := range declared {
		calls[f] = mentions(a.prog, f, map[string]bool{})
		for _, name := range calls[f] {
			if name != f.Name {
				called[name] = true
			}
		}
	}
	for _, f := range declared {
		if (f.Exported || !called[f.Name]) && a.reaches(f.Name) {
			roots = append(roots, f)
		}
	}
	ordered := map[*replay.Func]bool{}
	var visit func(*replay.Func)
	visit = func(f *replay.Func) {
		if _, ok := calls[f]; !ok || ordered[f] {
			return
		}
		ordered[f] = true
		for _, name := range calls[f] {
			visit(a.prog.Func(name))
		}
		if !f.Exported && called[f.Name] && a.reaches(f.Name) {
			inner = append(inner, f)
		}
	}
	for _, f := range declared {
		visit(f)
	}
	slices.Reverse(inner)
	return roots, inner
}

// mentions are the declared functions that f, with its closures, calls or uses.
func mentions(prog *replay.Program, f *replay.Func, seen map[string]bool) []string {
	if seen[f.Name] {
		return nil
	}
	seen[f.Name] = true
	var out []string
	for _, n := range prog.Mentioned(f) {
		out = append(out, n)
		if g := prog.Func(n); g != nil && (g.Parent != "" || g.Wrapper) {
			out = append(out, mentions(prog, g, seen)...)
		}
	}
	return out
}

// reaches says whether a send may be among what can be called from a function.
func (a *analysis) reaches(name string) bool {
	known, ok := a.reaching[name]
	if !ok {
		known = a.findsSend(name)
		a.reaching[name] = known
	}
	return known
}

func (a *analysis) findsSend(name string) bool {
	seen := map[string]bool{}
	todo := []string{name}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[n] {
			continue
		}
		seen[n] = true
		f := a.prog.Func(n)
		if f == nil {
			continue
		}
		todo = append(todo, mentions(a.prog, f, map[string]bool{})...)
		if a.prog.MaySend(f) {
			return true
		}
		todo = append(todo, a.prog.InvokedBy(f)...)
		todo = append(todo, a.prog.GlobalFuncs(f)...)
		if n == name {
			for _, m := range a.prog.Clients(f) {
				todo = append(todo, m.Name)
			}
		}
		for _, k := range a.explorer.Constructors[a.prog.ReceiverOf(f)] {
			todo = append(todo, k.Name)
		}
	}
	return false
}

// handing are the other methods of a root's receiver with which its users hand
// in what it works on: they take something, send nothing, and answer with an
// error at most.
func (a *analysis) handing(root *replay.Func) []*replay.Func {
	self := a.prog.ReceiverOf(root)
	if self == "" {
		return nil
	}
	var out []*replay.Func
	for _, f := range a.prog.Funcs(a.in.Package.Package.Path) {
		if f != root && f.Parent == "" && !f.Wrapper && f.Exported && a.prog.ReceiverOf(f) == self &&
			len(f.Params) > 1 && len(f.Results) <= 1 && !a.reaches(f.Name) {
			out = append(out, f)
		}
	}
	return out
}
