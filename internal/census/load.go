package census

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"
)

// syntaxMode takes what is imported from export data.
const syntaxMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedExportFile |
	packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule

// Source is a package before it is loaded.
type Source struct {
	Path    string
	Module  string // "" for the standard library
	Version string // of the module
	Bytes   int64  // of its Go files
}

// List lists the packages that patterns name in a directory, and with deps also
// those that they import, save for the standard library.
func List(dir string, deps bool, patterns ...string) ([]Source, error) {
	mode := packages.NeedName | packages.NeedFiles | packages.NeedModule
	if deps {
		mode |= packages.NeedImports | packages.NeedDeps
	}
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: dir}, patterns...)
	if err != nil {
		return nil, fmt.Errorf("listing packages: %w", err)
	}
	var all []Source
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if len(pkg.GoFiles) == 0 || deps && pkg.Module == nil {
			return
		}
		s := Source{Path: pkg.PkgPath}
		if pkg.Module != nil {
			s.Module, s.Version = pkg.Module.Path, pkg.Module.Version
		}
		for _, name := range pkg.GoFiles {
			if info, err := os.Stat(name); err == nil {
				s.Bytes += info.Size()
			}
		}
		all = append(all, s)
	})
	slices.SortFunc(all, func(a, b Source) int { return cmp.Compare(a.Path, b.Path) })
	return all, nil
}

// Batches divides packages among runs that have about as many bytes of source
// in memory as most, or a single package.
func Batches(all []Source, most int64) [][]string {
	var batches [][]string
	size := int64(0)
	for _, s := range all {
		if size += s.Bytes; size > most || len(batches) == 0 {
			batches, size = append(batches, nil), s.Bytes
		}
		last := &batches[len(batches)-1]
		*last = append(*last, s.Path)
	}
	return batches
}

// Packages examines packages, by their import paths, all at the same time.
func Packages(dir string, paths ...string) (*Report, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: syntaxMode, Dir: dir}, paths...)
	if err != nil {
		return nil, fmt.Errorf("loading packages: %w", err)
	}
	return take(pkgs)
}
