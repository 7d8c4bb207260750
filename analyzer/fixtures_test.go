package analyzer_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/vpplint/vpplint/analyzer"
)

// TestFixtures compares the findings of all rules with the want comments of the
// fixtures.
func TestFixtures(t *testing.T) {
	dir, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	themes, err := os.ReadDir(filepath.Join(dir, "src"))
	if err != nil {
		t.Fatal(err)
	}
	if len(themes) == 0 {
		t.Fatal("no fixtures")
	}
	for _, theme := range themes {
		t.Run(theme.Name(), func(t *testing.T) {
			analysistest.Run(t, dir, together(analyzer.All()), theme.Name()+"/...")
		})
	}
}

// together is one analyzer that reports what several do: want comments speak
// of one.
func together(rules []*analysis.Analyzer) *analysis.Analyzer {
	all := &analysis.Analyzer{Name: "vpplint", Doc: "vpplint: all rules", Requires: rules[0].Requires}
	all.Run = func(pass *analysis.Pass) (any, error) {
		for _, rule := range rules {
			sub := *pass
			sub.Analyzer = rule
			if _, err := rule.Run(&sub); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
	return all
}
