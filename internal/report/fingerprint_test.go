package report_test

import (
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/report"
)

func TestFingerprintsStay(t *testing.T) {
	before := sample().Findings
	for name, change := range map[string]func(f *report.Finding){
		"moved":             func(f *report.Finding) { f.Pos.Line += 100; f.End.Line += 100 },
		"in another file":   func(f *report.Finding) { f.Pos.Filename = "/elsewhere.go" },
		"in other words":    func(f *report.Finding) { f.Message = "no"; f.Related = nil },
		"without a fix":     func(f *report.Finding) { f.Fixes = nil },
		"with other advice": func(f *report.Finding) { f.Numbers = nil; f.URL = "" },
	} {
		after := sample().Findings
		for i := range after {
			change(&after[i])
		}
		report.Fingerprint(after)
		for i := range after {
			if after[i].Fingerprint != before[i].Fingerprint {
				t.Errorf("%s: %s", name, before[i].Message)
			}
		}
	}
}

func TestFingerprintsDiffer(t *testing.T) {
	for name, change := range map[string]func(f *report.Finding){
		"the rule":        func(f *report.Finding) { f.Rule = "vppretry9616" },
		"the category":    func(f *report.Finding) { f.Category = "internal" },
		"the package":     func(f *report.Finding) { f.Package = "example.com/other" },
		"the declaration": func(f *report.Finding) { f.Decl = "Other" },
		"the kind":        func(f *report.Finding) { f.Kind = "!=" },
		"the literals":    func(f *report.Finding) { f.Needles = []string{"License not found"} },
		"a delay":         func(f *report.Finding) { f.Schedule.Gaps[3].Max = time.Minute },
		"the end":         func(f *report.Finding) { f.Schedule.Ended = false },
		"a send more":     func(f *report.Finding) { f.Schedule.Gaps = append(f.Schedule.Gaps, f.Schedule.Gaps[0]) },
	} {
		one, other := []report.Finding{retries()}, []report.Finding{retries()}
		change(&other[0])
		report.Fingerprint(one)
		report.Fingerprint(other)
		if one[0].Fingerprint == other[0].Fingerprint {
			t.Errorf("%s makes no difference", name)
		}
	}
}

// The same decision twice in a function is two findings.
func TestFingerprintsCount(t *testing.T) {
	two := []report.Finding{decision(), decision()}
	report.Fingerprint(two)
	if two[0].Fingerprint == two[1].Fingerprint {
		t.Error("one fingerprint for two findings")
	}
	one := []report.Finding{decision()}
	report.Fingerprint(one)
	if one[0].Fingerprint != two[0].Fingerprint {
		t.Error("a second finding changes the fingerprint of the first")
	}
}
