package standalone

import (
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
)

// needs are, by ID, the initial packages that are worthwhile, and those that
// have to tell them something, directly or through others that do. Of all the
// rest the types are enough.
func (l *listing) needs() map[string]bool {
	needed := map[string]bool{}
	tells := map[*packages.Package]bool{} // of those that were asked
	var need func(*packages.Package)
	need = func(pkg *packages.Package) {
		if needed[pkg.ID] {
			return
		}
		needed[pkg.ID] = true
		for _, imp := range pkg.Imports {
			if _, asked := tells[imp]; !asked {
				tells[imp] = l.relevant[imp.ID] || suspect(imp).MayTell(os.ReadFile)
			}
			if tells[imp] {
				need(imp)
			}
		}
	}
	for _, pkg := range l.worthwhile() {
		need(pkg)
	}
	return needed
}

func suspect(pkg *packages.Package) core.Suspect {
	return core.Suspect{
		Path: pkg.PkgPath, Name: pkg.Name, Own: pkg.Module == nil || pkg.Module.Version == "",
		Imports: slices.Collect(maps.Keys(pkg.Imports)), Files: pkg.GoFiles,
	}
}

// patterns name what has to be loaded: each needed package by its path, or,
// where that is not enough, the worthwhile ones. It is not for tests, since of
// the packages that they import there are variants without a name. Files that
// were named one by one, and packages without a path, are named again as they
// were.
func (l *listing) patterns(config Config) (patterns []string, all bool) {
	for _, pkg := range l.worthwhile() {
		patterns = append(patterns, tested(pkg))
	}
	if slices.ContainsFunc(patterns, func(path string) bool { return path == "command-line-arguments" || strings.HasPrefix(path, "_/") }) {
		return config.Patterns, false
	}
	if all = !config.Tests; all {
		patterns = slices.Collect(maps.Keys(l.needed))
	}
	slices.Sort(patterns)
	return slices.Compact(patterns), all
}

// tested is the path of the package with whose tests a package is compiled, its
// own without tests.
func tested(pkg *packages.Package) string {
	if _, of, ok := strings.Cut(pkg.ID, " ["); ok {
		return strings.TrimSuffix(of, ".test]")
	}
	return pkg.PkgPath
}

// cut leaves of packages that were loaded only what is needed: the others have
// nothing to tell.
func (l *listing) cut(pkgs []*packages.Package) {
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		maps.DeleteFunc(pkg.Imports, func(_ string, imp *packages.Package) bool { return !l.needed[imp.ID] })
	})
}
