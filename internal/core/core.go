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

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/retry"
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
func New(hooks Hooks) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "vppcore",
		Doc:        "vppcore: find out what the rules of vpplint report\n\nIt reports nothing itself.",
		URL:        "https://github.com/vpplint/vpplint",
		Run:        func(pass *analysis.Pass) (any, error) { return run(pass, hooks), nil },
		ResultType: reflect.TypeFor[*Result](),
		FactTypes:  []analysis.Fact{new(Fact)},
	}
}

func run(pass *analysis.Pass, hooks Hooks) *Result {
	r := &Result{
		pass:    pass,
		hooks:   hooks,
		source:  newSource(pass),
		replays: map[replay][]retry.Finding{},
	}
	imports := importFacts(pass, r.source.imports(false))
	speaks := imports.speak || mentionsNumber(pass, r.source.plain)
	helps := !speaks && mayHelp(pass, r.source.plain)
	if speaks || helps {
		r.look(imports, speaks)
	}
	r.failures = merge(r.failures, imports.failures)
	r.export()
	return r
}

// look examines the package. One that turns out not to speak VPP may still hold
// a helper.
func (r *Result) look(imports *imported, speaks bool) {
	var src *evidence.Source
	r.guard(Types, func() (err error) {
		src, err = r.source.withoutTests()
		return err
	})
	if src == nil {
		return
	}
	if speaks {
		r.plain = r.examine(src, imports)
	}
	if r.plain == nil && (!speaks || mayHelp(r.pass, src.Files)) {
		r.helper = r.translate(src, imports)
	}
}

// export tells the importers what they have to know.
func (r *Result) export() {
	fact := &Fact{Version: version, Failures: r.failures}
	if x := r.plain; x != nil {
		fact.Evidence, fact.Message, fact.Bodies = x.evidence.Fact(), x.fact, x.retry.bodies
	} else if x := r.helper; x != nil {
		fact.Message, fact.Bodies = x.fact, x.retry.bodies
	}
	if !fact.empty() {
		r.fact = fact
		r.pass.ExportPackageFact(fact)
	}
}
