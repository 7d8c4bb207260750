package standalone

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/repo"
)

// listing is what names and bytes tell about packages.
type listing struct {
	initial  []*packages.Package
	all      int             // with what they import
	relevant map[string]bool // by ID: the package or one that it imports mentions VPP
	needed   map[string]bool // by ID: what has to be analysed for the relevant initial ones
}

func (r *Report) list(config Config) (*listing, error) {
	pkgs, err := packages.Load(config.packages(nameMode), config.Patterns...)
	if err != nil {
		return nil, fmt.Errorf("listing packages: %w", err)
	}
	if hollow(pkgs) && (len(pkgs) == 0 || !config.inModule()) {
		return nil, fmt.Errorf("no packages match %s: %s", strings.Join(config.Patterns, " "), config.remedy())
	}
	pkgs = reported(pkgs)
	l := &listing{initial: pkgs, relevant: map[string]bool{}}
	var all []*packages.Package
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		all = append(all, pkg)
	})
	l.all = len(all)
	r.listProblems(pkgs, all)
	mentions := scan(all)
	for i, pkg := range all { // imports come before importers
		relevant := mentions[i]
		for _, imp := range pkg.Imports {
			relevant = relevant || l.relevant[imp.ID]
		}
		l.relevant[pkg.ID] = relevant
	}
	l.needed = l.needs()
	return l, nil
}

// reported leaves out of the packages that were asked for the mains that run
// tests, and those that are also there together with their tests: no driver
// reports on them.
func reported(pkgs []*packages.Package) []*packages.Package {
	variant := map[string]bool{}
	for _, pkg := range pkgs {
		variant[pkg.PkgPath] = variant[pkg.PkgPath] || pkg.ID != pkg.PkgPath
	}
	return slices.DeleteFunc(slices.Clone(pkgs), func(pkg *packages.Package) bool {
		return pkg.ID == pkg.PkgPath && variant[pkg.PkgPath] ||
			pkg.Name == "main" && strings.HasSuffix(pkg.PkgPath, ".test")
	})
}

// hollow says that no package has files: they stand for patterns without match.
func hollow(pkgs []*packages.Package) bool {
	return !slices.ContainsFunc(pkgs, func(p *packages.Package) bool { return len(p.GoFiles) > 0 })
}

// remedy says what to do where no packages match.
func (c Config) remedy() string {
	if !c.inModule() {
		return "there is no go.mod in this directory or above it, so go to one with a module, or name one with -C"
	}
	return "use ./... in a directory with Go packages below it"
}

func (c Config) inModule() bool {
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return true // the go command knows more
	}
	_, ok := repo.Module(dir)
	return ok
}

// worthwhile are the initial packages that have to be looked at.
func (l *listing) worthwhile() []*packages.Package {
	var pkgs []*packages.Package
	for _, pkg := range l.initial {
		if l.relevant[pkg.ID] {
			pkgs = append(pkgs, pkg)
		}
	}
	return pkgs
}

// paths are the import paths of the initial packages, sorted.
func (l *listing) paths() []string {
	var paths []string
	for _, pkg := range l.initial {
		paths = append(paths, pkg.PkgPath)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// scan says for each package whether its sources speak VPP.
func scan(pkgs []*packages.Package) []bool {
	mentions := make([]bool, len(pkgs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				mentions[i] = suspect(pkgs[i]).Speaks(os.ReadFile)
			}
		})
	}
	for i := range pkgs {
		next <- i
	}
	close(next)
	workers.Wait()
	return mentions
}
