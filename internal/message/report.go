package message

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/apple"
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

// report keeps a finding. The cases of a switch are one.
func (j *judge) report(d *decision, x, y *walk) {
	at := d.instr
	if d.at != nil {
		at = d.at
	}
	expr, sw := j.places.of(at)
	if expr == nil {
		return // nothing that a person wrote
	}
	kind := d.kind
	var n ast.Node = expr
	if sw != nil {
		kind, n = "switch", sw.Tag
	}
	k := placeKey{n.Pos(), n.End()}
	f, ok := j.byPlace[k]
	if !ok {
		f = &Finding{Pos: n.Pos(), End: n.End(), Decl: j.places.decl(n.Pos()), Kind: kind, expr: expr, sw: sw, match: d.match}
		j.byPlace[k] = f
		j.findings = append(j.findings, f)
	}
	if y != nil {
		for _, s := range y.needles() {
			if isNothing(s) || slices.Contains(f.Needles, s) {
				continue
			}
			f.Needles = append(f.Needles, s)
			f.Numbers = append(f.Numbers, numbersOf(d.matches(x, s), s)...)
		}
		slices.Sort(f.Numbers)
		f.Numbers = slices.Compact(f.Numbers)
	}
	if x != nil && f.Via == nil {
		f.Via = x.via()
	}
}

// matches is how a needle is to be looked up: what equals a part of a text, and
// a single word can equal no more, is contained in it.
func (d *decision) matches(x *walk, needle string) match {
	if (d.match == matchEqual || d.match == matchLookup) && len(apple.Exact(needle)) == 0 && isWord(needle) &&
		(!isPhrase(needle) || x != nil && x.res.part) {
		return matchContains
	}
	return d.match
}

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

// sorted are the findings in source order.
func (j *judge) sorted() []Finding {
	out := make([]Finding, 0, len(j.findings))
	for _, f := range j.findings {
		slices.Sort(f.Needles)
		out = append(out, *f)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	return out
}
