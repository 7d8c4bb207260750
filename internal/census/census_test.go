package census_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/census"
	"github.com/vpplint/vpplint/internal/retry"
)

// A part of the standard library: all of it, and a good deal more, is what
// corpus/ looks at.
func TestStandardLibraryInPart(t *testing.T) {
	r, err := census.Packages("", "bufio", "container/...", "context", "encoding/json", "iter", "net/textproto", "sync", "text/template/parse")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r)
	if err := r.Err(); err != nil {
		t.Error(err)
	}
	if len(r.Skipped) > 0 || r.Packages < 8 || r.Loops == 0 {
		t.Errorf("%d packages, %q skipped, %d loops", r.Packages, r.Skipped, r.Loops)
	}
}

// The fixtures speak VPP: behind an open gate, too, they have findings, and
// loops that send again. A run that says "nothing" about anything would not be
// noticed otherwise.
func TestFindingsAreNoticed(t *testing.T) {
	r, err := census.Tree(filepath.Join("..", "..", "testdata", "src", "retry_loops"), "retry_loops")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) == 0 || r.Err() == nil {
		t.Errorf("findings in code with defects: %q, error: %v", r.Findings, r.Err())
	}
	if r.Resent == 0 {
		t.Errorf("no loop sends again:\n%s", r)
	}
}

// A tree has packages that belong together, and some that do not, or do not
// compile.
func TestTree(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a/a.go":       "package a\n\nimport \"x/b\"\n\nfunc F() { for range b.N() {\n} }\n",
		"b/b.go":       "package b\n\nimport \"strings\"\n\nfunc N() int { return strings.Index(\"\", \"\") }\n",
		"b/b_test.go":  "package b\n\nvar X int = nothing\n",
		"main/one.go":  "package main\n\nfunc main() {}\n",
		"main/two.go":  "package main\n\nfunc main() {}\n",
		"ill/ill.go":   "package ill\n\nvar X int = \"\"\n",
		"odd/odd.go":   "this is not Go\n",
		"lost/lost.go": "package lost\n\nimport _ \"x/nowhere\"\n",
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r, err := census.Tree(dir, "x")
	if err != nil {
		t.Fatal(err)
	}
	if r.Packages != 4 || len(r.Skipped) != 2 || r.Loops != 1 || r.Decided != 2 {
		t.Errorf("4 packages, 2 that do not compile, and 1 loop that is decided twice, have become\n%s", r)
	}
}

// A run that has looked at nothing is no success.
func TestNothingIsAFailure(t *testing.T) {
	for want, r := range map[string]census.Report{
		"no function was translated":    {Packages: 3},
		"with loops was decided":        {Census: retry.Census{Functions: 3, Loops: 2, OutOfBudget: 4}},
		"a replay is at fault: f":       {Census: retry.Census{Functions: 3, Broken: []string{"f"}}},
		"it fails: x":                   {Census: retry.Census{Functions: 3}, Failures: []string{"x"}},
		"it finds something: a.go:1: y": {Census: retry.Census{Functions: 3}, Findings: []string{"a.go:1: y"}},
	} {
		if err := r.Err(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q", err, want)
		}
	}
	fine := census.Report{Census: retry.Census{Functions: 3, Loops: 1, Decided: 1}}
	if err := fine.Err(); err != nil {
		t.Error(err)
	}
}

// What is too large to be in memory at once is divided.
func TestBatches(t *testing.T) {
	all := []census.Source{{Path: "a", Bytes: 0}, {Path: "b", Bytes: 3}, {Path: "c", Bytes: 3}, {Path: "d", Bytes: 9}, {Path: "e", Bytes: 1}}
	if got, want := fmt.Sprint(census.Batches(all, 5)), "[[a b] [c] [d] [e]]"; got != want {
		t.Errorf("batches of 5 bytes are %s, want %s", got, want)
	}
	if got := census.Batches(nil, 5); len(got) != 0 {
		t.Errorf("batches of nothing are %q", got)
	}
}

// The packages of a pattern are those of the pattern; with what they import, only
// those of modules.
func TestList(t *testing.T) {
	own, err := census.List("", false, ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(own) != 1 || own[0].Path != "github.com/vpplint/vpplint/internal/census" || own[0].Module != "github.com/vpplint/vpplint" || own[0].Bytes == 0 {
		t.Errorf("this package is %+v", own)
	}
	below, err := census.List("", true, ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(below) < 10 || slices.ContainsFunc(below, func(s census.Source) bool { return s.Module == "" }) {
		t.Errorf("with what it imports, it is %+v", below)
	}
}
