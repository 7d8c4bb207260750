package message

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

var aligned = regexp.MustCompile(` +//`)

// TestFixes applies every fix of the fixtures by itself: the result compiles, is
// formatted, keeps its comments, and has one finding less.
func TestFixes(t *testing.T) {
	w := load(t, "./...")
	n := 0
	for _, pkg := range slices.Sorted(maps.Keys(w.findings)) {
		p, all := w.pkgs[pkg], w.findings[pkg]
		for _, f := range all {
			if f.Edits == nil {
				continue
			}
			n++
			at := pkg + " " + place(p.Fset, f.Pos)
			if f.FixTitle == "" {
				t.Errorf("%s: a fix without a title", at)
			}
			name, fixed := apply(t, p, f.Edits)
			left, comments := relint(t, w, p, name, fixed)
			if want := len(all) - 1; len(left) != want {
				t.Errorf("%s: %d findings after the fix, want %d:\n%s", at, len(left), want, fixed)
			}
			if comments != countComments(file(p, name)) {
				t.Errorf("%s: the fix loses a comment:\n%s", at, fixed)
			}
			// The comments behind lines that get shorter move with them.
			pretty, err := format.Source(fixed)
			if err != nil || !bytes.Equal(aligned.ReplaceAll(pretty, []byte(" //")), aligned.ReplaceAll(fixed, []byte(" //"))) {
				t.Errorf("%s: not formatted (%v):\n%s", at, err, fixed)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d fixes", n)
	}
}

// TestFixesWhereTheyAreSafe looks at the lines of a fixture that say nofix: they
// have no fix, all others have one.
func TestFixesWhereTheyAreSafe(t *testing.T) {
	w := load(t, "./codes", "./fixes")
	p := w.pkgs["fixes"]
	without := map[string]bool{}
	for _, f := range p.Syntax {
		for _, g := range f.Comments {
			if strings.HasPrefix(g.Text(), "nofix ") {
				without[place(p.Fset, g.Pos())] = true
			}
		}
	}
	if len(without) == 0 {
		t.Fatal("no line says nofix")
	}
	for _, f := range w.findings["fixes"] {
		if at := place(p.Fset, f.Pos); without[at] != (f.Edits == nil) {
			t.Errorf("%s: fix %v", at, f.Edits)
		}
	}
}

// TestFixTexts shows what fixes write.
func TestFixTexts(t *testing.T) {
	w := load(t, "./codes", "./fixes")
	p := w.pkgs["fixes"]
	got := map[string]string{}
	for _, f := range w.findings["fixes"] {
		if f.Edits == nil {
			continue
		}
		_, fixed := apply(t, p, f.Edits)
		_, body, _ := strings.Cut(string(fixed), "func "+f.Decl+"(")
		_, body, _ = strings.Cut(body, "return ")
		body, _, _ = strings.Cut(body, " } //")
		body, _, _ = strings.Cut(body, " // want")
		got[f.Decl] = body
	}
	for decl, want := range map[string]string{
		"equal":            "r.Number == 9610",
		"unequal":          "9610 != r.Number",
		"ownConstant":      "r.Number == alreadyRetired",
		"importedConstant": "a.Code == codes.AlreadyAssigned",
		"typedConstant":    "t.Code == codes.Internal",
		"embedded":         "o.Number == 9601",
		"list":             "rs[i+1].Number == 9601",
		"called":           "f().Number == 9601",
		"comments":         "r.Number /* what Apple says */ == /* for now */ 9601",
		"contains":         "r.Number == alreadyRetired",
		"not":              "r.Number != 9601",
		"fold":             `r.UserID == "" || r.Number == 9601`,
		"compared":         "(r.Number == 9601) == b",
		"lower":            "r.Number == 9601",
		"alone":            "r.Number == 9601",
	} {
		if got[decl] != want {
			t.Errorf("%s: %s, want %s", decl, got[decl], want)
		}
	}
}

func apply(t *testing.T, p *packages.Package, edits []Edit) (name string, fixed []byte) {
	t.Helper()
	tf := p.Fset.File(edits[0].Pos)
	src, err := os.ReadFile(tf.Name())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(edits, func(a, b Edit) int { return int(a.Pos - b.Pos) }) {
		t.Error("edits are not sorted")
	}
	for _, e := range slices.Backward(edits) {
		src = slices.Concat(src[:tf.Offset(e.Pos)], []byte(e.New), src[tf.Offset(e.End):])
	}
	return tf.Name(), src
}

func file(p *packages.Package, name string) *ast.File {
	for _, f := range p.Syntax {
		if p.Fset.File(f.Pos()).Name() == name {
			return f
		}
	}
	return nil
}

func countComments(f *ast.File) (n int) {
	for _, g := range f.Comments {
		n += len(g.List)
	}
	return n
}

// relint compiles the package with one file replaced, and looks again.
func relint(t *testing.T, w *world, p *packages.Package, name string, src []byte) ([]Finding, int) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	comments := 0
	for _, path := range p.GoFiles {
		var text any
		if path == name {
			text = src
		}
		f, err := parser.ParseFile(fset, path, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		files = append(files, f)
		if path == name {
			comments = countComments(f)
		}
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: imported(p.Imports)}
	pkg, err := conf.Check(p.PkgPath, fset, files, info)
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, src)
	}
	findings, _ := Analyze(w.input(&packages.Package{PkgPath: p.PkgPath, Fset: fset, Syntax: files, Types: pkg, TypesInfo: info, Imports: p.Imports}))
	return findings, comments
}

type imported map[string]*packages.Package

func (m imported) Import(path string) (*types.Package, error) { return m[path].Types, nil }
