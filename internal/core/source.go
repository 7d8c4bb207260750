package core

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/evidence"
)

// source tells the files of a package apart.
type source struct {
	pass      *analysis.Pass
	plain     []*ast.File          // those that are not tests
	generated map[*token.File]bool // by the file that is compiled
}

func newSource(pass *analysis.Pass) *source {
	s := &source{pass: pass, generated: map[*token.File]bool{}}
	for _, f := range pass.Files {
		if !strings.HasSuffix(original(pass.Fset, f), "_test.go") {
			s.plain = append(s.plain, f)
		}
		s.generated[pass.Fset.File(f.FileStart)] = generated(pass.Fset, f)
	}
	return s
}

// original is the file that was written: cgo, for one, hands the compiler a
// translation of it.
func original(fset *token.FileSet, f *ast.File) string { return fset.Position(f.Package).Filename }

// generated says whether the original of f is generated. The header that a
// translation was given does not count: it lies outside the original.
func generated(fset *token.FileSet, f *ast.File) bool {
	header := &ast.File{Package: f.Package}
	for _, group := range f.Comments {
		if group.Pos() > f.Package {
			break
		}
		own := &ast.CommentGroup{}
		for _, c := range group.List {
			if fset.Position(c.Slash).Filename == original(fset, f) {
				own.List = append(own.List, c)
			}
		}
		header.Comments = append(header.Comments, own)
	}
	return ast.IsGenerated(header)
}

// files are those that count.
func (s *source) files(tests bool) []*ast.File {
	if tests {
		return s.pass.Files
	}
	return s.plain
}

// hasTests says whether it makes a difference that tests count.
func (s *source) hasTests() bool { return len(s.plain) < len(s.pass.Files) }

// isGenerated says whether pos is in a generated file.
func (s *source) isGenerated(pos token.Pos) bool { return s.generated[s.pass.Fset.File(pos)] }

// imports are the direct imports of the files that count, by path.
func (s *source) imports(tests bool) []*types.Package {
	var pkgs []*types.Package
	for _, f := range s.files(tests) {
		for _, spec := range f.Imports {
			if name := s.pass.TypesInfo.PkgNameOf(spec); name != nil && !slices.Contains(pkgs, name.Imported()) {
				pkgs = append(pkgs, name.Imported())
			}
		}
	}
	slices.SortFunc(pkgs, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return pkgs
}

// variant is the package with or without its tests.
func (s *source) variant(tests bool) (*evidence.Source, error) {
	if tests {
		return s.asLoaded(s.pass.Files), nil
	}
	return s.withoutTests()
}

// asLoaded is the package as the driver hands it over, or some files of it.
func (s *source) asLoaded(files []*ast.File) *evidence.Source {
	return &evidence.Source{Fset: s.pass.Fset, Files: files, Pkg: s.pass.Pkg, Info: s.pass.TypesInfo}
}

// withoutTests is the package as if its test files did not exist: drivers hand
// over the variant that is compiled for testing, whose test files may add
// methods, implementations and assignments. It is type-checked again for that.
// It is nil where nothing is left.
func (s *source) withoutTests() (*evidence.Source, error) {
	switch {
	case len(s.plain) == 0:
		return nil, nil
	case !s.hasTests():
		return s.asLoaded(s.plain), nil
	}
	pkg, info, err := check(s.pass, s.pass.Pkg.Path(), s.pass.Pkg.GoVersion(), s.plain, s.importer())
	if err != nil {
		return nil, err
	}
	return &evidence.Source{Fset: s.pass.Fset, Files: s.plain, Pkg: pkg, Info: info}, nil
}

// check type-checks files again.
func check(pass *analysis.Pass, path, goVersion string, files []*ast.File, known types.Importer) (*types.Package, *types.Info, error) {
	info := &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
	config := &types.Config{Importer: known, Sizes: pass.TypesSizes, GoVersion: goVersion}
	pkg, err := config.Check(path, pass.Fset, files, info)
	return pkg, info, err
}

// importer finds what the package imports already.
func (s *source) importer() types.Importer {
	known := importer{}
	for _, f := range s.plain {
		for _, spec := range f.Imports {
			if name := s.pass.TypesInfo.PkgNameOf(spec); name != nil {
				known[strings.Trim(spec.Path.Value, "`\"")] = name.Imported()
			}
		}
	}
	return known
}

type importer map[string]*types.Package

func (m importer) Import(path string) (*types.Package, error) {
	if pkg, ok := m[path]; ok {
		return pkg, nil
	}
	return nil, fmt.Errorf("%s is not imported", path)
}
