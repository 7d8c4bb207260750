package message

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/vpplint/vpplint/internal/evidence"
)

// fixer writes the fixes of findings: a comparison of a response's text becomes
// one of the number beside it, if exactly one number is meant.
type fixer struct {
	e      *engine
	stored map[fieldKey]bool // text fields that this package fills itself
}

// fix offers a fix for each finding that has a safe one.
func (j *judge) fix() {
	fx := &fixer{e: j.e, stored: map[fieldKey]bool{}}
	for _, fn := range j.e.funcs {
		for _, effs := range j.e.effects[fn] {
			for _, eff := range effs {
				if k, ok := lastField(eff.place); ok && eff.val != nil {
					fx.stored[k] = true
				}
			}
		}
	}
	for _, f := range j.findings {
		if edits, title, ok := fx.edits(f); ok {
			f.Edits, f.FixTitle = edits, title
		}
	}
}

func (fx *fixer) edits(f *Finding) ([]Edit, string, bool) {
	file := fx.file(f.Pos)
	if file == nil || fx.translated(file) {
		return nil, "", false
	}
	var edits []Edit
	var ok bool
	title := "switch on the number"
	if f.sw != nil {
		edits, ok = fx.switched(file, f.sw)
	} else {
		var n int
		if edits, n, ok = fx.compared(file, f); ok {
			title = "compare the number with " + strconv.Itoa(n)
		}
	}
	if !ok || fx.comments(file, edits) || fx.judged(file, f) {
		return nil, "", false
	}
	edits, ok = fx.imports(file, edits)
	slices.SortFunc(edits, func(a, b Edit) int { return int(a.Pos - b.Pos) })
	return edits, title, ok
}

// judged says whether the declaration also compares a number of a response with
// one that the fix would compare it with: the text then tells apart what the
// number does not.
func (fx *fixer) judged(file *ast.File, f *Finding) bool {
	info := fx.e.in.Source.Info
	isNumber := func(e ast.Expr) bool {
		sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		s := info.Selections[sel]
		if s == nil || s.Kind() != types.FieldVal {
			return false
		}
		t := s.Recv()
		for _, i := range s.Index()[:len(s.Index())-1] {
			st, ok := pointee(t).Underlying().(*types.Struct)
			if !ok {
				return false
			}
			t = st.Field(i).Type()
		}
		return fx.e.in.Evidence.FieldRole(t, s.Index()[len(s.Index())-1]) == evidence.Number
	}
	isMeant := func(e ast.Expr) bool {
		tv := info.Types[e]
		if tv.Value == nil || tv.Value.Kind() != constant.Int {
			return false
		}
		n, ok := constant.Int64Val(tv.Value)
		return ok && slices.Contains(f.Numbers, int(n))
	}
	found := false
	for _, d := range file.Decls {
		if f.Pos < d.Pos() || d.End() <= f.Pos {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				found = found || isNumber(n.X) && isMeant(n.Y) || isNumber(n.Y) && isMeant(n.X)
			case *ast.SwitchStmt:
				if n.Tag == nil || !isNumber(n.Tag) {
					break
				}
				for _, c := range n.Body.List {
					found = found || slices.ContainsFunc(c.(*ast.CaseClause).List, isMeant)
				}
			}
			return !found
		})
	}
	return found
}

func (fx *fixer) file(pos token.Pos) *ast.File {
	for _, f := range fx.e.in.Source.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// translated says whether a tool, such as cgo, has made a file of the one that
// was written: there is nothing to rewrite in it.
func (fx *fixer) translated(file *ast.File) bool {
	fset := fx.e.in.Source.Fset
	return fset.Position(file.Package).Filename != fset.PositionFor(file.Package, false).Filename
}

// compared fixes one comparison or search.
func (fx *fixer) compared(file *ast.File, f *Finding) ([]Edit, int, bool) {
	switch x := f.expr.(type) {
	case *ast.BinaryExpr:
		if x.Op != token.EQL && x.Op != token.NEQ {
			return nil, 0, false
		}
		text, needle := x.X, x.Y
		if _, ok := fx.literal(text); ok {
			text, needle = needle, text
		}
		num, ok := fx.number(text)
		if !ok {
			return nil, 0, false
		}
		n, name, ok := fx.meant(file, needle, matchEqual, num)
		if !ok {
			return nil, 0, false
		}
		return []Edit{num.edit, {needle.Pos(), needle.End(), name}}, n, true
	case *ast.CallExpr:
		return fx.searched(file, f, x)
	}
	return nil, 0, false
}

// searched turns a search into a comparison.
func (fx *fixer) searched(file *ast.File, f *Finding, call *ast.CallExpr) ([]Edit, int, bool) {
	switch f.Kind {
	case "strings.Contains", "strings.HasPrefix", "strings.HasSuffix", "strings.EqualFold":
	default:
		return nil, 0, false
	}
	if len(call.Args) != 2 {
		return nil, 0, false
	}
	text, needle := call.Args[0], call.Args[1]
	if _, ok := fx.literal(text); ok {
		if f.Kind != "strings.EqualFold" {
			return nil, 0, false
		}
		text, needle = needle, text
	}
	num, ok := fx.number(text)
	if !ok {
		return nil, 0, false
	}
	n, name, ok := fx.meant(file, needle, f.match, num)
	if !ok {
		return nil, 0, false
	}
	var node ast.Expr = call
	op, open, shut := "==", "", ""
	path, _ := astutil.PathEnclosingInterval(file, call.Pos(), call.End())
	for len(path) > 0 && path[0] != ast.Node(call) {
		path = path[1:]
	}
	if len(path) > 1 {
		switch p := path[1].(type) {
		case *ast.UnaryExpr:
			if p.Op == token.NOT {
				node, op = p, "!="
			}
		case *ast.BinaryExpr:
			if p.Op != token.LAND && p.Op != token.LOR {
				open, shut = "(", ")"
			}
		}
	}
	return []Edit{{node.Pos(), node.End(), open + num.text + " " + op + " " + name + shut}}, n, true
}

// switched fixes a switch as a whole or not at all.
func (fx *fixer) switched(file *ast.File, sw *ast.SwitchStmt) ([]Edit, bool) {
	num, ok := fx.number(sw.Tag)
	if !ok {
		return nil, false
	}
	edits := []Edit{num.edit}
	seen := map[int]bool{}
	for _, s := range sw.Body.List {
		list := s.(*ast.CaseClause).List
		here := map[int]bool{}
		var names string
		for _, c := range list {
			n, name, ok := 0, "0", true
			if lit, isLit := fx.literal(c); !isLit || lit != "" {
				n, name, ok = fx.meant(file, c, matchEqual, num)
			}
			if !ok || seen[n] {
				return nil, false
			}
			if here[n] {
				continue // two spellings of one text
			}
			here[n] = true
			if names != "" {
				names += ", "
			}
			names += name
		}
		for n := range here {
			seen[n] = true
		}
		if len(list) > 0 {
			edits = append(edits, Edit{list[0].Pos(), list[len(list)-1].End(), names})
		}
	}
	return edits, true
}

func (fx *fixer) literal(e ast.Expr) (string, bool) {
	tv := fx.e.in.Source.Info.Types[e]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(tv.Value), true
}

// comments says whether an edit would swallow a comment.
func (fx *fixer) comments(file *ast.File, edits []Edit) bool {
	for _, g := range file.Comments {
		for _, ed := range edits {
			if g.Pos() < ed.End && ed.Pos < g.End() {
				return true
			}
		}
	}
	return false
}
