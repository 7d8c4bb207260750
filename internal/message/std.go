package message

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

func isStd(path string) bool {
	root, _, _ := strings.Cut(path, "/")
	return stdRoots()[root]
}

// stdCallee is the function of the standard library that a call names, nil if
// it names none.
func stdCallee(c *ssa.CallCommon) *types.Func {
	var f *types.Func
	if c.IsInvoke() {
		f = c.Method
	} else if fn := body(c.StaticCallee()); fn != nil {
		f, _ = fn.Object().(*types.Func)
	}
	if f == nil || f.Pkg() == nil || !isStd(f.Pkg().Path()) {
		return nil
	}
	return f
}

// stdFunc is a function of the standard library, nil if fn is none.
func stdFunc(fn *ssa.Function) *types.Func {
	f, _ := fn.Object().(*types.Func)
	if f == nil || f.Pkg() == nil || !isStd(f.Pkg().Path()) {
		return nil
	}
	return f
}

// withReceiver are the arguments of a call, the receiver first.
func withReceiver(c *ssa.CallCommon) []ssa.Value {
	if c.IsInvoke() {
		return append([]ssa.Value{c.Value}, c.Args...)
	}
	return c.Args
}

// funcName is a function's name: "strings.Contains", "regexp.Regexp.Find",
// whatever its receiver.
func funcName(f *types.Func) string {
	name := f.Name()
	if recv := f.Signature().Recv(); recv != nil {
		if n, ok := types.Unalias(pointeeName(recv.Type())).(*types.Named); ok {
			name = n.Obj().Name() + "." + name
		}
	}
	if f.Pkg() == nil {
		return name
	}
	return f.Pkg().Path() + "." + name
}

func fills(f *types.Func) (fill, bool) {
	m, ok := fillers()[funcName(f)]
	return m, ok
}

// filling is something that a call puts into a place in one of its arguments.
type filling struct {
	to, val ssa.Value
	place   *path
	words   bool // what a print of val shows
}

// fillings lists what a call of a filler puts where.
func (e *engine) fillings(c *ssa.CallCommon, m fill) (out []filling) {
	args := withReceiver(c)
	if len(args) <= max(m.to, m.from) {
		return nil
	}
	to := writer(args[m.to])
	if !mutable(to) {
		return nil
	}
	if m.how == putEntry {
		entry := e.cons(step{kind: stepElem, key: constKey(args[m.from])}, m.inner.path(e))
		return []filling{
			{to: to, val: args[m.from], place: e.cons(key, nil)},
			{to: to, val: args[m.from+1], place: entry},
		}
	}
	vals := args[m.from:]
	if m.n > 0 {
		vals = vals[:m.n]
	}
	for _, a := range vals {
		for _, v := range e.varargs(a) {
			out = append(out, filling{to: to, val: v, place: m.inner.path(e), words: m.how == putWords})
		}
	}
	return out
}

// writer is what an encoder or a buffer writes to in the end.
func writer(v ssa.Value) ssa.Value {
	for range 4 {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			if !isRef(x.X.Type()) {
				return v
			}
			v = x.X
		case *ssa.Call:
			f := stdCallee(x.Common())
			if f == nil || !writers()[funcName(f)] {
				return v
			}
			v = x.Call.Args[0]
		default:
			return v
		}
	}
	return v
}

func decodes(f *types.Func) bool { return decoders()[funcName(f)] }

// keeps says whether a function of the standard library may hand on what it is
// given as it is.
func keeps(f *types.Func) bool {
	return !printers()[f.Pkg().Path()] || f.Name() == "Errorf"
}

// prints says whether a function only writes what it is given for people.
func prints(f *types.Func) bool {
	switch f.Pkg().Path() {
	case "log", "log/slog":
		return f.Signature().Results().Len() == 0 && !strings.HasPrefix(f.Name(), "Fatal") && !strings.HasPrefix(f.Name(), "Panic")
	case "fmt":
		return strings.HasPrefix(f.Name(), "Print")
	}
	return false
}

// flowOf is how a function of the standard library hands text on.
func flowOf(f *types.Func) (flow, bool) {
	if fl, ok := flows()[funcName(f)]; ok {
		return fl, true
	}
	pkg := f.Pkg().Path()
	if !carriers()[pkg] {
		return flow{}, false
	}
	if m, ok := wholePackages[pkg]; ok {
		return flow{how: m}, true
	}
	return flow{}, true
}
