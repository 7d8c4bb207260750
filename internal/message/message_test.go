package message

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// world is the fixtures after the analysis.
type world struct {
	pkgs     map[string]*packages.Package // by the last element of the path
	findings map[string][]Finding
	facts    map[string]*Fact
	evs      map[string]*evidence.Evidence
	sizes    map[string]int
}

// load analyses the fixtures in the order of their imports. Facts travel as
// bytes, and only those of direct imports are shown.
func load(t testing.TB, patterns ...string) *world {
	t.Helper()
	gopath, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	cfg := &packages.Config{
		Mode: packages.LoadSyntax,
		Dir:  filepath.Join(gopath, "src", "message"),
		Env:  append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOPROXY=off"),
	}
	roots, err := packages.Load(cfg, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{map[string]*packages.Package{}, map[string][]Finding{}, map[string]*Fact{}, map[string]*evidence.Evidence{}, map[string]int{}}
	isRoot := map[string]bool{}
	for _, p := range roots {
		for _, e := range p.Errors {
			t.Fatal(e)
		}
		isRoot[p.PkgPath] = true
	}
	packages.Visit(roots, nil, func(p *packages.Package) {
		if isRoot[p.PkgPath] {
			w.analyze(t, p)
		}
	})
	return w
}

func (w *world) analyze(t testing.TB, p *packages.Package) {
	name := strings.TrimPrefix(p.PkgPath, "message/")
	in := w.input(p)
	findings, fact := Analyze(in)
	w.pkgs[name], w.findings[name], w.evs[name] = p, findings, in.Evidence
	w.facts[name], w.sizes[name] = travel(t, fact)

	// The same input yields the same output.
	in.SSA = build(p)
	again, factAgain := Analyze(in)
	if a, b := describe(p.Fset, findings), describe(p.Fset, again); !slices.Equal(a, b) {
		t.Errorf("%s: findings differ from run to run:\n%s\n%s", name, a, b)
	}
	if !reflect.DeepEqual(fact, factAgain) {
		t.Errorf("%s: facts differ from run to run", name)
	}
}

// input is what is known of a package and its direct imports.
func (w *world) input(p *packages.Package) Input {
	src := evidence.Source{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}
	var evs []*evidence.Fact
	imports := map[string]*Fact{}
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		short, ok := strings.CutPrefix(path, "message/")
		if !ok {
			continue
		}
		if e := w.evs[short]; e != nil && e.Fact() != nil {
			evs = append(evs, e.Fact())
		}
		if f, ok := w.facts[short]; ok {
			imports[path] = f
		}
	}
	return Input{Source: src, Evidence: evidence.Collect(src, evs), SSA: build(p), Imports: imports}
}

// travel encodes and decodes a fact.
func travel(t testing.TB, f *Fact) (*Fact, int) {
	t.Helper()
	if f == nil {
		return nil, 0
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(f); err != nil {
		t.Fatal(err)
	}
	n := buf.Len()
	out := new(Fact)
	if err := gob.NewDecoder(&buf).Decode(out); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(f, out) {
		t.Errorf("a fact changes on its way:\n%+v\n%+v", f, out)
	}
	return out, n
}

// build makes SSA of one package; its imports are types only.
func build(p *packages.Package) *ssa.Package {
	prog := ssa.NewProgram(p.Fset, 0)
	made := map[*types.Package]bool{}
	var create func([]*types.Package)
	create = func(ps []*types.Package) {
		for _, q := range ps {
			if !made[q] {
				made[q] = true
				prog.CreatePackage(q, nil, nil, true)
				create(q.Imports())
			}
		}
	}
	create(p.Types.Imports())
	pkg := prog.CreatePackage(p.Types, p.Syntax, p.TypesInfo, false)
	pkg.Build()
	return pkg
}

func describe(fset *token.FileSet, fs []Finding) (out []string) {
	for _, f := range fs {
		pos := fset.Position(f.Pos)
		out = append(out, fmt.Sprintf("%s:%d:%d %s %s %q %v %q %d", filepath.Base(pos.Filename), pos.Line, pos.Column, f.Decl, f.Kind, f.Needles, f.Numbers, f.Via, len(f.Edits)))
	}
	return out
}

// TestFindings looks at what the texts of the rule do not show; what is found,
// and where, is compared with the want comments by the tests of the rule.
func TestFindings(t *testing.T) {
	w := load(t, "./...")
	total := 0
	for _, name := range slices.Sorted(maps.Keys(w.findings)) {
		for _, f := range w.findings[name] {
			total++
			if f.Decl == "" || f.End <= f.Pos || f.Kind == "" {
				t.Errorf("%s: a finding without declaration, end or kind: %+v", place(w.pkgs[name].Fset, f.Pos), f)
			}
		}
	}
	if total == 0 {
		t.Error("nothing is found")
	}
}

func place(fset *token.FileSet, pos token.Pos) string {
	p := fset.Position(pos)
	return filepath.Base(p.Filename) + ":" + strconv.Itoa(p.Line)
}

// BenchmarkAnalyze looks at each package of the fixtures once.
func BenchmarkAnalyze(b *testing.B) {
	w := load(b, "./...")
	names := slices.Sorted(maps.Keys(w.pkgs))
	for b.Loop() {
		for _, name := range names {
			in := w.input(w.pkgs[name])
			Analyze(in)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(names)), "µs/package")
}
