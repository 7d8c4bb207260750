package message

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxVia is how many hops a finding names.
const maxVia = 3

// via names the functions through which the text came, from its source on.
func (w *walk) via() []string {
	if !w.isText() {
		return nil
	}
	at := w.res.textAt
	if !w.res.text {
		at = w.res.numberAt
	}
	var out []string
	for ; at >= 0; at = w.all[at].from {
		if c, ok := callOf(w.all[at].v); ok {
			if name := hop(c.Common()); name != "" && !slices.Contains(out, name) && len(out) < maxVia {
				out = append(out, name)
			}
		}
	}
	return out
}

func callOf(v ssa.Value) (*ssa.Call, bool) {
	if x, ok := v.(*ssa.Extract); ok {
		v = x.Tuple
	}
	c, ok := v.(*ssa.Call)
	return c, ok
}

// hop names a function that is not of the standard library as "pkg.Func".
func hop(c *ssa.CallCommon) string {
	var f *types.Func
	if c.IsInvoke() {
		f = c.Method
	} else if fn := body(c.StaticCallee()); fn != nil {
		f, _ = fn.Object().(*types.Func)
	}
	if f == nil || f.Pkg() == nil || isStd(f.Pkg().Path()) && stdCallee(c) != nil {
		return ""
	}
	name := f.Name()
	if recv := f.Signature().Recv(); recv != nil {
		if n, ok := types.Unalias(pointeeName(recv.Type())).(*types.Named); ok {
			name = n.Obj().Name() + "." + name
		}
	}
	return f.Pkg().Name() + "." + name
}

// passesOther says whether a function passes something on that the walk came
// through, but no text.
func (w *walk) passesOther(fn *ssa.Function) bool {
	if w.passing == nil {
		w.passing = map[*ssa.Function]bool{}
		into := make([][]int32, len(w.all)) // a node, and those that it was reached from
		link := func(from, to int32) {
			if from >= 0 {
				into[to] = append(into[to], from)
			}
		}
		for i, r := range w.all {
			link(r.from, int32(i))
			w.passing[parentOf(r.v)] = false
		}
		for _, a := range w.again {
			link(a[0], a[1])
		}
		seen := make([]bool, len(w.all))
		for todo := slices.Clone(w.ends); len(todo) > 0; {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if i < 0 || seen[i] {
				continue
			}
			seen[i] = true
			w.passing[parentOf(w.all[i].v)] = true
			todo = append(todo, into[i]...)
		}
	}
	text, ok := w.passing[fn]
	return ok && !text
}
