package message

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// imports drops the imports of which the edits remove the last use. ok is
// false where that would take more than a line.
func (fx *fixer) imports(file *ast.File, edits []Edit) (_ []Edit, ok bool) {
	info := fx.e.in.Source.Info
	removed, left := map[*types.PkgName]bool{}, map[*types.PkgName]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		id, isIdent := n.(*ast.Ident)
		if !isIdent {
			return true
		}
		pn, isPkg := info.Uses[id].(*types.PkgName)
		if !isPkg {
			return true
		}
		inside := slices.ContainsFunc(edits, func(ed Edit) bool { return ed.Pos <= id.Pos() && id.End() <= ed.End })
		if inside && !slices.ContainsFunc(edits, func(ed Edit) bool { return uses(ed.New, pn.Name()) }) {
			removed[pn] = true
		} else {
			left[pn] = true
		}
		return true
	})
	for _, d := range file.Decls {
		g, isGen := d.(*ast.GenDecl)
		if !isGen || g.Tok != token.IMPORT {
			continue
		}
		for _, s := range g.Specs {
			imp := s.(*ast.ImportSpec)
			pn := importName(info, imp)
			if pn == nil || !removed[pn] || left[pn] {
				continue
			}
			if imp.Doc != nil || imp.Comment != nil || g.Doc != nil && len(g.Specs) == 1 {
				return nil, false
			}
			edits = append(edits, fx.drop(file, g, imp))
		}
	}
	return edits, true
}

func uses(text, pkg string) bool { return bytes.Contains([]byte(text), fmt.Appendf(nil, "%s.", pkg)) }

// drop removes an import with its line.
func (fx *fixer) drop(file *ast.File, g *ast.GenDecl, imp *ast.ImportSpec) Edit {
	from, to := imp.Pos(), imp.End()
	if len(g.Specs) == 1 {
		from, to = g.Pos(), g.End()
	}
	tf := fx.e.in.Source.Fset.File(from)
	first, last := tf.Line(from), tf.Line(to)
	alone := true
	if g.Lparen.IsValid() && len(g.Specs) > 1 {
		for _, s := range g.Specs {
			if s != ast.Spec(imp) && (tf.Line(s.Pos()) == first || tf.Line(s.End()) == last) {
				alone = false
			}
		}
		alone = alone && tf.Line(g.Lparen) != first && tf.Line(g.Rparen) != last
	}
	if len(g.Specs) == 1 && blankAfter(file, tf, g.End()) {
		last++
	}
	if alone && last < tf.LineCount() {
		from, to = tf.LineStart(first), tf.LineStart(last+1)
	}
	return Edit{Pos: from, End: to}
}

// blankAfter says whether the line after a position is empty.
func blankAfter(file *ast.File, tf *token.File, pos token.Pos) bool {
	line := tf.Line(pos)
	for _, g := range file.Comments {
		if g.Pos() > pos && tf.Line(g.Pos()) <= line+1 {
			return false
		}
	}
	for _, d := range file.Decls {
		if d.Pos() > pos && tf.Line(d.Pos()) <= line+1 {
			return false
		}
	}
	return true
}

func importName(info *types.Info, imp *ast.ImportSpec) *types.PkgName {
	if imp.Name != nil {
		pn, _ := info.Defs[imp.Name].(*types.PkgName)
		return pn
	}
	pn, _ := info.Implicits[imp].(*types.PkgName)
	return pn
}
