package analyzer

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/rule"
)

// look compares what an analyzer says about one file with its want comments.
func look(t *testing.T, a *analysis.Analyzer, src string) {
	t.Helper()
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{"mdm/mdm.go": src})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cleanup)
	analysistest.Run(t, dir, a, "mdm")
}

func TestARuleThatPanicsSaysSo(t *testing.T) {
	a := check{
		name:     rule.Retry9603,
		settings: DefaultSettings(),
		doc:      retry9603Doc,
		find:     func(*check, *core.Result) []finding.Finding { panic("injected") },
	}.analyzer()
	look(t, a, "package mdm // want `vpplint failed on package mdm in analyzer\\.TestARuleThatPanicsSaysSo\\.func1 \\(injected\\), so retries of 9603 may be missed: please report it`\n")
}

// Where a rule may have missed something, its directives may be needed.
func TestNoDirectiveIsUnusedWhereARuleFailed(t *testing.T) {
	a := newIgnore(DefaultSettings())
	a.Requires = []*analysis.Analyzer{core.New(core.Hooks{Stage: func(stage core.Stage, _ *types.Package) {
		if stage == core.Message {
			panic("injected")
		}
	}})}
	look(t, a, `package mdm

type Response struct {
	ErrorNumber  int    `+"`json:\"errorNumber\"`"+`
	ErrorMessage string `+"`json:\"errorMessage\"`"+`
}

func gone(r *Response) bool {
	//vpplint:ignore vpperrormessage it cannot be told whether this is needed
	return r.ErrorNumber == 9610
}

func busy(r *Response) bool {
	return r.ErrorNumber == 9603 //vpplint:ignore vppretry9603 nothing is sent // want "silences nothing"
}

func told(r *Response) bool {
	return r.ErrorNumber == 9603 //vpplint:ignore vpperrormessage // want "gives no reason"
}
`)
}

// Directives of rules that are disabled are nobody's business.
func TestDirectivesOfDisabledRules(t *testing.T) {
	s := DefaultSettings()
	s.Disable = []string{rule.ErrorMessage, rule.Retry9616}
	look(t, newIgnore(s), `package mdm

type Response struct {
	ErrorNumber  int    `+"`json:\"errorNumber\"`"+`
	ErrorMessage string `+"`json:\"errorMessage\"`"+`
}

func disabled(r *Response) bool {
	//vpplint:ignore vpperrormessage,vppretry9616 nothing here
	//vpplint:ignore vpperrormessage,vppretry9616
	return r.ErrorNumber == 9610
}

func partly(r *Response) bool {
	//vpplint:ignore vpperrormessage,vppretry9603 nothing here // want "ignore of vppretry9603 in mdm.partly .* silences nothing"
	//vpplint:ignore vppretry9603,vppretry9616 // want "ignore of vppretry9603,vppretry9616 in mdm.partly gives no reason"
	return r.ErrorNumber == 9610
}
`)
}
