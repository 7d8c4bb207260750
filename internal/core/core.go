// Package core is the helper analyzer behind the rules. It owns the facts,
// computes the findings of all rules once per package, and hands them to the
// rules, which only put them into words.
//
// Facts never depend on settings, and never on a test file: a package tells
// its importers the same in every driver. The findings do depend on settings,
// so they are computed when a rule asks for them.
package core

import (
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"

	engine "github.com/vpplint/vpplint/internal/replay"
)

// Analyzer is the helper that all rules of the project share: a fact type
// belongs to one analyzer.
var Analyzer = New(Hooks{})

// Hooks let a test step in.
type Hooks struct {
	// Stage is called before a stage of the analysis of a package.
	Stage func(Stage, *types.Package)
	// Open forces the gate open: each package is looked at as if it, or what it
	// imports, spoke VPP. Facts carry no bodies then: those of everything would
	// be too large.
	Open bool
	// Budget bounds each exploration of a replay; its zero value is the usual
	// one.
	Budget engine.Budget
}

// New returns a helper analyzer. Only tests need another one than Analyzer.
func New(hooks Hooks) *analysis.Analyzer { return helper(hooks, false) }

func helper(hooks Hooks, defers bool) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "vppcore",
		Doc:        "vppcore: find out what the rules of vpplint report\n\nIt reports nothing itself.",
		URL:        "https://github.com/vpplint/vpplint",
		Run:        func(pass *analysis.Pass) (any, error) { return run(pass, hooks, defers), nil },
		ResultType: reflect.TypeFor[*Result](),
		FactTypes:  []analysis.Fact{new(Fact)},
	}
}

func run(pass *analysis.Pass, hooks Hooks, defers bool) *Result {
	r := analyze(pass, hooks, defers)
	fact := r.plain.fact()
	if hooks.Open {
		fact.Bodies = nil
	}
	if !fact.empty() {
		r.fact = fact
		pass.ExportPackageFact(fact)
	}
	return r
}

func analyze(pass *analysis.Pass, hooks Hooks, defers bool) *Result {
	r := &Result{pass: pass, hooks: hooks, defers: defers, source: newSource(pass), replays: map[replay]*replayed{}}
	r.plain = r.look(false)
	return r
}
