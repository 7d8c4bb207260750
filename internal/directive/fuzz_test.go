package directive_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/vpplint/vpplint/internal/directive"
	"github.com/vpplint/vpplint/internal/rule"
)

// Whatever stands in a file, its directives are read without a panic, their
// problems are in the file and in order, and a flawed one silences nothing.
func FuzzRead(f *testing.F) {
	for _, src := range []string{
		"//vpplint:ignore vpperrormessage why\npackage p\n",
		"package p\n\nvar x = 1 //vpplint:ignore vppretry9603,vppretry9616 why // really\n",
		"package p\n\n//vpplint:ignore all\nfunc f() {\n\tx()\n}\n",
		"package p\n\n//vpplint:ignore vpperrormessage\nfunc (t *T[A, B]) f() { /*vpplint:ignore*/ }\n",
		"package p\n\n//line a.go:1\n//vpplint:ignore , why\n\n//vpplint:ignore vpperrormessage a\n//vpplint:ignore vpperrormessage b\nvar _ int\n",
		"package p; func f() { for { //vpplint:ignore vpperrormessage no end",
		"//vpplint:\n//vpplint:ignore\r\n//vpplint:ignore \xff why\npackage p",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			t.Skip(err)
		}
		use := directive.Read(fset, []*ast.File{file}).Use()
		silenced := false
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil && n.Pos().IsValid() {
				for _, name := range rule.Judging() {
					silenced = use.Silences(name, n.Pos()) || silenced
				}
			}
			return true
		})
		last, sound := token.NoPos, len(directiveTexts(file))
		for _, p := range use.Problems() {
			if p.Pos < last {
				t.Errorf("problems are not in order: %v", use.Problems())
			}
			last = p.Pos
			if fset.File(p.Pos) == nil {
				t.Errorf("a problem is nowhere: %+v", p)
			}
			if p.Flaw != directive.Unused && p.Flaw != directive.UnknownRule {
				sound--
			}
		}
		if silenced && sound == 0 {
			t.Error("something is silenced by flawed directives alone")
		}
	})
}

func directiveTexts(f *ast.File) (texts []string) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			if d, ok := ast.ParseDirective(c.Slash, c.Text); ok && d.Tool == "vpplint" {
				texts = append(texts, c.Text)
			}
		}
	}
	return texts
}
