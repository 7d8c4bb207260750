package plugin

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// lines makes a file with ten lines of ten bytes.
func lines() (*token.FileSet, func(line, column int) token.Pos) {
	fset := token.NewFileSet()
	file := fset.AddFile("a.go", -1, 100)
	for i := range 10 {
		file.AddLine(i * 10)
	}
	return fset, func(line, column int) token.Pos { return file.Pos((line-1)*10 + column - 1) }
}

func TestFindingsOnOneLineAreOneIssue(t *testing.T) {
	fset, at := lines()
	found := []finding{
		{"vppretry9616", analysis.Diagnostic{Pos: at(3, 2), Message: "retries 9616"}},
		{"vppretry9603", analysis.Diagnostic{Pos: at(3, 2), Message: "retries 9603"}},
		{"vpperrormessage", analysis.Diagnostic{Pos: at(3, 5), Message: "errorMessage compared"}},
		{"vpperrormessage", analysis.Diagnostic{Pos: at(2, 1), Message: "errorMessage searched"}},
	}
	got := mergeLines(fset, found, "")
	want := []string{
		"vpperrormessage: errorMessage searched",
		"vppretry9616, vppretry9603, vpperrormessage: retries 9616; also retries 9603; also errorMessage compared",
	}
	if len(got) != len(want) {
		t.Fatalf("%d issues, want %d", len(got), len(want))
	}
	for i, d := range got {
		if d.Message != want[i] {
			t.Errorf("got %q, want %q", d.Message, want[i])
		}
	}
}

func TestRelatedPlacesAreFoldedIntoTheText(t *testing.T) {
	fset, at := lines()
	found := []finding{{"vppretry9603", analysis.Diagnostic{
		Pos: at(3, 2), Message: "retries 9603",
		Related: []analysis.RelatedInformation{
			{Pos: at(3, 2), Message: "sends at 0s, 2s"},
			{Pos: at(4, 3), Message: "waits here"},
		},
	}}}
	for where, want := range map[string]string{
		"example.com/mdm": "vppretry9603: retries 9603 [in example.com/mdm; sends at 0s, 2s; waits here (4:3)]",
		"":                "vppretry9603: retries 9603",
	} {
		got := mergeLines(fset, found, where)
		if len(got) != 1 || got[0].Message != want || got[0].Related != nil {
			t.Errorf("in %q: got %+v, want %q", where, got, want)
		}
	}
}
