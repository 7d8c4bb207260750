// Package standalone drives the analyzers over the packages that patterns
// name, without go vet.
//
// It looks at names and bytes first. Packages are type-checked only where the
// sources of one of them, or of what it imports, speak VPP at all.
package standalone

import (
	"fmt"
	"go/token"
	"os"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// Config says what to look at.
type Config struct {
	Dir       string // where patterns are resolved; "" is the working directory
	Tags      string // build tags, separated by commas
	Tests     bool   // load the variants that are compiled for testing
	Patterns  []string
	Analyzers []*analysis.Analyzer
}

// Finding is what an analyzer reported, with positions resolved.
type Finding struct {
	Rule     string
	Pos, End token.Position
	analysis.Diagnostic
	Related []Related
}

// Related is a place that belongs to a finding.
type Related struct {
	Pos     token.Position
	Message string
}

// Report is the outcome of a run.
type Report struct {
	Findings []Finding // sorted, each one once
	Problems []Problem
}

// Run loads and analyses packages. An error means that nothing was looked at.
func Run(config Config) (*Report, error) {
	if err := config.check(); err != nil {
		return nil, err
	}
	report := &Report{}
	listing, err := report.list(config)
	if err != nil {
		return nil, err
	}
	if !listing.anyRelevant() {
		return report, nil
	}
	pkgs, err := packages.Load(config.packages(syntaxMode), config.Patterns...)
	if err != nil {
		return nil, fmt.Errorf("loading packages: %w", err)
	}
	var sound []*packages.Package
	for _, pkg := range reported(pkgs) {
		if pkg.IllTyped {
			report.illTyped(pkg)
		} else if listing.relevant[pkg.ID] {
			sound = append(sound, pkg)
		}
	}
	if len(sound) == 0 {
		return report, nil
	}
	graph, err := checker.Analyze(config.Analyzers, sound, nil)
	if err != nil {
		return nil, err
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			report.notAnalysed(act.Package.PkgPath, act.Err.Error())
			continue
		}
		for _, d := range act.Diagnostics {
			report.add(act.Package.Fset, act.Analyzer.Name, d)
		}
	}
	report.sort()
	return report, nil
}

// check refuses a directory that is none.
func (c Config) check() error {
	if c.Dir == "" {
		return nil
	}
	info, err := os.Stat(c.Dir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a directory", c.Dir)
	}
	if err != nil {
		return fmt.Errorf("%w: name a directory with -C", err)
	}
	return nil
}

const (
	nameMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps

	syntaxMode = nameMode | packages.NeedModule | packages.NeedCompiledGoFiles |
		packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo
)

func (c Config) packages(mode packages.LoadMode) *packages.Config {
	config := &packages.Config{Mode: mode, Dir: c.Dir, Tests: c.Tests}
	if c.Tags != "" {
		config.BuildFlags = []string{"-tags=" + c.Tags}
	}
	return config
}
