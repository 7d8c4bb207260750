package message

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/constant"
	"go/printer"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/vpplint/vpplint/internal/apple"
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

// numberField is the number beside a text.
type numberField struct {
	edit Edit   // makes the number of the text
	text string // the number as an expression
	typ  types.Type
	pkg  *types.Package // that declares the response
}

// number finds the number beside the text that an expression selects.
func (fx *fixer) number(e ast.Expr) (numberField, bool) {
	var none numberField
	info := fx.e.in.Source.Info
	whole := e
	e = fx.plain(e)
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return none, false
	}
	s := info.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal {
		return none, false
	}
	// The struct that declares the text.
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		st, ok := pointee(t).Underlying().(*types.Struct)
		if !ok {
			return none, false
		}
		t = st.Field(i).Type()
	}
	st, ok := pointee(t).Underlying().(*types.Struct)
	last := s.Index()[len(s.Index())-1]
	if !ok || fx.e.in.Evidence.FieldRole(t, last) != evidence.Text || fx.stored[fieldKey{fx.e.owner(t), last}] {
		return none, false
	}
	var field *types.Var
	for i := range st.NumFields() {
		if fx.e.in.Evidence.FieldRole(t, i) == evidence.Number {
			if field != nil {
				return none, false
			}
			field = st.Field(i)
		}
	}
	if field == nil {
		return none, false
	}
	b, ok := field.Type().Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		return none, false
	}
	if obj, _, _ := types.LookupFieldOrMethod(s.Recv(), true, fx.e.in.Source.Pkg, field.Name()); obj != field {
		return none, false
	}
	out := numberField{edit: Edit{sel.Sel.Pos(), sel.Sel.End(), field.Name()}, typ: field.Type(), pkg: field.Pkg()}
	var buf bytes.Buffer
	if printer.Fprint(&buf, fx.e.in.Source.Fset, sel.X) != nil || bytes.ContainsRune(buf.Bytes(), '\n') {
		return none, false
	}
	out.text = buf.String() + "." + field.Name()
	if whole != e {
		out.edit = Edit{whole.Pos(), whole.End(), out.text}
	}
	return out, true
}

// plain strips what does not change which text it is.
func (fx *fixer) plain(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
			continue
		case *ast.CallExpr:
			if sel, ok := x.Fun.(*ast.SelectorExpr); ok && len(x.Args) == 1 {
				if f, ok := fx.e.in.Source.Info.Uses[sel.Sel].(*types.Func); ok {
					switch f.FullName() {
					case "strings.ToLower", "strings.TrimSpace":
						e = x.Args[0]
						continue
					}
				}
			}
		}
		return e
	}
}

// meant is the one number that a needle stands for, and how to write it.
func (fx *fixer) meant(file *ast.File, e ast.Expr, m match, num numberField) (int, string, bool) {
	lit, ok := fx.literal(e)
	if !ok || lit == "" {
		return 0, "", false
	}
	ns := numbersOf(m, lit)
	if len(ns) != 1 || len(within(lit)) > 1 || ambiguous(ns[0], m, lit) {
		return 0, "", false
	}
	return ns[0], fx.constant(file, e.Pos(), ns[0], num), true
}

// ambiguous says whether one source has several texts for a number, and the
// needle tells them apart: the number alone would not.
func ambiguous(n int, m match, lit string) bool {
	hit, all := map[string]int{}, map[string]int{}
	for _, t := range apple.Texts(n) {
		all[t.Source]++
		if textMatches(m, lit, t.Message) {
			hit[t.Source]++
		}
	}
	for s, k := range hit {
		if k < all[s] {
			return true
		}
	}
	return false
}

// constant writes a number: with the constant for it, of this package or of the
// one that declares the response, or in digits.
func (fx *fixer) constant(file *ast.File, pos token.Pos, n int, num numberField) string {
	src := fx.e.in.Source
	if name := constantIn(src.Pkg, n, num.typ, false); name != "" {
		if _, obj := src.Pkg.Scope().Innermost(pos).LookupParent(name, pos); obj != nil && obj.Parent() == src.Pkg.Scope() {
			return name
		}
	}
	if num.pkg != nil && num.pkg != src.Pkg {
		if name := constantIn(num.pkg, n, num.typ, true); name != "" {
			for _, imp := range file.Imports {
				pn := importName(src.Info, imp)
				if pn == nil || pn.Imported() != num.pkg || pn.Name() == "_" || pn.Name() == "." {
					continue
				}
				if _, obj := src.Pkg.Scope().Innermost(pos).LookupParent(pn.Name(), pos); obj == pn {
					return pn.Name() + "." + name
				}
			}
		}
	}
	return strconv.Itoa(n)
}

func importName(info *types.Info, imp *ast.ImportSpec) *types.PkgName {
	if imp.Name != nil {
		pn, _ := info.Defs[imp.Name].(*types.PkgName)
		return pn
	}
	pn, _ := info.Implicits[imp].(*types.PkgName)
	return pn
}

// constantIn is the constant of a package for a number that can be compared
// with a type.
func constantIn(pkg *types.Package, n int, t types.Type, exported bool) string {
	for _, name := range pkg.Scope().Names() {
		c, ok := pkg.Scope().Lookup(name).(*types.Const)
		if !ok || exported && !c.Exported() || c.Val().Kind() != constant.Int || !types.AssignableTo(c.Type(), t) {
			continue
		}
		if v, ok := constant.Int64Val(c.Val()); ok && v == int64(n) {
			return name
		}
	}
	return ""
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
