package report_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/report"
)

// attacks are what a literal of the analysed code could try.
var attacks = []string{
	"\n::error file=x::pwned",
	"\r\n::add-mask::secret",
	"%0A::error::pwned",
	"##[error]pwned",
	"##vso[task.setvariable variable=x]pwned",
	"]]><script>alert(1)</script>",
	`"/><error line="1"/>`,
	"\x1b[2J\x1b]0;pwned\x07",
	"\u009b31mpwned",
	"\xff\xfe\x00",
	"\u202edenwp\u2066",
	"a,b:c",
	"[link](https://example.com/pwned) {0}",
}

// hostile is a report on code that attacks whoever reads it, in its literals,
// in a line of code, and in the name of its file.
func hostile() *report.Report {
	r := sample()
	r.Findings, r.Problems = nil, nil
	for _, a := range attacks {
		f := decision()
		f.Message = "errorMessage compared with " + strconv.Quote(a) + " in a.Assigned: use errorNumber 9616"
		f.Needles = []string{a}
		f.Source = a
		f.Pos.Filename = root + "/a/" + strings.ReplaceAll(a, "/", "") + ".go"
		f.End.Filename = f.Pos.Filename
		f.Fixes[0].Edits = f.Fixes[0].Edits[:1]
		f.Fixes[0].Edits[0].New = a
		f.Related = []report.Related{{Pos: f.Pos, End: f.End, Role: "send", Message: a}}
		r.Findings = append(r.Findings, f)
	}
	r.Problems = []report.Problem{{Package: "a", Text: strings.Join(attacks, " ")}}
	report.Fingerprint(r.Findings)
	return r
}

var (
	// command is what a CI system takes for a command: in front of a line, or
	// anywhere.
	command = regexp.MustCompile(`(?m)^\s*::|##[A-Za-z.]*\[`)
	// own are the commands of the github format itself.
	own = regexp.MustCompile(`(?m)^::error (file=[^,:]+,line=\d+,(endLine=\d+,)?(col=\d+,(endColumn=\d+,)?)?)?title=\w+::`)
)

func TestNothingCanBeInjected(t *testing.T) {
	r := hostile()
	for _, f := range report.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			got := write(t, f.Name, r, false)
			for i, c := range got {
				if c != '\n' && c != '\t' && !strconv.IsPrint(c) {
					t.Errorf("%q at %d", c, i)
				}
			}
			if f.Name == "github" {
				if n := strings.Count(got, "\n"); n != len(attacks)+1 {
					t.Errorf("%d lines, want one for each of %d findings and a problem", n, len(attacks))
				}
				got = own.ReplaceAllString(got, "")
			}
			if m := command.FindString(got); m != "" {
				t.Errorf("a CI system would take %q for a command", m)
			}
		})
	}
}

// What programs read is whole: the literals come back.
func TestLiteralsComeBack(t *testing.T) {
	var doc report.Document
	d := json.NewDecoder(strings.NewReader(write(t, "json", hostile(), false)))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for i, f := range doc.Findings {
		want := string([]rune(attacks[i])) // JSON has no bytes that are no characters
		if f.Needles[0] != want || f.Fixes[0].Edits[0].NewText != want {
			t.Errorf("got %q, want %q", f.Needles[0], want)
		}
	}
}

func TestCheckstyleHasNoElementsOfOthers(t *testing.T) {
	elements := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(write(t, "checkstyle", hostile(), false))); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
	n := len(attacks)
	if len(elements) != 3 || elements["checkstyle"] != 1 || elements["file"] != n || elements["error"] != n {
		t.Errorf("elements %v, want one checkstyle, %d files and %[2]d errors", elements, n)
	}
}
