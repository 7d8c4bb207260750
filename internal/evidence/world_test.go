package evidence

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/txtar"
)

// world holds small packages; importers see each other's export data and
// facts only, as they do under go vet.
type world struct {
	t        *testing.T
	fset     *token.FileSet
	imports  map[string]*types.Package
	facts    map[string]*Fact
	evidence map[string]*Evidence
	packages map[string]*types.Package
	files    map[string][]*ast.File
	info     map[string]*types.Info
	noFacts  bool // importers see export data only
}

// stubs are the parts of other people's packages that the fixtures use.
const stubs = `
-- encoding/json --
package json
type Number string
func (n Number) Int64() (int64, error) { return 0, nil }
func Unmarshal(data []byte, v any) error { return nil }
-- slices --
package slices
func Contains[S ~[]E, E comparable](s S, v E) bool { return false }
-- strings --
package strings
func Contains(s, substr string) bool { return false }
-- strconv --
package strconv
func Atoi(s string) (int, error) { return 0, nil }
func Itoa(i int) string { return "" }
-- fmt --
package fmt
func Println(a ...any) (n int, err error) { return 0, nil }
-- net/url --
package url
type Values map[string][]string
func (v Values) Get(key string) string { return "" }
-- example.org/gjson --
package gjson
type Result struct{ Raw string }
func (r Result) Int() int64 { return 0 }
func (r Result) String() string { return "" }
func (r Result) Get(path string) Result { return r }
func Get(json, path string) Result { return Result{} }
func GetBytes(json []byte, path string) Result { return Result{} }
-- example.org/jsonparser --
package jsonparser
func GetString(data []byte, keys ...string) (string, error) { return "", nil }
func GetInt(data []byte, keys ...string) (int64, error) { return 0, nil }
-- example.org/log --
package log
func Warn(msg string, args ...any) {}
func Int(key string, value int) any { return nil }
-- example.org/set --
package set
type Set struct{ m map[int]bool }
func Of(n ...int) *Set { return nil }
func (s *Set) Has(n int) bool { return false }
`

func newWorld(t *testing.T, archive string, noFacts ...bool) *world {
	t.Helper()
	w := &world{
		t: t, noFacts: len(noFacts) > 0, fset: token.NewFileSet(),
		imports: make(map[string]*types.Package), packages: make(map[string]*types.Package),
		facts: make(map[string]*Fact), evidence: make(map[string]*Evidence), files: make(map[string][]*ast.File), info: make(map[string]*types.Info),
	}
	for _, text := range []string{stubs, archive} {
		for _, f := range txtar.Parse([]byte(text)).Files {
			w.add(f.Name, string(f.Data))
		}
	}
	return w
}

// add checks one package and weighs it. The files of others are part of the
// package, but do not count.
func (w *world) add(path, src string, others ...string) {
	w.t.Helper()
	var files []*ast.File
	for i, text := range append([]string{src}, others...) {
		file, err := parser.ParseFile(w.fset, fmt.Sprintf("%s/%d.go", path, i), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			w.t.Fatal(err)
		}
		files = append(files, file)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
		Implicits: make(map[ast.Node]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Instances: make(map[*ast.Ident]types.Instance), Scopes: make(map[ast.Node]*types.Scope),
	}
	conf := types.Config{Importer: w, GoVersion: "go1.25"}
	pkg, err := conf.Check(path, w.fset, files, info)
	if err != nil {
		w.t.Fatal(err)
	}
	var facts []*Fact
	for _, imp := range pkg.Imports() {
		if !w.noFacts {
			facts = append(facts, w.facts[imp.Path()])
		}
	}
	e := Collect(Source{Fset: w.fset, Files: files[:1], Pkg: pkg, Info: info}, facts)
	w.evidence[path], w.packages[path], w.files[path] = e, pkg, files[:1]
	w.info[path] = info
	w.facts[path] = transported(w.t, e.Fact())

	var data bytes.Buffer
	if err := gcexportdata.Write(&data, w.fset, pkg); err != nil {
		w.t.Fatal(err)
	}
	if _, err := gcexportdata.Read(&data, w.fset, w.imports, path); err != nil {
		w.t.Fatal(err)
	}
}

// Import implements types.Importer with export data.
func (w *world) Import(path string) (*types.Package, error) {
	if p := w.imports[path]; p != nil && p.Complete() {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// transported is a fact after its way through a file.
func transported(t *testing.T, f *Fact) *Fact {
	t.Helper()
	if f == nil {
		return nil
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(f); err != nil {
		t.Fatal(err)
	}
	out := new(Fact)
	if err := gob.NewDecoder(&data).Decode(out); err != nil {
		t.Fatal(err)
	}
	return out
}

// typ is the type of "Name" in the package at path, or of "import/path.Name"
// in what it imports.
func (w *world) typ(path, name string) types.Type {
	w.t.Helper()
	pkg := w.packages[path]
	if i := strings.LastIndex(name, "."); i >= 0 {
		pkg, name = w.imports[name[:i]], name[i+1:]
	}
	if pkg == nil || pkg.Scope().Lookup(name) == nil {
		w.t.Fatalf("no %s for %s", name, path)
	}
	return pkg.Scope().Lookup(name).Type()
}
