package core

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// Deferring returns a helper analyzer for drivers that look at all packages in
// one process, where the sources of a package can be read when an importer is
// looked at, and where the facts of all packages below it can be asked for. It
// puts off the translation of packages that do not speak VPP until a package
// that does asks for their helpers: most are never asked. It finds the same as
// the one of New.
func Deferring(hooks Hooks) *analysis.Analyzer { return helper(hooks, true) }

// Deferred is told instead of what a package may have to tell of its helpers:
// where its sources are.
type Deferred struct {
	module    string // its version, "" for the user's own
	goVersion string
	files     []string // without tests
	once      sync.Once
	fact      *Fact
}

// deferred notes how to come back to a package.
func (s *source) deferred() *Deferred {
	d := &Deferred{goVersion: s.pass.Pkg.GoVersion()}
	if s.pass.Module != nil {
		d.module = s.pass.Module.Version
	}
	d.files = namesOf(s.pass.Fset, s.plain)
	return d
}

// namesOf are the names of files.
func namesOf(fset *token.FileSet, files []*ast.File) []string {
	var names []string
	for _, f := range files {
		names = append(names, fset.File(f.FileStart).Name())
	}
	return names
}

// told is what pkg, which the package of by imports, would have told if it had not been
// put off.
func (d *Deferred) told(by *analysis.Pass, pkg *types.Package, hooks Hooks) *Fact {
	d.once.Do(func() {
		w := watch{pkg: pkg, hooks: hooks}
		w.guard(Types, func() error {
			pass, err := d.load(by, pkg)
			if err == nil {
				d.fact = analyze(pass, hooks, false).plain.fact()
			}
			return err
		})
		if d.fact == nil {
			d.fact = &Fact{Version: version, Failures: w.failures}
		}
	})
	return d.fact
}

// load parses and checks the package again: nothing has been kept of it.
func (d *Deferred) load(by *analysis.Pass, pkg *types.Package) (*analysis.Pass, error) {
	pass := &analysis.Pass{
		Analyzer:          by.Analyzer,
		Fset:              by.Fset,
		TypesSizes:        by.TypesSizes,
		Module:            &analysis.Module{Version: d.module},
		ImportPackageFact: by.ImportPackageFact,
	}
	texts := map[string][]byte{}
	pass.ReadFile = func(name string) ([]byte, error) { return texts[name], nil }
	for _, name := range d.files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		syntax, err := parser.ParseFile(pass.Fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		texts[name] = text
		pass.Files = append(pass.Files, syntax)
	}
	known := importer{"unsafe": types.Unsafe}
	for _, imp := range pkg.Imports() {
		known[imp.Path()] = imp
	}
	var err error
	pass.Pkg, pass.TypesInfo, err = check(pass, pkg.Path(), d.goVersion, pass.Files, known)
	return pass, err
}
