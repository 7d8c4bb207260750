package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A context carries values through code that knows nothing of them: what is
// read under a key is what the package puts under that key, in any context.

const (
	withValue = "context.WithValue"
	readValue = "context.Context.Value"
)

// contextKey names a key, "" if it is not known.
func contextKey(v ssa.Value) string {
	m, ok := v.(*ssa.MakeInterface)
	if !ok {
		return ""
	}
	t := types.TypeString(m.X.Type(), nil)
	switch x := m.X.(type) {
	case *ssa.Const:
		return t + constKey(x)
	case *ssa.Global:
		return t + x.String()
	case *ssa.UnOp:
		if st, ok := m.X.Type().Underlying().(*types.Struct); ok && st.NumFields() == 0 {
			return t
		}
		if g, ok := x.X.(*ssa.Global); ok {
			return t + g.String()
		}
	}
	return ""
}

// fromContext asks for what a context holds under a key.
func (w *walk) fromContext(n node, keyed ssa.Value) {
	k := contextKey(keyed)
	if k == "" {
		return
	}
	for _, c := range w.e.contexts[k] {
		m := n.with(c.Common().Args[2], n.p).when(c)
		m.ctx, m.up, m.ups = nil, true, nil
		w.push(m)
	}
}
