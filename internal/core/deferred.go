package core

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"go/parser"
	"go/types"
	"io"
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
	sources
	once sync.Once
	fact *Fact
}

type sources struct {
	Module    string // its version, "" for the user's own
	GoVersion string
	Files     []file // without tests
}

type file struct {
	Name string
	Sum  [sha256.Size]byte // of what it contained
}

// deferred notes how to come back to a package.
func (s *source) deferred() (*Deferred, error) {
	d := &Deferred{sources: sources{GoVersion: s.pass.Pkg.GoVersion()}}
	if s.pass.Module != nil {
		d.Module = s.pass.Module.Version
	}
	for _, f := range s.plain {
		name := s.pass.Fset.File(f.FileStart).Name()
		text, err := s.pass.ReadFile(name)
		if err != nil {
			return nil, err
		}
		d.Files = append(d.Files, file{name, sha256.Sum256(text)})
	}
	return d, nil
}

// GobEncode writes it as gob.
func (d *Deferred) GobEncode() ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(d.sources)
	return b.Bytes(), err
}

// GobDecode reads it. A file that is no longer what it was, which happens in
// another checkout of the same code, is an io.EOF: that is what golangci-lint
// understands as a fact that is not there.
func (d *Deferred) GobDecode(data []byte) error {
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&d.sources); err != nil {
		return err
	}
	for _, f := range d.Files {
		if _, err := f.read(); err != nil {
			return fmt.Errorf("%w (%w)", io.EOF, err)
		}
	}
	return nil
}

func (f file) read() ([]byte, error) {
	text, err := os.ReadFile(f.Name)
	if err == nil && sha256.Sum256(text) != f.Sum {
		err = fmt.Errorf("%s has changed", f.Name)
	}
	return text, err
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
			d.fact = &Fact{content{Version: version, Failures: w.failures}}
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
		Module:            &analysis.Module{Version: d.Module},
		ImportPackageFact: by.ImportPackageFact,
	}
	texts := map[string][]byte{}
	pass.ReadFile = func(name string) ([]byte, error) { return texts[name], nil }
	for _, f := range d.Files {
		text, err := f.read()
		if err != nil {
			return nil, err
		}
		syntax, err := parser.ParseFile(pass.Fset, f.Name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		texts[f.Name] = text
		pass.Files = append(pass.Files, syntax)
	}
	known := importer{"unsafe": types.Unsafe}
	for _, imp := range pkg.Imports() {
		known[imp.Path()] = imp
	}
	var err error
	pass.Pkg, pass.TypesInfo, err = check(pass, pkg.Path(), d.GoVersion, pass.Files, known)
	return pass, err
}
