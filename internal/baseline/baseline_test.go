package baseline_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/baseline"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
)

// found is a finding in a package, in a file of a folder.
func found(dir, pkg, fingerprint string) report.Finding {
	return report.Finding{
		Rule: "vppretry9603", Category: "vppretry9603", Package: pkg, Decl: "Assign", Fingerprint: fingerprint,
		Message: "retries 9603", Pos: report.Position{Filename: filepath.Join(dir, pkg, "a.go"), Line: 1},
	}
}

// folder has the file of each package.
func folder(t *testing.T, pkgs ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, pkg := range pkgs {
		if err := os.Mkdir(filepath.Join(dir, pkg), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, pkg, "a.go"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// written is a baseline that was written and read again.
func written(t *testing.T, dir string, r baseline.Run, old *baseline.Baseline) *baseline.Baseline {
	t.Helper()
	name := filepath.Join(dir, "baseline.json")
	text, err := baseline.New(r, name, old).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
	b, err := baseline.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func fingerprints(entries []baseline.Entry) (list []string) {
	for _, e := range entries {
		list = append(list, e.Fingerprint)
	}
	return list
}

func TestFresh(t *testing.T) {
	dir := folder(t, "a")
	known, fresh := found(dir, "a", "known"), found(dir, "a", "fresh")
	b := written(t, dir, baseline.Run{Scope: json.RawMessage(`{}`), Packages: []string{"a"}, Findings: []report.Finding{known}}, nil)
	if got := b.Fresh([]report.Finding{known, fresh}); len(got) != 1 || got[0].Fingerprint != "fresh" {
		t.Errorf("got %v", got)
	}
	if e := b.Findings[0]; e.File != "a/a.go" || e.Declaration != "Assign" || e.Rule != "vppretry9603" {
		t.Errorf("the entry is %+v", e)
	}
}

// Nobody can live with a failure of vpplint.
func TestFailuresStay(t *testing.T) {
	dir := folder(t, "a")
	f := found(dir, "a", "failure")
	f.Category = finding.Internal
	b := written(t, dir, baseline.Run{Scope: json.RawMessage(`{}`), Packages: []string{"a"}, Findings: []report.Finding{f}}, nil)
	if len(b.Findings) != 0 {
		t.Errorf("the baseline has %+v", b.Findings)
	}
	b.Findings = []baseline.Entry{{Fingerprint: "failure"}}
	if got := b.Fresh([]report.Finding{f}); len(got) != 1 {
		t.Error("a failure is silent")
	}
}

func TestStale(t *testing.T) {
	dir := folder(t, "a", "b", "c")
	all := baseline.Run{Scope: json.RawMessage(`{"tests": true}`), Packages: []string{"a", "b", "c"}, Findings: []report.Finding{
		found(dir, "a", "stays"), found(dir, "a", "mended"), found(dir, "b", "not looked at"), found(dir, "c", "gone"),
	}}
	b := written(t, dir, all, nil)
	if err := os.RemoveAll(filepath.Join(dir, "c")); err != nil {
		t.Fatal(err)
	}
	now := baseline.Run{Scope: json.RawMessage(`{"tests": true}`), Packages: []string{"a"}, Findings: []report.Finding{found(dir, "a", "stays")}}
	if got, want := fingerprints(b.Stale(now)), []string{"mended", "gone"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	now.Scope = json.RawMessage(`{"tests": false}`)
	if got := b.Stale(now); len(got) > 0 {
		t.Errorf("a run that looked at less says %q", fingerprints(got))
	}
}

// A run on some packages does not lose the entries of others.
func TestWritingKeepsOtherPackages(t *testing.T) {
	dir := folder(t, "a", "b", "c")
	old := written(t, dir, baseline.Run{Scope: json.RawMessage(`{}`), Packages: []string{"a", "b", "c"}, Findings: []report.Finding{
		found(dir, "a", "mended"), found(dir, "b", "kept"), found(dir, "c", "gone"),
	}}, nil)
	if err := os.RemoveAll(filepath.Join(dir, "c")); err != nil {
		t.Fatal(err)
	}
	b := written(t, dir, baseline.Run{Scope: json.RawMessage(`{}`), Packages: []string{"a"}, Findings: []report.Finding{found(dir, "a", "new")}}, old)
	if got, want := fingerprints(b.Findings), []string{"new", "kept"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "is no baseline",
		"[]":                            "is no baseline",
		`{"findings": []}`:              "is no baseline",
		`{"version": 2, "x": 1}`:        "has version 2, and this vpplint knows version 1: remove it",
		`{"version": 1, "finding": []}`: `unknown field "finding"`,
	} {
		name := filepath.Join(t.TempDir(), "baseline.json")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := baseline.Read(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if _, err := baseline.Read(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "-write-baseline writes one") {
		t.Errorf("a file that does not exist: %v", err)
	}
}
