package plugin

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
)

// A panic is an issue of the package that it happened in, and of one that
// imports it, whether or not both are looked at.
func TestFailuresAreIssues(t *testing.T) {
	helper := core.New(core.Hooks{Stage: func(stage core.Stage, pkg *types.Package) {
		if stage == core.SSA && pkg.Name() == "fragile" {
			panic("injected")
		}
	}})
	rules := analyzer.New(analyzer.DefaultSettings())
	for _, r := range rules {
		r.Requires = []*analysis.Analyzer{helper}
	}
	const failed = " // want `^vpperrormessage, vppretry9603, vppretry9616: vpplint failed on package fragile in plugin\\.TestFailuresAreIssues\\.func1 \\(injected\\), " +
		"so decisions on message text may be missed: .*; also .* retries of 9603 may be missed: .*; also .* retries of 9616 may be missed: `\n"
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{
		"fragile/fragile.go": "package fragile" + failed + `
type VPPResponse struct {
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}
`,
		"user/user.go":   "package user" + failed + "\nimport \"fragile\"\n\nvar Last fragile.VPPResponse\n",
		"other/other.go": "package other\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cleanup)
	for _, patterns := range [][]string{{"fragile", "user", "other"}, {"user"}} {
		analysistest.Run(t, dir, merged(rules, true), patterns...)
	}
}
