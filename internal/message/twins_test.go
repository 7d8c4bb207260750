package message

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/apple"
)

// twins is the program that calls functions with answers.
//
//go:embed testdata/twins.go.txt
var twins []byte

// TestTwins runs the functions of the fixtures that have a fix, as they are and
// fixed, with what Apple's documentation says of every number, and compares
// what they return: where number and text agree, a fix changes nothing.
func TestTwins(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	w := load(t, "./...")
	table := agreeing()
	before, after := newTree(t, table), newTree(t, table)
	exempt := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(w.findings)) {
		p := w.pkgs[name]
		var run []string
		edits := map[string][]Edit{}
		for _, f := range w.findings[name] {
			if f.Edits == nil || !callable(p, f.Decl) {
				continue
			}
			path := p.Fset.Position(f.Pos).Filename
			edits[path] = append(edits[path], f.Edits...)
			if !slices.Contains(run, f.Decl) {
				run = append(run, f.Decl)
			}
			for n := range disagreeing(f, table) {
				exempt[fmt.Sprintf("%s.%s %d", name, f.Decl, n)] = true
			}
		}
		before.add(p, run, nil)
		after.add(p, run, edits)
	}
	got, want := after.run(), before.run()
	if len(want) < 20*len(table) {
		t.Fatalf("only %d calls", len(want))
	}
	for call, result := range want {
		if got[call] != result && !exempt[call] {
			t.Errorf("%s: returns %s before the fix, %s after", call, result, got[call])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d calls before, %d after the fixes", len(want), len(got))
	}
}

// agreeing are the texts of the legacy documentation, and success.
func agreeing() []apple.Text {
	table := []apple.Text{{}}
	for n := range 10000 {
		for _, text := range apple.Texts(n) {
			if text.Source == "legacy-doc" {
				table = append(table, text)
			}
		}
	}
	return table
}

// disagreeing are the numbers whose text in the table is not, letter by letter,
// the one that the code looks for.
func disagreeing(f Finding, table []apple.Text) map[int]bool {
	agree := strings.Contains
	switch {
	case f.Kind == "strings.EqualFold":
		agree = strings.EqualFold
	case f.match == matchEqual:
		agree = func(text, needle string) bool { return text == needle || strings.ToLower(text) == needle }
	case f.match == matchPrefix:
		agree = strings.HasPrefix
	case f.match == matchSuffix:
		agree = strings.HasSuffix
	}
	out := map[int]bool{}
	for _, text := range table {
		if slices.Contains(f.Numbers, text.Number) && !slices.ContainsFunc(f.Needles, func(s string) bool { return agree(text.Message, s) }) {
			out[text.Number] = true
		}
	}
	return out
}

// callable says whether a declaration is a function that takes answers, or what
// is easily made.
func callable(p *packages.Package, decl string) bool {
	f, ok := p.Types.Scope().Lookup(decl).(*types.Func)
	if !ok || f.Signature().TypeParams().Len() > 0 || f.Signature().Results().Len() == 0 {
		return false
	}
	for v := range f.Signature().Params().Variables() {
		if !makeable(v.Type()) {
			return false
		}
	}
	return true
}

func makeable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Pointer:
		return makeable(u.Elem())
	case *types.Slice:
		return makeable(u.Elem())
	case *types.Signature:
		return u.Params().Len() == 0 && u.Results().Len() == 1 && makeable(u.Results().At(0).Type())
	case *types.Struct:
		return !strings.HasPrefix(types.TypeString(t, nil), "net/")
	}
	return false
}

// tree is a GOPATH with fixtures and a program that calls them.
type tree struct {
	t       *testing.T
	dir     string
	imports []string
}

func newTree(t *testing.T, table []apple.Text) *tree {
	tr := &tree{t: t, dir: t.TempDir()}
	var rows strings.Builder
	for _, text := range table {
		fmt.Fprintf(&rows, "\t{%d, %q},\n", text.Number, text.Message)
	}
	tr.write("main/main.go", twins)
	tr.write("main/table.go", fmt.Appendf(nil, "package main\n\nvar table = []row{\n%s}\n", rows.String()))
	return tr
}

func (tr *tree) write(path string, src []byte) {
	tr.t.Helper()
	path = filepath.Join(tr.dir, "src", path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tr.t.Fatal(err)
	}
	if err := os.WriteFile(path, src, 0o644); err != nil {
		tr.t.Fatal(err)
	}
}

// add writes a package, with edits, and a list of its functions.
func (tr *tree) add(p *packages.Package, run []string, edits map[string][]Edit) {
	tr.t.Helper()
	for _, name := range p.GoFiles {
		src, err := os.ReadFile(name)
		if err != nil {
			tr.t.Fatal(err)
		}
		if list := edits[name]; len(list) > 0 {
			src = tidied(tr.t, edited(p.Fset.File(list[0].Pos), src, list))
		}
		tr.write(p.PkgPath+"/"+filepath.Base(name), src)
	}
	if len(run) == 0 {
		return
	}
	var list strings.Builder
	for _, name := range run {
		fmt.Fprintf(&list, "\t%q: %s,\n", name, name)
	}
	tr.write(p.PkgPath+"/zz_twins.go", fmt.Appendf(nil, "package %s\n\n// Twins are called.\nvar Twins = map[string]any{\n%s}\n", p.Name, list.String()))
	tr.imports = append(tr.imports, p.PkgPath)
}

// edited applies edits, each place once.
func edited(tf *token.File, src []byte, edits []Edit) []byte {
	slices.SortFunc(edits, func(a, b Edit) int { return int(b.Pos - a.Pos) })
	end := token.Pos(tf.Base() + tf.Size() + 1)
	for _, e := range edits {
		if e.End <= end {
			src = slices.Concat(src[:tf.Offset(e.Pos)], []byte(e.New), src[tf.Offset(e.End):])
			end = e.Pos
		}
	}
	return src
}

// tidied drops the imports that several fixes together make superfluous.
func tidied(t *testing.T, src []byte) []byte {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.ParseComments)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	for _, imp := range slices.Clone(f.Imports) {
		if path, _ := strconv.Unquote(imp.Path.Value); !astutil.UsesImport(f, path) {
			astutil.DeleteNamedImport(fset, f, nameOf(imp), path)
		}
	}
	var buf bytes.Buffer
	if err := format.Node(&buf, fset, f); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func nameOf(imp *ast.ImportSpec) string {
	if imp.Name == nil {
		return ""
	}
	return imp.Name.Name
}

// run builds the program, runs it, and returns the results of the calls.
func (tr *tree) run() map[string]string {
	tr.t.Helper()
	var list, imports strings.Builder
	for i, path := range tr.imports {
		fmt.Fprintf(&imports, "\tp%d %q\n", i, path)
		fmt.Fprintf(&list, "\t%q: p%d.Twins,\n", strings.TrimPrefix(path, "message/"), i)
	}
	tr.write("main/list.go", fmt.Appendf(nil, "package main\n\nimport (\n%s)\n\nvar all = map[string]map[string]any{\n%s}\n", imports.String(), list.String()))
	cmd := exec.Command("go", "run", "main")
	cmd.Dir = tr.dir
	cmd.Env = append(os.Environ(), "GOPATH="+tr.dir, "GO111MODULE=off", "GOPROXY=off", "GOFLAGS=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		tr.t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	results := map[string]string{}
	for line := range strings.Lines(string(out)) {
		call, result, _ := strings.Cut(strings.TrimSpace(line), ": ")
		results[call] = result
	}
	return results
}
