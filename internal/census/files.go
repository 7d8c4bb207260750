package census

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// Tree examines the packages in a directory and below it, which need not belong
// to a module: the path of a directory, behind prefix, is the import path of its
// package. Files that do not fit together are packages of their own, as are
// programs. What is not in the tree is imported from the standard library.
func Tree(dir, prefix string) (*Report, error) {
	t := &tree{dir: dir, prefix: prefix, fset: token.NewFileSet(), sizes: types.SizesFor("gc", build.Default.GOARCH), known: map[string]*types.Package{}}
	if err := t.read(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", dir, err)
	}
	if err := t.standard(); err != nil {
		return nil, err
	}
	r := NewReport()
	for part := range slices.Chunk(t.check(), batch) {
		more, err := take(part)
		if err != nil {
			return nil, err
		}
		r.Add(more)
	}
	return r, nil
}

// batch is how many packages of a tree are examined at the same time.
const batch = 100

type tree struct {
	dir, prefix string
	fset        *token.FileSet
	sizes       types.Sizes
	units       []*unit
	byPath      map[string]*unit // those that can be imported
	known       map[string]*types.Package
}

// unit is what is compiled together.
type unit struct {
	path  string
	files []*ast.File
	pkg   *packages.Package // nil before it was checked
	busy  bool
}

// read parses all files that are compiled here.
func (t *tree) read() error {
	byDir := map[string]map[string][]*ast.File{} // by the name of the package
	err := filepath.WalkDir(t.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		if ok, err := build.Default.MatchFile(filepath.Dir(name), filepath.Base(name)); err != nil || !ok {
			return nil //nolint:nilerr // it is not for this platform, or is odd on purpose
		}
		f, err := parser.ParseFile(t.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil || f.Name == nil {
			return nil //nolint:nilerr // it is not Go
		}
		rel, err := filepath.Rel(t.dir, filepath.Dir(name))
		if err != nil {
			return err
		}
		at := path.Join(t.prefix, filepath.ToSlash(rel))
		if byDir[at] == nil {
			byDir[at] = map[string][]*ast.File{}
		}
		byDir[at][f.Name.Name] = append(byDir[at][f.Name.Name], f)
		return nil
	})
	if err != nil {
		return err
	}
	t.byPath = map[string]*unit{}
	for _, at := range slices.Sorted(maps.Keys(byDir)) {
		for _, name := range slices.Sorted(maps.Keys(byDir[at])) {
			files := byDir[at][name]
			if name == "main" || len(byDir[at]) > 1 {
				for _, f := range files {
					t.units = append(t.units, &unit{path: path.Join(at, filepath.Base(t.fset.File(f.FileStart).Name())), files: []*ast.File{f}})
				}
				continue
			}
			u := &unit{path: at, files: files}
			t.units = append(t.units, u)
			t.byPath[at] = u
		}
	}
	return nil
}

// std are the paths of the standard library.
var std = sync.OnceValues(func() (map[string]bool, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName}, "std")
	if err != nil {
		return nil, fmt.Errorf("listing the standard library: %w", err)
	}
	exists := map[string]bool{}
	for _, p := range pkgs {
		exists[p.PkgPath] = true
	}
	return exists, nil
})

// standard loads what the tree imports and does not have.
func (t *tree) standard() error {
	exists, err := std()
	if err != nil {
		return err
	}
	var paths []string
	for _, u := range t.units {
		for _, f := range u.files {
			for _, spec := range f.Imports {
				if at := strings.Trim(spec.Path.Value, "`\""); exists[at] && t.byPath[at] == nil {
					paths = append(paths, at)
				}
			}
		}
	}
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	mode := packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: os.TempDir()}, slices.Compact(paths)...)
	if err != nil {
		return fmt.Errorf("loading what is imported: %w", err)
	}
	packages.Visit(pkgs, nil, func(p *packages.Package) { t.known[p.PkgPath] = p.Types })
	return nil
}

// check type-checks every unit.
func (t *tree) check() []*packages.Package {
	var all []*packages.Package
	for _, u := range t.units {
		t.checkUnit(u)
		if u.pkg != nil {
			all = append(all, u.pkg)
		}
	}
	return all
}

func (t *tree) checkUnit(u *unit) {
	if u.pkg != nil || u.busy {
		return
	}
	u.busy = true
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	config := types.Config{Sizes: t.sizes, Importer: importer(t.importPath), Error: func(error) {}}
	pkg, err := config.Check(u.path, t.fset, u.files, info)
	u.busy = false
	u.pkg = &packages.Package{
		ID: u.path, PkgPath: u.path, Name: pkg.Name(), Fset: t.fset, Syntax: u.files,
		Types: pkg, TypesInfo: info, TypesSizes: t.sizes, IllTyped: err != nil,
	}
}

func (t *tree) importPath(at string) (*types.Package, error) {
	if at == "unsafe" {
		return types.Unsafe, nil
	}
	if u := t.byPath[at]; u != nil {
		t.checkUnit(u)
		if u.pkg != nil && !u.pkg.IllTyped {
			return u.pkg.Types, nil
		}
	} else if p := t.known[at]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", at)
}

type importer func(string) (*types.Package, error)

// Import makes it a types.Importer.
func (f importer) Import(at string) (*types.Package, error) { return f(at) }
