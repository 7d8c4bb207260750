package census

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/packages"
)

// batch is how many packages are in memory at the same time.
const batch = 100

// syntaxMode takes what is imported from export data.
const syntaxMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedExportFile |
	packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule

// Packages examines the packages that patterns name in a directory, and with
// deps also those that they import, save for the standard library.
func Packages(dir string, deps bool, patterns ...string) (*Report, error) {
	paths, err := list(dir, deps, patterns)
	if err != nil {
		return nil, err
	}
	r := NewReport()
	for part := range slices.Chunk(paths, batch) {
		pkgs, err := packages.Load(&packages.Config{Mode: syntaxMode, Dir: dir}, part...)
		if err != nil {
			return nil, fmt.Errorf("loading packages: %w", err)
		}
		more, err := take(pkgs)
		if err != nil {
			return nil, err
		}
		r.Add(more)
	}
	return r, nil
}

func list(dir string, deps bool, patterns []string) ([]string, error) {
	mode := packages.NeedName | packages.NeedFiles
	if deps {
		mode |= packages.NeedImports | packages.NeedDeps | packages.NeedModule
	}
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: dir}, patterns...)
	if err != nil {
		return nil, fmt.Errorf("listing packages: %w", err)
	}
	var paths []string
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if len(pkg.GoFiles) > 0 && (!deps || pkg.Module != nil) {
			paths = append(paths, pkg.PkgPath)
		}
	})
	slices.Sort(paths)
	return paths, nil
}
