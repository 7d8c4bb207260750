package bench_test

import (
	"reflect"
	"runtime"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/bench"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/standalone"
)

// outcome is what a run of vpplint over a tree has come to, and taken.
type outcome struct {
	core.Cost
	listed, loaded int // packages
	findings       int
	allocated      uint64 // objects, once the packages are loaded
}

// lay writes a tree for a test.
func lay(tb testing.TB, t bench.Tree) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	if err := t.Write(dir); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// lint runs vpplint over a tree, as the command does.
func lint(tb testing.TB, dir string) (o outcome) {
	tb.Helper()
	costs := make(chan core.Cost, 10_000)
	suite := analyzer.New(analyzer.DefaultSettings())
	spy := &analysis.Analyzer{
		Name: "cost", Doc: "cost: measure", Requires: append([]*analysis.Analyzer{core.Analyzer}, suite...),
		ResultType: reflect.TypeFor[[]finding.Finding](),
		Run: func(pass *analysis.Pass) (any, error) {
			cost, err := pass.ResultOf[core.Analyzer].(*core.Result).Cost()
			costs <- cost
			return []finding.Finding(nil), err
		},
	}
	var before, after runtime.MemStats
	report, err := standalone.Run(standalone.Config{
		Dir: dir, Patterns: []string{"./..."}, Analyzers: append(suite, spy),
		Progress: func(p standalone.Progress) {
			switch p.Stage {
			case standalone.List:
				o.listed, o.loaded = p.All, p.Needed
			case standalone.Load:
				runtime.ReadMemStats(&before)
			case standalone.Analyze:
				runtime.ReadMemStats(&after)
			}
		},
	})
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range report.Problems {
		tb.Fatal(p)
	}
	close(costs)
	for c := range costs {
		o.Cost = o.Add(c)
	}
	o.findings, o.allocated = len(report.Findings), after.Mallocs-before.Mallocs
	return o
}
