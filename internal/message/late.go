package message

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// collectLate finds the variables that a return statement reads after the calls
// in it: in
//
//	return answer, decode(&answer)
//
// the language leaves open what is first. SSA reads from left to right, the
// compiler calls first, and that is what people rely on.
func (e *engine) collectLate() {
	stmts := map[token.Pos]*ast.ReturnStmt{}
	for _, f := range e.in.Source.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 1 {
				stmts[r.Return] = r
			}
			return true
		})
	}
	for _, fn := range e.funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				stmt := stmts[instr.Pos()]
				if stmt == nil {
					continue
				}
				switch x := instr.(type) {
				case *ssa.Return:
					for i, v := range x.Results {
						if i < len(stmt.Results) {
							e.late(v, stmt.Results[i], x)
						}
					}
				case *ssa.Store: // into a named result
					for i := range fn.Signature.Results().Len() {
						if i < len(stmt.Results) && fn.Signature.Results().At(i).Pos() == x.Addr.Pos() {
							e.late(x.Val, stmt.Results[i], x)
						}
					}
				}
			}
		}
	}
}

// late notes that v, which expr is compiled to, is read at an instruction if
// it is a variable or a part of one.
func (e *engine) late(v ssa.Value, expr ast.Expr, at ssa.Instruction) {
	load := loaded(v)
	if load == nil {
		return
	}
	base, _ := e.canon(load.X)
	for {
		switch x := expr.(type) {
		case *ast.ParenExpr:
			expr = x.X
			continue
		case *ast.SelectorExpr:
			expr = x.X
			continue
		case *ast.Ident:
			if obj := e.in.Source.Info.Uses[x]; obj != nil && obj.Pos() == base.Pos() {
				e.readAt[load] = at
			}
		}
		return
	}
}

// loaded is the load that a value, or the struct around it, comes from.
func loaded(v ssa.Value) *ssa.UnOp {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Convert:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.UnOp:
			if x.Op == token.MUL {
				return x
			}
			return nil
		default:
			return nil
		}
	}
}

// when is the instruction at which a load takes place.
func (e *engine) when(load *ssa.UnOp) ssa.Instruction {
	if at, ok := e.readAt[load]; ok {
		return at
	}
	return load
}
