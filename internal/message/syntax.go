package message

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// places finds the syntax of an instruction.
type places struct {
	binary map[token.Pos]*ast.BinaryExpr   // by operator
	calls  map[token.Pos]*ast.CallExpr     // by parenthesis
	index  map[token.Pos]*ast.IndexExpr    // by bracket
	values map[token.Pos]*ast.SelectorExpr // by name: method values
	cases  map[token.Pos]caseOf            // by the case's expression
	decls  []declaration
}

type caseOf struct {
	sw   *ast.SwitchStmt
	expr ast.Expr
}

type declaration struct {
	pos, end token.Pos
	name     string
}

type placeKey struct{ pos, end token.Pos }

func indexSyntax(files []*ast.File) *places {
	p := &places{
		binary: map[token.Pos]*ast.BinaryExpr{},
		calls:  map[token.Pos]*ast.CallExpr{},
		index:  map[token.Pos]*ast.IndexExpr{},
		values: map[token.Pos]*ast.SelectorExpr{},
		cases:  map[token.Pos]caseOf{},
	}
	for _, f := range files {
		for _, d := range f.Decls {
			p.declare(d)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				p.binary[n.OpPos] = n
			case *ast.CallExpr:
				p.calls[n.Lparen] = n
			case *ast.IndexExpr:
				p.index[n.Lbrack] = n
			case *ast.SelectorExpr:
				p.values[n.Sel.Pos()] = n
			case *ast.SwitchStmt:
				if n.Tag == nil {
					break
				}
				for _, s := range n.Body.List {
					for _, e := range s.(*ast.CaseClause).List {
						p.cases[e.Pos()] = caseOf{n, e}
					}
				}
			}
			return true
		})
	}
	return p
}

func (p *places) declare(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil && len(d.Recv.List) == 1 {
			name = receiverName(d.Recv.List[0].Type) + "." + name
		}
		p.decls = append(p.decls, declaration{d.Pos(), d.End(), name})
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if vs, ok := s.(*ast.ValueSpec); ok && len(vs.Names) > 0 {
				p.decls = append(p.decls, declaration{vs.Pos(), vs.End(), vs.Names[0].Name})
			}
		}
	}
}

func receiverName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiverName(e.X)
	case *ast.ParenExpr:
		return receiverName(e.X)
	case *ast.IndexExpr:
		return receiverName(e.X)
	case *ast.IndexListExpr:
		return receiverName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// decl is the declaration around a position.
func (p *places) decl(pos token.Pos) string {
	for _, d := range p.decls {
		if d.pos <= pos && pos < d.end {
			return d.name
		}
	}
	return ""
}

// of is the syntax of an instruction, with the switch it is a case of.
func (p *places) of(instr ssa.Instruction) (ast.Expr, *ast.SwitchStmt) {
	switch x := instr.(type) {
	case *ssa.BinOp:
		if b, ok := p.binary[x.Pos()]; ok {
			return b, nil
		}
		if c, ok := p.cases[x.Pos()]; ok {
			return c.expr, c.sw
		}
	case *ssa.Lookup:
		if ix, ok := p.index[x.Pos()]; ok {
			return ix, nil
		}
	case *ssa.MakeClosure:
		if s, ok := p.values[x.Pos()]; ok {
			return s, nil
		}
	case ssa.CallInstruction:
		if c, ok := p.calls[x.Common().Pos()]; ok {
			return c, nil
		}
	}
	return nil, nil
}
