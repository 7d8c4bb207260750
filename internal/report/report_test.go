package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
	"github.com/vpplint/vpplint/internal/retry"
)

var update = flag.Bool("update", false, "write the golden files")

const root = "/src/mdm"

// at is a place in a file of the repository.
func at(name string, line, column, utf16 int) report.Position {
	return report.Position{Filename: root + "/" + name, Line: line, Column: column, UTF16: utf16}
}

// every is a schedule of sends that are a delay apart.
func every(delay time.Duration, sends int) retry.Schedule {
	s := retry.Schedule{Ended: true}
	for range sends - 1 {
		s.Gaps = append(s.Gaps, retry.Gap{Min: delay, Max: delay})
	}
	return s
}

// decision is a comparison of message text, with a fix. The text in front of it
// has a character that is two bytes long, and one that UTF-16 makes two of.
func decision() report.Finding {
	return report.Finding{
		Rule: "vpperrormessage", Category: "vpperrormessage", URL: "https://example.com/vpperrormessage",
		Message: `errorMessage compared with "License already assigned" in a.Assigned: use errorNumber 9616`,
		Package: "example.com/mdm/a", Decl: "Assigned", Kind: "==",
		Needles: []string{"License already assigned"}, Numbers: []int{9616},
		Pos: at("a/a.go", 8, 17, 13), End: at("a/a.go", 8, 61, 57),
		Source: "\t_, _ = \"é😀\", r.ErrorMessage == \"License already assigned\"",
		Fixes: []report.Fix{{Message: "compare the number with 9616", Edits: []report.Edit{
			{Pos: at("a/a.go", 8, 19, 15), End: at("a/a.go", 8, 31, 27), Offset: 119, EndOffset: 131, New: "ErrorNumber"},
			{Pos: at("a/a.go", 8, 35, 31), End: at("a/a.go", 8, 61, 57), Offset: 135, EndOffset: 161, New: "9616"},
		}}},
	}
}

// retries is a retry of 9603 over several lines, in a file that is not below
// the working directory.
func retries() report.Finding {
	pos, end := at("b c/#1.go", 12, 9, 9), at("b c/#1.go", 15, 4, 4)
	return report.Finding{
		Rule: "vppretry9603", Category: "vppretry9603", URL: "https://example.com/vppretry9603",
		Message: "b.Client.Assign retries 9603 every 2s: sends 7–10 come 2s apart; after more than five attempts wait minutes, not seconds",
		Package: "example.com/mdm/b", Decl: "Client.Assign", Kind: "retry", Numbers: []int{9603},
		Pos: pos, End: end, Source: "\tif r := retry.Do(func() error {",
		Related: []report.Related{
			{Pos: pos, End: end, Role: "schedule", Message: "sends at 0s, 2s, 4s, 6s, 8s, 10s, 12s, 14s, 16s, 18s"},
			{Pos: at("b c/#1.go", 14, 3, 3), End: at("b c/#1.go", 14, 3, 3), Role: "delay", Message: "the delay is waited for here"},
		},
		Schedule: &finding.Schedule{Schedule: every(2*time.Second+time.Millisecond, 10), First: 7, Last: 10},
	}
}

// forever is a retry of 9616 with a random delay and one that is not known.
func forever() report.Finding {
	pos := at("b c/#1.go", 30, 2, 2)
	return report.Finding{
		Rule: "vppretry9616", Category: "vppretry9616", URL: "https://example.com/vppretry9616",
		Message: "b.Client.Again retries 9616 (license already assigned) by default: sent again and again; there is no need to retry, and repeating it turns into 9630",
		Package: "example.com/mdm/b", Decl: "Client.Again", Kind: "retry", Numbers: []int{9616},
		Pos: pos, End: pos, Source: "\tc.send()",
		Related: []report.Related{{Pos: pos, End: pos, Role: "schedule", Message: "sends at 0s, 1s–3s, then unknown"}},
		Schedule: &finding.Schedule{
			Schedule: retry.Schedule{Gaps: []retry.Gap{{Min: time.Second, Max: 3 * time.Second}, {Unknown: true}}},
			First:    2, Last: 3, ByDefault: true,
		},
	}
}

// elsewhere is about a package, in a file outside of the repository, at a place
// without a column.
func elsewhere() report.Finding {
	pos := report.Position{Filename: "/go/pkg/vpp/vpp.y", Line: 3}
	return report.Finding{
		Rule: "vpperrormessage", Category: finding.Internal, URL: "https://example.com/vpperrormessage",
		Message: "package example.com/vpp could not be examined, so decisions on message text may be missed: undefined: x",
		Package: "example.com/vpp", Kind: "failure", Needles: []string{"example.com/vpp undefined: x"}, Pos: pos, End: pos,
	}
}

func sample() *report.Report {
	r := &report.Report{
		Version: "v1.2.3", Limits: limits,
		Rules: []report.Rule{
			{Name: "vpperrormessage", Summary: "report decisions", Help: "Long.\n\n\tcode()", URL: "https://example.com/vpperrormessage"},
			{Name: "vppretry9603", Summary: "report retries of 9603", Help: "Long.", URL: "https://example.com/vppretry9603"},
			{Name: "vppretry9616", Summary: "report retries of 9616", Help: "Long.", URL: "https://example.com/vppretry9616"},
		},
		Findings: []report.Finding{decision(), retries(), forever(), elsewhere()},
		Problems: []report.Problem{{Package: "example.com/mdm/c", Text: "package example.com/mdm/c was not analysed: c.go:1:1: expected 'package'"}},
		Dir:      root + "/a", Root: root,
	}
	report.Fingerprint(r.Findings)
	return r
}

// write returns a report in a format.
func write(t *testing.T, format string, r *report.Report, colours bool) string {
	t.Helper()
	for _, f := range report.Formats() {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, r, colours); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %q", format)
	return ""
}

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s (go test ./internal/report -update writes it):\n%s\nwant:\n%s", name, got, want)
	}
}

// Each format shows the sample, an empty report and a hostile one as its golden
// files say. (The schemas of JSON and SARIF are checked on these files, in
// tools/schemas.)
func TestFormats(t *testing.T) {
	for _, f := range report.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			golden(t, "sample."+f.Name, write(t, f.Name, sample(), false))
			golden(t, "hostile."+f.Name, write(t, f.Name, hostile(), false))
			empty := sample()
			empty.Findings, empty.Problems = nil, nil
			golden(t, "empty."+f.Name, write(t, f.Name, empty, false))
		})
	}
}

// Colours mark what is there without them, too.
func TestColours(t *testing.T) {
	coloured := write(t, "text", sample(), true)
	golden(t, "sample.colours", coloured)
	plain := coloured
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m"} {
		if !strings.Contains(coloured, code) {
			t.Errorf("nothing is marked with %q", code)
		}
		plain = strings.ReplaceAll(plain, code, "")
	}
	if want := write(t, "text", sample(), false); plain != want {
		t.Errorf("without colours:\n%s\nwant:\n%s", plain, want)
	}
}
