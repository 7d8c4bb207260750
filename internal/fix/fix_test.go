package fix_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/fix"
	"github.com/vpplint/vpplint/internal/report"
)

// tree are files with what was analysed of them.
type tree struct {
	t        *testing.T
	dir      string
	analysed map[string][]byte
}

func newTree(t *testing.T, files map[string]string) *tree {
	t.Helper()
	tr := &tree{t, t.TempDir(), map[string][]byte{}}
	for name, text := range files {
		name = filepath.Join(tr.dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		tr.analysed[name] = []byte(text)
	}
	return tr
}

func (tr *tree) source(name string) ([]byte, bool) {
	text, ok := tr.analysed[name]
	return text, ok
}

// edit replaces the first occurrence of a text in a file; nth counts from 1.
func (tr *tree) edit(file, old, fresh string, nth int) report.Edit {
	tr.t.Helper()
	name := filepath.Join(tr.dir, file)
	text, at := string(tr.analysed[name]), 0
	for range nth {
		i := strings.Index(text[at:], old)
		if i < 0 {
			tr.t.Fatalf("%s has no %q", file, old)
		}
		at += i + len(old)
	}
	pos := report.Position{Filename: name, Line: strings.Count(text[:at-len(old)], "\n") + 1, Column: 1}
	return report.Edit{Pos: pos, End: pos, Offset: at - len(old), EndOffset: at, New: fresh}
}

func finding(edits ...report.Edit) report.Finding {
	return report.Finding{Fixes: []report.Fix{{Message: "compare the number", Edits: edits}}}
}

// plan wants so many fixes left out, and returns the new text of the one file
// that changes, or "".
func (tr *tree) plan(skipped []string, findings ...report.Finding) string {
	tr.t.Helper()
	p := fix.Make(findings, tr.source)
	if len(p.Skipped) != len(skipped) {
		tr.t.Fatalf("left out: %+v, want %q", p.Skipped, skipped)
	}
	for i, s := range p.Skipped {
		if !strings.Contains(s.Reason, skipped[i]) {
			tr.t.Errorf("reason %q, want %q", s.Reason, skipped[i])
		}
	}
	switch len(p.Changes) {
	case 0:
		return ""
	case 1:
		return string(p.Changes[0].New)
	}
	tr.t.Fatalf("%d files change, want one", len(p.Changes))
	return ""
}

const twice = `package a

import (
	"fmt"
	"strings"
)

func f(m string, n int) {
	fmt.Println(strings.Contains(m, "one"), // an aligned comment
		strings.Contains(m, "two")) // another one
}
`

func TestAllFixesOfAFile(t *testing.T) {
	tr := newTree(t, map[string]string{"a.go": twice})
	got := tr.plan(nil,
		finding(tr.edit("a.go", `strings.Contains(m, "two")`, "n == 2", 1)),
		finding(tr.edit("a.go", `"one"`, `"first"`, 1)),
	)
	want := `package a

import (
	"fmt"
	"strings"
)

func f(m string, n int) {
	fmt.Println(strings.Contains(m, "first"), // an aligned comment
		n == 2) // another one
}
`
	if got != want {
		t.Errorf("got:\n%s", got)
	}
}

// Neither of two fixes removes the import that both of them leave unused.
func TestImportsThatBecomeUnused(t *testing.T) {
	both := func(tr *tree) []report.Finding {
		return []report.Finding{
			finding(tr.edit("a.go", `strings.Contains(m, "one")`, "n == 1", 1)),
			finding(tr.edit("a.go", `strings.Contains(m, "two")`, "n == 2", 1)),
		}
	}
	for name, test := range map[string]struct{ imports, want string }{
		"in a group":         {"import (\n\t\"fmt\"\n\t\"strings\"\n)", "import (\n\t\"fmt\"\n)"},
		"alone":              {"import \"fmt\"\n\nimport \"strings\"", "import \"fmt\""},
		"alone, in a group":  {"import \"fmt\"\n\nimport (\n\t\"strings\"\n)", "import \"fmt\""},
		"with its name":      {"import (\n\t\"fmt\"\n\tstrings \"strings\"\n)", "import (\n\t\"fmt\"\n)"},
		"of another version": {"import (\n\t\"fmt\"\n\t\"example.com/strings/v2\"\n)", "import (\n\t\"fmt\"\n)"},
	} {
		t.Run(name, func(t *testing.T) {
			_, body, _ := strings.Cut(twice, ")\n")
			tr := newTree(t, map[string]string{"a.go": "package a\n\n" + test.imports + "\n" + body})
			got := tr.plan(nil, both(tr)...)
			if want := "package a\n\n" + test.want + "\n\nfunc f("; !strings.HasPrefix(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
	t.Run("with a comment", func(t *testing.T) {
		tr := newTree(t, map[string]string{"a.go": strings.Replace(twice, `"strings"`, `"strings" // why`, 1)})
		reason := `would leave the import of "strings" unused`
		if got := tr.plan([]string{reason, reason}, both(tr)...); got != "" {
			t.Errorf("got:\n%s", got)
		}
	})
}

func TestOverlaps(t *testing.T) {
	tr := newTree(t, map[string]string{"a.go": twice})
	got := tr.plan([]string{"overlaps with another one, at 9:1"},
		finding(tr.edit("a.go", `"one"`, `"first"`, 1)),
		finding(tr.edit("a.go", `(m, "one")`, `(m, "other")`, 1), tr.edit("a.go", `"two"`, `"second"`, 1)),
		finding(tr.edit("a.go", `"one"`, `"first"`, 1)), // the same edit is no conflict
	)
	if !strings.Contains(got, `"first"`) || strings.Contains(got, "second") {
		t.Errorf("half a fix:\n%s", got)
	}
}

func TestFilesThatHaveToStay(t *testing.T) {
	for name, test := range map[string]struct {
		text   string
		change func(name string) error
		reason string
	}{
		"changed":   {twice, func(n string) error { return os.WriteFile(n, []byte(twice+"\n"), 0o666) }, "has changed since it was analysed"},
		"gone":      {twice, os.Remove, "no such file"},
		"generated": {"// Code generated by hand. DO NOT EDIT.\n\n" + twice, nil, "mend what generates it"},
		"broken":    {twice, nil, "the result would be no Go code"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTree(t, map[string]string{"a.go": test.text, "b.go": twice})
			if test.change != nil {
				if err := test.change(filepath.Join(tr.dir, "a.go")); err != nil {
					t.Fatal(err)
				}
			}
			fresh := `"first"`
			if name == "broken" {
				fresh = `"first`
			}
			// A fix of two files stays out of both.
			got := tr.plan([]string{test.reason, test.reason},
				finding(tr.edit("a.go", `"one"`, fresh, 1)),
				finding(tr.edit("a.go", `"two"`, `"second"`, 1), tr.edit("b.go", `"two"`, `"second"`, 1)),
				finding(tr.edit("b.go", `"one"`, `"only"`, 1)),
			)
			if !strings.Contains(got, `"only"`) || strings.Contains(got, `"second"`) {
				t.Errorf("b.go becomes:\n%s", got)
			}
		})
	}
}

// Only a file that was formatted is formatted.
func TestFormatting(t *testing.T) {
	tr := newTree(t, map[string]string{"a.go": strings.ReplaceAll(twice, "\n", "\r\n")})
	got := tr.plan(nil, finding(tr.edit("a.go", `"one"`, `"first"`, 1)))
	if want := strings.ReplaceAll(strings.Replace(twice, "one", "first", 1), "\n", "\r\n"); got != want {
		t.Errorf("got:\n%q\nwant:\n%q", got, want)
	}
}

func TestApply(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(name, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	change := fix.Change{Name: name, Old: []byte("old"), New: []byte("new")}
	if err := change.Apply(); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != "new" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := change.Apply(); err == nil || !strings.Contains(err.Error(), "has changed since") {
		t.Errorf("a file that is not what was analysed: %v", err)
	}
}

func TestDiff(t *testing.T) {
	change := fix.Change{Old: []byte("one\ntwo\nthree\n"), New: []byte("one\n2\nthree\n")}
	want := "--- a/a/a.go\n+++ b/a/a.go\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three"
	if got := strings.Join(change.Diff("a/a.go"), "\n"); got != want {
		t.Errorf("got:\n%s", got)
	}
}
