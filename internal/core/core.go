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
)

// Analyzer is the helper that all rules of the project share: a fact type
// belongs to one analyzer.
var Analyzer = New(Hooks{})

// Hooks let a test step in.
type Hooks struct {
	// Stage is called before a stage of the analysis of a package.
	Stage func(Stage, *types.Package)
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
	if fact := r.plain.fact(); !fact.empty() {
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
