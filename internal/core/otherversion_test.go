package core_test

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
)

// answers and user are two packages: that the first speaks VPP, and how its
// helper retries, is only known by its fact.
const (
	answers = `package answers

type Response struct {
	Number int    ` + "`json:\"errorNumber\"`" + `
	Text   string ` + "`json:\"errorMessage\"`" + `
}

func (r *Response) Busy() bool { return r.Number == 9603 }

func Often(send func() (*Response, error)) error {
	for {
		if r, err := send(); err != nil || r.Number == 0 {
			return err
		}
	}
}
`
	user = `package user

import "answers"

type client interface{ Assign(serial string) (*answers.Response, error) }

func Assign(c client) error {
	return answers.Often(func() (*answers.Response, error) { return c.Assign("C02XG0FDH05T") })
}

func Busy(r *answers.Response) bool { return r.Text == "busy" }
`
)

// A driver may keep facts for longer than a version of vpplint lives. What
// another version wrote is ignored, whatever its form is; nothing of it is
// misread.
func TestFactsOfAnotherVersionAreIgnored(t *testing.T) {
	own := tells(t)
	if messages, retries := importing(t, own); messages != 1 || retries != 2 {
		t.Fatalf("%d and %d findings with a fact of this version, want 1 and 2", messages, retries)
	}
	other := bytes.Clone(own)
	other[0]++
	for name, data := range map[string][]byte{
		"the same form":     other,
		"another form":      append(other[:1:1], "something else"...),
		"nothing behind it": other[:1],
	} {
		var f core.Fact
		if err := f.GobDecode(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if f.Evidence != nil || f.Message != nil || len(f.Bodies)+len(f.Failures) > 0 {
			t.Errorf("%s: it was read as %+v", name, &f)
		}
		if messages, retries := importing(t, data); messages+retries > 0 {
			t.Errorf("%s: %d and %d findings by a fact that says nothing", name, messages, retries)
		}
	}
}

// Any bytes in the place of a fact are an error, or a fact that its importers
// can live with.
func FuzzFact(f *testing.F) {
	own := tells(f)
	f.Add(own)
	f.Add(own[:len(own)/2])
	f.Add(own[:1])
	f.Add([]byte{})
	f.Add([]byte{3, 1, 2, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		importing(t, data)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > uint64(1<<30+5000*len(data)) {
			t.Errorf("%d bytes took %d", len(data), took)
		}
	})
}

// tells is the fact of answers, as drivers keep it.
func tells(t testing.TB) []byte {
	t.Helper()
	var data []byte
	pass := passOf(t, "answers", answers, nil)
	pass.ExportPackageFact = func(fact analysis.Fact) {
		var err error
		if data, err = fact.(*core.Fact).GobEncode(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := core.New(core.Hooks{}).Run(pass); err != nil {
		t.Fatal(err)
	}
	return data
}

// importing counts the findings in user, while data is what is kept of answers.
func importing(t testing.TB, data []byte) (messages, retries int) {
	t.Helper()
	pass := passOf(t, "user", user, passOf(t, "answers", answers, nil).Pkg)
	pass.ImportPackageFact = func(_ *types.Package, fact analysis.Fact) bool {
		return fact.(*core.Fact).GobDecode(data) == nil
	}
	pass.ExportPackageFact = func(analysis.Fact) {}
	result, err := core.New(core.Hooks{}).Run(pass)
	if err != nil {
		t.Fatal(err)
	}
	o := core.Options{MaxAttempts: 5, EscalatedDelay: time.Minute}
	r := result.(*core.Result)
	messages, retries = len(r.Message(o)), len(r.Retry(o))
	for _, f := range r.Failures(o) {
		if f.Function != "" { // not from data: that holds none
			t.Errorf("it panics: %+v", f)
		}
	}
	return messages, retries
}

// passOf is a package of one file, with one import at most.
func passOf(t testing.TB, name, src string, imported *types.Package) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name+".go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	config := types.Config{Sizes: types.SizesFor("gc", "amd64"), Importer: only{imported}}
	pkg, err := config.Check(name, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{
		Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info, TypesSizes: config.Sizes,
		ReadFile:          func(string) ([]byte, error) { return []byte(src), nil },
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
	}
}

// only imports one package.
type only struct{ pkg *types.Package }

func (o only) Import(path string) (*types.Package, error) {
	if o.pkg != nil && path == o.pkg.Path() {
		return o.pkg, nil
	}
	return importer.Default().Import(path)
}
