package retry

import (
	"strings"

	"github.com/vpplint/vpplint/internal/replay"
)

// roots are the entries to the package: what other packages can call, and what
// nobody calls; of those, the ones that can reach a send.
func (a *analysis) roots() []*replay.Func {
	var declared []*replay.Func
	for _, f := range a.prog.Funcs(a.in.Package.Package.Path) {
		if f.Parent == "" && !f.Wrapper && f.Name != a.in.Package.Package.Init && !strings.Contains(f.Name, ".init#") {
			declared = append(declared, f)
		}
	}
	reached := map[string]bool{}
	var out []*replay.Func
	take := func(f *replay.Func) {
		if a.reach(f.Name, reached) {
			out = append(out, f)
		}
	}
	for _, f := range declared {
		if f.Exported {
			take(f)
		}
	}
	called := map[string]bool{}
	for _, f := range declared {
		for _, name := range mentions(a.prog, f, map[string]bool{}) {
			if name != f.Name {
				called[name] = true
			}
		}
	}
	for _, f := range declared {
		if !f.Exported && !called[f.Name] {
			take(f)
		}
	}
	for _, f := range declared { // cycles that nobody enters
		if !f.Exported && called[f.Name] && !reached[f.Name] {
			take(f)
		}
	}
	return out
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

// reach marks what can be called from a function, and says whether a send may
// be among it.
func (a *analysis) reach(name string, reached map[string]bool) bool {
	seen := map[string]bool{}
	sends := false
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
		reached[n] = true
		todo = append(todo, mentions(a.prog, f, map[string]bool{})...)
		if a.prog.MaySend(f) {
			sends = true
		}
		todo = append(todo, a.prog.InvokedBy(f)...)
		todo = append(todo, a.prog.GlobalFuncs(f)...)
		for _, k := range a.explorer.Constructors[a.prog.ReceiverOf(f)] {
			todo = append(todo, k.Name)
		}
	}
	return sends
}
