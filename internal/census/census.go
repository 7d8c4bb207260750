// Package census runs vpplint over code that has nothing to do with VPP, with
// the gate forced open: each function is translated, each loop is replayed, and
// the report says what has come of it. Nothing may be found, and nothing may
// fail.
package census

import (
	"fmt"
	"reflect"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/retry"
)

// patience is how long one package may take before it counts as a hang, on a
// machine that is busy with other things, too.
const patience = time.Hour

// take examines packages that are loaded with their syntax. What they import
// tells them nothing: each stands for itself, and can be forgotten afterwards.
func take(pkgs []*packages.Package) (*Report, error) {
	r := NewReport()
	var sound []*packages.Package
	for _, pkg := range pkgs {
		if pkg.IllTyped || len(pkg.Syntax) == 0 {
			r.Skipped = append(r.Skipped, pkg.PkgPath)
			continue
		}
		alone := *pkg
		alone.Imports = nil
		sound = append(sound, &alone)
	}
	if len(sound) == 0 {
		return r, nil
	}
	t := &taker{report: r}
	graph, err := checker.Analyze(t.suite(), sound, nil)
	if err != nil {
		return nil, fmt.Errorf("examining packages: %w", err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			r.Failures = append(r.Failures, fmt.Sprintf("%s: %v", act.Package.PkgPath, act.Err))
		}
		for _, d := range act.Diagnostics {
			r.Findings = append(r.Findings, fmt.Sprintf("%s: %s", act.Package.Fset.Position(d.Pos), d.Message))
		}
	}
	r.Packages += len(sound)
	return r, nil
}

// taker counts what comes of packages that are examined at the same time.
type taker struct {
	mu     sync.Mutex
	report *Report
}

// suite are the rules behind an open gate, and the analyzer that counts.
func (t *taker) suite() []*analysis.Analyzer {
	open := core.New(core.Hooks{Open: true, Budget: retry.CensusBudget})
	var suite []*analysis.Analyzer
	for _, a := range analyzer.All() {
		rule := *a
		rule.Requires = []*analysis.Analyzer{open}
		suite = append(suite, &rule)
	}
	return append(suite, &analysis.Analyzer{
		Name:       "census",
		Doc:        "census: replay every loop",
		Requires:   []*analysis.Analyzer{open},
		ResultType: reflect.TypeFor[retry.Census](),
		Run: func(pass *analysis.Pass) (any, error) {
			result, ok := pass.ResultOf[open].(*core.Result)
			if !ok {
				return nil, fmt.Errorf("no result of %s", open)
			}
			return t.count(pass.Pkg.Path(), result), nil
		},
	})
}

func (t *taker) count(path string, result *core.Result) retry.Census {
	hang := time.AfterFunc(patience, func() { panic("the replay of " + path + " hangs") })
	defer hang.Stop()
	start := time.Now()
	s := analyzer.DefaultSettings()
	census, failure := result.Census(core.Options{
		MaxAttempts: int(s.MaxAttempts), EscalatedDelay: time.Duration(s.EscalatedDelay),
	})
	took := time.Since(start)

	t.mu.Lock()
	defer t.mu.Unlock()
	t.report.count(census)
	if failure != nil {
		t.report.Failures = append(t.report.Failures, fmt.Sprintf("%s: %s: %s", path, failure.Function, failure.Reason))
	}
	if took > t.report.Slowest.Time {
		t.report.Slowest = Took{path, took}
	}
	return census
}
