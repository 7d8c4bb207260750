package unit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"os"
)

// loaded is a package with syntax and types.
type loaded struct {
	config *Config
	source *sources
	fset   *token.FileSet
	files  []*ast.File
	sizes  types.Sizes
	pkg    *types.Package
	info   *types.Info
}

// load parses and type-checks a package. An error in it is one of those that
// illTyped knows.
func load(c *Config, source *sources) (*loaded, error) {
	p := &loaded{config: c, source: source, fset: token.NewFileSet(), sizes: types.SizesFor(c.Compiler, build.Default.GOARCH)}
	for _, name := range c.GoFiles {
		text, err := source.read(name)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(p.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.files = append(p.files, f)
	}
	p.info = &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Instances:    map[*ast.Ident]types.Instance{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}
	config := &types.Config{Importer: exports(c, p.fset), Sizes: p.sizes, GoVersion: c.GoVersion}
	var err error
	p.pkg, err = config.Check(c.ImportPath, p.fset, p.files, p.info)
	return p, err
}

// illTyped says whether an error tells of a package that does not compile.
func illTyped(err error) bool {
	var one *scanner.Error
	var list scanner.ErrorList
	var check types.Error
	return errors.As(err, &one) || errors.As(err, &list) || errors.As(err, &check)
}

// exports imports packages from what the compiler has exported.
func exports(c *Config, fset *token.FileSet) types.Importer {
	byPath := importer.ForCompiler(fset, c.Compiler, func(path string) (io.ReadCloser, error) {
		file, ok := c.PackageFile[path]
		if !ok {
			return nil, fmt.Errorf("go vet has no export data of %s: run it with -%s", path, Flag)
		}
		return os.Open(file)
	})
	return importing(func(path string) (*types.Package, error) {
		path, err := c.resolve(path)
		if err != nil {
			return nil, err
		}
		return byPath.Import(path)
	})
}

type importing func(path string) (*types.Package, error)

func (f importing) Import(path string) (*types.Package, error) { return f(path) }
