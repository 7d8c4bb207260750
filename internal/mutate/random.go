package mutate

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
)

// maxDepth is how deep a statement is nested at most.
const maxDepth = 60

// Random makes a number of random changes to a program: statements are deleted,
// doubled, exchanged, wrapped in closures or nested deeply; conditions and
// numbers are replaced. The outcome need not compile.
func Random(r *rand.Rand, p Program, changes int) Program {
	out := p.Clone()
	for range changes {
		at := pick(r, out.Paths())
		name := pick(r, sortedKeys(out[at]))
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path.Join(at, name), out[at][name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return out // it compiles no more
		}
		mutator{r}.change(f)
		if text, err := write(fset, f); err == nil {
			out[at][name] = text
		}
	}
	return out
}

type mutator struct{ *rand.Rand }

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// change makes one change to a file.
func (m mutator) change(f *ast.File) {
	var lists []*[]ast.Stmt
	var exprs []*ast.Expr
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			lists = append(lists, &n.List)
		case *ast.CaseClause:
			lists = append(lists, &n.Body)
		case *ast.CommClause:
			lists = append(lists, &n.Body)
		case *ast.IfStmt:
			exprs = append(exprs, &n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				exprs = append(exprs, &n.Cond)
			}
		case *ast.BinaryExpr:
			exprs = append(exprs, &n.X, &n.Y)
		case *ast.CallExpr:
			for i := range n.Args {
				exprs = append(exprs, &n.Args[i])
			}
		}
		return true
	})
	if len(exprs) > 0 && m.IntN(4) == 0 {
		m.expr(pick(m.Rand, exprs))
		return
	}
	for range 20 {
		if len(lists) == 0 {
			return
		}
		if list := pick(m.Rand, lists); len(*list) > 0 {
			m.stmts(list)
			return
		}
	}
}

func (m mutator) expr(e *ast.Expr) {
	switch old := *e; m.IntN(6) {
	case 0:
		*e = &ast.UnaryExpr{Op: token.NOT, X: &ast.ParenExpr{X: old}}
	case 1:
		*e = ast.NewIdent(pick(m.Rand, []string{"true", "false", "nil"}))
	case 2:
		*e = &ast.BasicLit{Kind: token.INT, Value: pick(m.Rand, []string{"0", "1", "-1", "9603", "9616", "9223372036854775807"})}
	case 3:
		*e = &ast.BinaryExpr{X: &ast.ParenExpr{X: old}, Op: pick(m.Rand, []token.Token{token.LAND, token.LOR, token.EQL, token.NEQ, token.ADD, token.SHL, token.QUO}), Y: &ast.ParenExpr{X: old}}
	case 4:
		*e = &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote("errorNumber")}
	case 5:
		*e = &ast.ParenExpr{X: old}
	}
}

func (m mutator) stmts(list *[]ast.Stmt) {
	i, k := m.IntN(len(*list)), m.IntN(len(*list))
	s := *list
	switch m.IntN(9) {
	case 0: // delete
		*list = slices.Concat(s[:i], s[i+1:])
	case 1: // double
		*list = slices.Concat(s[:i+1], s[i:])
	case 2: // exchange
		s[i], s[k] = s[k], s[i]
	case 3: // wrap in a closure that is called, started or deferred
		call := &ast.CallExpr{Fun: &ast.FuncLit{Type: &ast.FuncType{Params: &ast.FieldList{}}, Body: block(s[i])}}
		s[i] = pick(m.Rand, []ast.Stmt{&ast.ExprStmt{X: call}, &ast.GoStmt{Call: call}, &ast.DeferStmt{Call: call}})
	case 4: // nest deeply
		s[i] = m.nest(s[i])
	case 5: // leave early
		s[i] = pick(m.Rand, []ast.Stmt{&ast.BranchStmt{Tok: token.BREAK}, &ast.BranchStmt{Tok: token.CONTINUE}, &ast.ReturnStmt{}})
	case 6: // for ever
		s[i] = &ast.ForStmt{Body: block(s[i])}
	case 7: // all that follows
		*list = slices.Concat(s[:i], []ast.Stmt{&ast.ForStmt{Body: block(s[i:]...)}})
	case 8: // back to here
		name := "back" + strconv.Itoa(m.IntN(1000))
		*list = append(append(s[:i:i], &ast.LabeledStmt{Label: ast.NewIdent(name), Stmt: s[i]}, &ast.IfStmt{
			Cond: ast.NewIdent("true"), Body: block(&ast.BranchStmt{Tok: token.GOTO, Label: ast.NewIdent(name)}),
		}), s[i+1:]...)
	}
}

func (m mutator) nest(s ast.Stmt) ast.Stmt {
	for range 1 + m.IntN(maxDepth) {
		switch m.IntN(5) {
		case 0:
			s = block(s)
		case 1:
			s = &ast.IfStmt{Cond: ast.NewIdent("true"), Body: block(s)}
		case 2:
			s = &ast.RangeStmt{X: &ast.BasicLit{Kind: token.INT, Value: "1"}, Body: block(s)}
		case 3:
			s = &ast.SwitchStmt{Body: block(&ast.CaseClause{Body: []ast.Stmt{s}})}
		case 4:
			s = &ast.SelectStmt{Body: block(&ast.CommClause{Body: []ast.Stmt{s}})}
		}
	}
	return s
}

func block(list ...ast.Stmt) *ast.BlockStmt { return &ast.BlockStmt{List: list} }
