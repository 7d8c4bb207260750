package message

import (
	"bytes"
	"go/ast"
	"go/constant"
	"go/printer"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/evidence"
)

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
	if len(ns) != 1 || !hits(ns[0], m, lit) || len(within(lit)) > 1 || ambiguous(ns[0], m, lit) {
		return 0, "", false
	}
	return ns[0], fx.constant(file, e.Pos(), ns[0], num), true
}

// hits says whether a needle matches a text of a number as it is published: only
// then is the number what the code looks for.
func hits(n int, m match, lit string) bool {
	return slices.ContainsFunc(apple.Texts(n), func(t apple.Text) bool { return textMatches(m, lit, t.Message) })
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
