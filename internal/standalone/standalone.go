// Package standalone drives the analyzers over the packages that patterns
// name, without go vet.
//
// It looks at names and bytes first. Where the sources of a package, or of what it
// imports, speak VPP, that package is type-checked, with those that may have to
// tell it something; of all others nothing more is read than the types.
package standalone

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/report"
)

// Config says what to look at.
type Config struct {
	// Context ends the run early; nil is one that does not.
	Context   context.Context
	Dir       string // where patterns are resolved; "" is the working directory
	Tags      string // build tags, separated by commas
	Mod       string // how the go command treats go.mod, as its flag -mod; "" is its default
	Tests     bool   // load the variants that are compiled for testing
	Patterns  []string
	Analyzers []*analysis.Analyzer
	// Progress is told of each stage that has ended; nil is told nothing.
	Progress func(Progress)
}

// Stage is a part of a run.
type Stage int

// The stages, in their order. A run ends after the first where nothing is left
// to look at.
const (
	List    Stage = iota // names, imports and bytes are known
	Load                 // the packages are parsed and type-checked
	Analyze              // the rules have run
)

// Progress is what came of a stage.
type Progress struct {
	Stage    Stage
	Packages int // that the patterns name
	All      int // with those that they import
	Relevant int // of Packages: those that can have findings
	Needed   int // of All: those that are loaded with syntax
	Took     time.Duration
}

// Report is the outcome of a run.
type Report struct {
	Findings   []report.Finding   // sorted, with fingerprints
	Constructs []report.Construct // of an audit, sorted
	Problems   []report.Problem
	Packages   []string // the import paths that the patterns name, sorted

	sources *sources
}

// Source is a file of a package with findings, as it was when it was analysed;
// false where it was not.
func (r *Report) Source(name string) ([]byte, bool) { return r.sources.analysed(name) }

// Run loads and analyses packages. An error means that nothing was looked at.
func Run(config Config) (*Report, error) {
	if config.Context == nil {
		config.Context = context.Background()
	}
	if err := config.check(); err != nil {
		return nil, err
	}
	r := &Report{sources: newSources()}
	err := r.run(config)
	if ended := config.Context.Err(); ended != nil {
		return nil, ended // and not what it did to the go command
	}
	if err != nil {
		return nil, err
	}
	report.Fingerprint(r.Findings)
	return r, nil
}

func (r *Report) run(config Config) error {
	start := time.Now()
	progress := Progress{Stage: List}
	ended := func() {
		now := time.Now()
		progress.Took = now.Sub(start)
		if config.Progress != nil {
			config.Progress(progress)
		}
		start = now
		progress.Stage++
	}
	listing, err := r.list(config)
	if err != nil {
		return err
	}
	relevant := listing.worthwhile()
	r.Packages = listing.paths()
	progress.Packages, progress.All, progress.Relevant = len(listing.initial), listing.all, len(relevant)
	progress.Needed = len(listing.needed)
	ended()
	if len(relevant) == 0 {
		return nil
	}

	pkgs, err := r.load(config, listing)
	if err != nil {
		return err
	}
	var sound []*packages.Package
	for _, pkg := range pkgs {
		if pkg.IllTyped {
			r.illTyped(pkg)
		} else {
			sound = append(sound, pkg)
		}
	}
	listing.cut(sound)
	ended()
	if len(sound) == 0 {
		return nil
	}

	graph, err := analyze(config, sound)
	if err != nil {
		return err
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			r.notAnalysed(act.Package.PkgPath, act.Err.Error())
			continue
		}
		if err := r.take(act); err != nil {
			return err
		}
	}
	r.sort()
	ended()
	return nil
}

// load loads the worthwhile packages with syntax, and with them those that have
// to tell them something. Of the others it loads the types, if each needed one
// can be named: else all of them with syntax, which takes longer.
func (r *Report) load(config Config, l *listing) ([]*packages.Package, error) {
	mode := syntaxMode
	patterns, all := l.patterns(config)
	if !all {
		mode |= packages.NeedDeps
	}
	worthwhile := l.worthwhile()
	load := config.packages(mode)
	load.ParseFile = r.sources.parser(worthwhile)
	pkgs, err := packages.Load(load, patterns...)
	if err != nil {
		return nil, fmt.Errorf("loading packages: %w", err)
	}
	return slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool {
		return !slices.ContainsFunc(worthwhile, func(w *packages.Package) bool { return w.ID == pkg.ID })
	}), nil
}

// analyze runs the rules. They cannot be stopped, but they need not be waited
// for.
func analyze(config Config, pkgs []*packages.Package) (*checker.Graph, error) {
	type outcome struct {
		graph *checker.Graph
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		graph, err := checker.Analyze(config.Analyzers, pkgs, nil)
		done <- outcome{graph, err}
	}()
	select {
	case o := <-done:
		return o.graph, o.err
	case <-config.Context.Done():
		return nil, config.Context.Err()
	}
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
	nameMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule

	syntaxMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedModule | packages.NeedCompiledGoFiles |
		packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo
)

func (c Config) packages(mode packages.LoadMode) *packages.Config {
	config := &packages.Config{Mode: mode, Context: c.Context, Dir: c.Dir, Tests: c.Tests}
	if c.Tags != "" {
		config.BuildFlags = append(config.BuildFlags, "-tags="+c.Tags)
	}
	if c.Mod != "" {
		config.BuildFlags = append(config.BuildFlags, "-mod="+c.Mod)
	}
	return config
}
