package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// mentions says whether the package has the name errorNumber in a literal, or
// uses a constant of another package that has it: without it there are no
// types of its own and no accesses by key to weigh.
func mentions(src Source) bool {
	found := false
	for _, file := range src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && strings.Contains(lit.Value, wireNumber) {
				found = true
			}
			return !found
		})
		if found {
			return true
		}
	}
	for _, obj := range src.Info.Uses {
		c, ok := obj.(*types.Const)
		if ok && c.Pkg() != src.Pkg && c.Val().Kind() == constant.String && strings.Contains(constant.StringVal(c.Val()), wireNumber) {
			return true
		}
	}
	return false
}

// usesForeign says whether the package selects a field of another package's
// struct that has the pair, and whether one of them needs no fact.
func (e *Evidence) usesForeign(src Source) (used, apparentOne bool) {
	for sel, selection := range src.Info.Selections {
		if selection.Obj().Pkg() == src.Pkg {
			continue
		}
		steps(selection, func(t types.Type, s *types.Struct, _ int) {
			sh := e.shape(s)
			if keyOf(s) == nil || keyOf(s).Pkg() == src.Pkg || !(sh.number || sh.text) || !counts(src, sel.Pos()) {
				return
			}
			used = true
			apparentOne = apparentOne || apparent(namedOf(t), s, sh)
		})
	}
	return used, apparentOne
}

// counts says whether pos is in one of the files that count.
func counts(src Source, pos token.Pos) bool {
	for _, f := range src.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return true
		}
	}
	return false
}

// steps visits the structs that a selection goes through, from the outside to
// the inside, with the field that is taken from each.
func steps(selection *types.Selection, visit func(t types.Type, s *types.Struct, field int)) {
	t := selection.Recv()
	path := selection.Index()
	if selection.Kind() != types.FieldVal {
		path = path[:len(path)-1] // the last one counts methods
	}
	for _, i := range path {
		s := structOf(t)
		if s == nil || i >= s.NumFields() {
			return
		}
		visit(t, s, i)
		t = s.Field(i).Type()
	}
}
