package evidence

import (
	"go/ast"
	"go/token"
	"go/types"
)

// corroborated finds the owners whose number meets a number of Apple's tables:
// in a comparison, a switch, a lookup or an assignment.
func (n *numbers) corroborated() map[any]bool {
	sure := make(map[any]bool)
	meet := func(a, b value) {
		for _, pair := range [2][2]value{{a, b}, {b, a}} {
			if _, ok := pair[1][listed]; ok {
				for owner := range pair[0].owners {
					sure[owner] = true
				}
			}
		}
	}
	for _, file := range n.src.Files {
		ast.Inspect(file, func(x ast.Node) bool {
			switch x := x.(type) {
			case *ast.BinaryExpr:
				switch x.Op {
				case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
					meet(n.eval(x.X), n.eval(x.Y))
				}
			case *ast.SwitchStmt:
				if x.Tag == nil {
					break
				}
				tag := n.eval(x.Tag)
				for _, clause := range x.Body.List {
					for _, e := range clause.(*ast.CaseClause).List {
						meet(tag, n.eval(e))
					}
				}
			case *ast.IndexExpr:
				meet(n.eval(x.X), n.eval(x.Index))
			case *ast.CallExpr:
				if n.looksUp(x) {
					inputs := n.inputs(x)
					for i, a := range inputs {
						for _, b := range inputs[i+1:] {
							meet(n.eval(a), n.eval(b))
						}
					}
				}
			case *ast.AssignStmt:
				if len(x.Lhs) == len(x.Rhs) {
					for i, l := range x.Lhs {
						meet(n.ownNumber(l), n.eval(x.Rhs[i]))
					}
				}
			case *ast.CompositeLit:
				n.literal(x, meet)
			}
			return true
		})
	}
	return sure
}

// literal lets the number that a literal of a struct sets meet its value.
func (n *numbers) literal(lit *ast.CompositeLit, meet func(a, b value)) {
	t := n.src.Info.TypeOf(lit)
	if t == nil {
		return
	}
	s := structOf(t)
	if s == nil || !n.pair(s) {
		return
	}
	n.fields(lit, func(field *types.Var, v ast.Expr) {
		for i := range s.NumFields() {
			if s.Field(i).Origin() == field && wireRole(s, i) == Number {
				meet(value{keyOf(s): true}, n.eval(v))
			}
		}
	})
}

// looksUp says whether a call of another package may look one of its inputs up
// in another: it answers a bool or a position (slices.Contains, set.Has).
func (n *numbers) looksUp(call *ast.CallExpr) bool {
	fun := n.src.Info.Types[call.Fun]
	if fun.IsType() || fun.IsBuiltin() || len(n.callees(call)) > 0 {
		return false
	}
	sig, ok := n.src.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || sig.Results().Len() == 0 {
		return false
	}
	results := sig.Results()
	last, ok := results.At(results.Len() - 1).Type().Underlying().(*types.Basic)
	return ok && (last.Info()&types.IsBoolean != 0 || results.Len() == 1 && last.Kind() == types.Int)
}
