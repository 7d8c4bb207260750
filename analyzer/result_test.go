package analyzer_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/finding"
)

// quiet is where analysistest says what does not match want comments: each
// rule is run alone here, on fixtures of all.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}

// The result of a rule is what it reported, with the data behind the words.
func TestResults(t *testing.T) {
	dir, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string][]string{}
	for _, rule := range analyzer.All() {
		for _, r := range analysistest.Run(quiet{}, dir, rule, "directives/...", "retries/...") {
			found, ok := r.Action.Result.([]finding.Finding)
			if !ok {
				t.Fatalf("%s: the result is a %T", rule.Name, r.Action.Result)
			}
			var reported []analysis.Diagnostic
			for _, f := range found {
				reported = append(reported, f.Diagnostic())
				kinds[rule.Name] = append(kinds[rule.Name], f.Kind)
				if f.Kind == "retry" && (f.Schedule == nil || f.Schedule.First < 2 || f.Schedule.Last < f.Schedule.First) {
					t.Errorf("%s: %s: the schedule is %+v", rule.Name, f.Message, f.Schedule)
				}
			}
			if !reflect.DeepEqual(reported, r.Action.Diagnostics) {
				t.Errorf("%s: reported %v, but the result is %v", rule.Name, r.Action.Diagnostics, reported)
			}
		}
	}
	for rule, want := range map[string]string{"vpperrormessage": "==", "vppretry9603": "retry", "vppretry9616": "retry", "vppignore": "unused directive"} {
		if !slices.Contains(kinds[rule], want) {
			t.Errorf("%s: kinds %q, want one %q", rule, kinds[rule], want)
		}
	}
}
