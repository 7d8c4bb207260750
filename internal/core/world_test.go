package core_test

import (
	"os"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
)

// answer declares a VPP response.
const answer = `package vpp

type Response struct {
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}
`

// run applies a helper to packages that are written as files, and returns what
// it did by package ID.
func run(t *testing.T, helper *analysis.Analyzer, files map[string]string) map[string]*checker.Action {
	t.Helper()
	return runVariants(t, helper, files, false)
}

// runTests also looks at the variants that are compiled for testing.
func runTests(t *testing.T, helper *analysis.Analyzer, files map[string]string) map[string]*checker.Action {
	t.Helper()
	return runVariants(t, helper, files, true)
}

func runVariants(t *testing.T, helper *analysis.Analyzer, files map[string]string, tests bool) map[string]*checker.Action {
	t.Helper()
	gopath, cleanup, err := analysistest.WriteFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cleanup)
	return analyze(t, helper, &packages.Config{
		Mode:  packages.LoadSyntax | packages.NeedModule,
		Dir:   gopath + "/src",
		Env:   append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOPROXY=off"),
		Tests: tests,
	})
}

// analyze applies a helper to all packages of a tree, whose facts can be encoded.
func analyze(t *testing.T, helper *analysis.Analyzer, config *packages.Config) map[string]*checker.Action {
	t.Helper()
	return analyzeAs(t, helper, config, checker.Options{SanityCheck: true})
}

func analyzeAs(t *testing.T, helper *analysis.Analyzer, config *packages.Config, options checker.Options) map[string]*checker.Action {
	t.Helper()
	pkgs, err := packages.Load(config, "./...")
	if err != nil {
		t.Fatal(err)
	}
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
	})
	graph, err := checker.Analyze([]*analysis.Analyzer{helper}, pkgs, &options)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]*checker.Action{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		byID[act.Package.ID] = act
	}
	return byID
}

// fact returns what a package tells its importers, nil for nothing.
func fact(act *checker.Action) *core.Fact {
	for _, f := range act.AllPackageFacts() {
		if f.Package == act.Package.Types {
			return f.Fact.(*core.Fact)
		}
	}
	return nil
}

func result(act *checker.Action) *core.Result { return act.Result.(*core.Result) }
