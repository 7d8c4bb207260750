package lower

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// late puts the loads of a return statement behind its calls: in
//
//	return answer, json.Unmarshal(data, &answer)
//
// the order of evaluation is not specified; the compiler calls first, go/ssa
// loads first.
func late(fn *ssa.Function, b *ssa.BasicBlock) []ssa.Instruction {
	if len(b.Instrs) == 0 {
		return nil
	}
	ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) < 2 {
		return b.Instrs
	}
	names := returnedVariables(fn, ret)
	if len(names) == 0 {
		return b.Instrs
	}
	out := slices.Clone(b.Instrs)
	for _, in := range b.Instrs {
		load, ok := in.(*ssa.UnOp)
		if !ok || !isVariable(load.X, names) || load.Referrers() == nil {
			continue
		}
		from := slices.Index(out, in)
		use := len(out)
		for _, r := range *load.Referrers() {
			if i := slices.Index(out, r); i >= 0 {
				use = min(use, i)
			}
		}
		calls := func(in ssa.Instruction) bool { _, ok := in.(*ssa.Call); return ok }
		if use == len(out) || use <= from || !slices.ContainsFunc(out[from:use], calls) {
			continue
		}
		out = slices.Insert(slices.Delete(out, from, from+1), use-1, in)
	}
	return out
}

func isVariable(v ssa.Value, names []string) bool {
	a, ok := v.(*ssa.Alloc)
	return ok && slices.Contains(names, a.Comment)
}

// returnedVariables are the variables that a return statement names before a
// call.
func returnedVariables(fn *ssa.Function, ret *ssa.Return) []string {
	var names []string
	if fn.Syntax() == nil || !ret.Pos().IsValid() {
		return nil
	}
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		s, ok := n.(*ast.ReturnStmt)
		if !ok || s.Return != ret.Pos() {
			return true
		}
		for i, e := range s.Results {
			if id, ok := e.(*ast.Ident); ok && slices.ContainsFunc(s.Results[i+1:], hasCall) {
				names = append(names, id.Name)
			}
		}
		return false
	})
	return names
}

func hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return !found
	})
	return found
}
