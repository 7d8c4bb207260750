package mutate_test

import (
	"fmt"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/mutate"
	"github.com/vpplint/vpplint/internal/replay"
)

// fixtures are the programs that are changed.
const fixtures = "../../testdata/src"

// programs are the fixtures, one program a theme, by name, with what it imports
// of other themes.
var programs = sync.OnceValues(func() (map[string]mutate.Program, error) {
	dir, err := filepath.Abs(fixtures)
	if err != nil {
		return nil, err
	}
	tree := os.DirFS(dir)
	themes, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	all := map[string]mutate.Program{}
	for _, theme := range themes {
		p, err := mutate.Read(tree, theme.Name())
		if err != nil {
			return nil, err
		}
		for _, path := range p.Imports() {
			if _, err := fs.Stat(tree, path); err != nil {
				continue
			}
			other, err := mutate.Read(tree, path)
			if err != nil {
				return nil, err
			}
			maps.Copy(p, other)
		}
		all[theme.Name()] = p
	}
	return all, nil
})

// parts are the packages of all programs, by their paths, each with those that
// it imports: what is changed many times must not be large.
var parts = sync.OnceValues(func() (map[string]mutate.Program, error) {
	all, err := programs()
	if err != nil {
		return nil, err
	}
	small := map[string]mutate.Program{}
	for _, p := range all {
		for _, at := range p.Paths() {
			small[at] = p.Only(at)
		}
	}
	return small, nil
})

// standard is what the fixtures import from the standard library.
var standard = sync.OnceValues(func() (importer, error) {
	all, err := programs()
	if err != nil {
		return nil, err
	}
	paths := []string{"testing", "time"}
	for _, p := range all {
		paths = append(paths, p.Imports()...)
	}
	slices.Sort(paths)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedExportFile}, slices.Compact(paths)...)
	if err != nil {
		return nil, err
	}
	known := importer{}
	packages.Visit(pkgs, nil, func(p *packages.Package) { known[p.PkgPath] = p.Types })
	return known, nil
})

type importer map[string]*types.Package

func (m importer) Import(path string) (*types.Package, error) {
	if pkg := m[path]; pkg != nil {
		return pkg, nil
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

func check(t testing.TB, p mutate.Program) ([]*mutate.Checked, error) {
	t.Helper()
	std, err := standard()
	if err != nil {
		t.Fatal(err)
	}
	return p.Check(std)
}

// patience is how long one program may take before it counts as a hang. The
// largest takes seconds.
const patience = 5 * time.Minute

// hasty are all rules with a smaller budget for what is replayed: an input that
// takes ten seconds counts as a hang.
func hasty() []*analysis.Analyzer {
	helper := core.New(core.Hooks{Budget: replay.Budget{Runs: 200, Choices: 400, Steps: 60_000, Total: 300_000, Lost: 4, Depth: 2000, Sends: 100}})
	var suite []*analysis.Analyzer
	for _, a := range analyzer.All() {
		rule := *a
		rule.Requires = []*analysis.Analyzer{helper}
		suite = append(suite, &rule)
	}
	return suite
}

// lint looks at a program with rules. A failure of vpplint is an error.
func lint(t testing.TB, rules []*analysis.Analyzer, pkgs []*mutate.Checked) []analysed {
	t.Helper()
	hang := time.AfterFunc(patience, func() { panic("vpplint hangs") })
	defer hang.Stop()
	loaded := map[*mutate.Checked]*packages.Package{}
	var roots []*packages.Package
	t.Chdir(t.TempDir())
	for _, c := range pkgs {
		p := &packages.Package{
			ID: c.Path, PkgPath: c.Path, Name: c.Types.Name(), Fset: c.Fset, Syntax: c.Files, Types: c.Types, TypesInfo: c.Info,
			TypesSizes: types.SizesFor("gc", "amd64"), Imports: map[string]*packages.Package{},
		}
		for _, imp := range c.Imports {
			p.Imports[imp.Path] = loaded[imp]
		}
		loaded[c] = p
		for name, text := range c.Texts { // the gate reads files
			if err := os.MkdirAll(c.Path, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(c.Path, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		roots = append(roots, p)
	}
	graph, err := checker.Analyze(rules, roots, &checker.Options{Sequential: false})
	if err != nil {
		t.Fatal(err)
	}
	var all []analysed
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Error(act.Err)
			continue
		}
		for _, f := range act.Result.([]finding.Finding) {
			if f.Category == finding.Internal {
				t.Errorf("%s: %s", act.Package.PkgPath, f.Message)
			}
			all = append(all, analysed{act.Package, act.Analyzer.Name, f})
		}
	}
	return all
}

// analysed is a finding in a package.
type analysed struct {
	pkg  *packages.Package
	rule string
	finding.Finding
}

// place is a finding with all that may not change from run to run.
func (a analysed) place() string {
	return fmt.Sprintf("%s: %s (%s) %v %v", a.pkg.Fset.Position(a.Pos), a.Message, a.rule, a.Numbers, a.Needles)
}

// meaning is a finding with what may not change where the program means the
// same.
func (a analysed) meaning() string {
	text := fmt.Sprintf("%s %s.%s: %s %v %v", a.rule, a.pkg.PkgPath, a.Decl, a.Kind, a.Numbers, a.Needles)
	if a.Schedule != nil {
		text += fmt.Sprintf(" %+v", *a.Schedule)
	}
	return strings.ReplaceAll(text, mutate.Mark, "")
}

func texts(all []analysed, text func(analysed) string) []string {
	var out []string
	for _, a := range all {
		out = append(out, text(a))
	}
	slices.Sort(out)
	return out
}
