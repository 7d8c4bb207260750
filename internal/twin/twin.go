// Package twin compares the schedules that replay predicts with real ones: the
// same functions are compiled and run against a pinned service, in virtual
// time.
package twin

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/retry"
)

// Workspace is a directory with a Go module for each theme, whose import paths
// begin with the theme's name.
type Workspace struct {
	Dir    string
	themes []string
}

// Copy makes a workspace in dir of themes, which are folders of src.
func Copy(dir, src string, themes ...string) (*Workspace, error) {
	w := &Workspace{Dir: dir, themes: themes}
	work := "go 1.26.0\n\nuse ./" + runner + "\n"
	for _, theme := range themes {
		work += "use ./" + theme + "\n"
		if err := os.CopyFS(filepath.Join(dir, theme), os.DirFS(filepath.Join(src, theme))); err != nil {
			return nil, err
		}
		if err := w.write(theme+"/go.mod", "module "+theme+"\n\ngo 1.26.0\n"); err != nil {
			return nil, err
		}
	}
	if err := w.writeHarness(); err != nil {
		return nil, err
	}
	return w, w.write("go.work", work)
}

func (w *Workspace) write(name, text string) error {
	file := filepath.Join(w.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o666)
}

// env makes the go command look at nothing but the workspace.
func (w *Workspace) env() []string {
	return append(os.Environ(), "GO111MODULE=on", "GOWORK="+filepath.Join(w.Dir, "go.work"), "GOFLAGS=", "GOPROXY=off", "PWD="+w.Dir)
}

// Package is a package of a theme, as the analysis has it.
type Package struct {
	Path    string
	Entries []Entry
	result  *core.Result
}

// Load analyses the packages of all themes.
func (w *Workspace) Load() ([]*Package, error) {
	var patterns []string
	for _, theme := range w.themes {
		patterns = append(patterns, theme+"/...")
	}
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule,
		Dir: w.Dir,
		Env: w.env(),
	}, patterns...)
	if err != nil {
		return nil, err
	}
	var broken []string
	packages.Visit(loaded, nil, func(p *packages.Package) {
		for _, err := range p.Errors {
			broken = append(broken, err.Error())
		}
	})
	if len(broken) > 0 {
		return nil, fmt.Errorf("the fixtures do not compile:\n%s", strings.Join(broken, "\n"))
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{core.Analyzer}, loaded, nil)
	if err != nil {
		return nil, err
	}
	var out []*Package
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, act.Err
		}
		out = append(out, &Package{
			Path:    act.Package.PkgPath,
			Entries: entries(act.Package),
			result:  act.Result.(*core.Result),
		})
	}
	return out, nil
}

// Cost says what it costs to replay the package.
func (p *Package) Cost(limits retry.Limits) retry.Stats { return p.result.Replays(limits) }
