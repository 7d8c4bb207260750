package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/standalone"
	"github.com/vpplint/vpplint/plugin"
)

// TestParity has every driver look at the fixtures, as modules of their own
// in a workspace: each finds what the want comments say, in the same words.
func TestParity(t *testing.T) {
	dir, themes := workspace(t, "../../testdata/src")
	wants := readWants(t, dir)
	var patterns []string
	for _, theme := range themes {
		patterns = append(patterns, "./"+theme+"/...")
	}

	alone := runStandalone(t, dir, patterns)
	if diff := wants.compare(alone); diff != "" {
		t.Errorf("standalone against want comments:\n%s", diff)
	}
	found := map[string]bool{}
	for _, s := range alone {
		found[s.rule] = true
	}
	for _, rule := range []string{"vpperrormessage", "vppretry9603", "vppretry9616", "vppignore"} {
		if !found[rule] {
			t.Errorf("the fixtures have no finding of %s", rule)
		}
	}

	slices.Reverse(patterns)
	if again := runStandalone(t, dir, patterns); !slices.Equal(alone, again) {
		t.Errorf("another order of packages changes what is found:\n%s", compare(alone, again))
	}

	vetted := runVet(t, dir, patterns)
	if diff := compare(alone, vetted); diff != "" {
		t.Errorf("standalone (-) and go vet (+) differ:\n%s", diff)
	}
	if diff := compare(merge(alone), runPlugin(t, dir, patterns)); diff != "" {
		t.Errorf("standalone (-) and the plugin (+) differ:\n%s", diff)
	}
}

// spot is a finding, in a file of the workspace.
type spot struct {
	file       string
	line       int
	column     string
	rule, text string
}

func (s spot) String() string {
	return fmt.Sprintf("%s:%d:%s: %s (%s)", s.file, s.line, s.column, s.text, s.rule)
}

// workspace makes a module of each theme of the fixtures.
func workspace(t *testing.T, fixtures string) (dir string, themes []string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(fixtures)); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	work := "go 1.26.0\n"
	for _, e := range entries {
		write(t, filepath.Join(dir, e.Name(), "go.mod"), "module "+e.Name()+"\n\ngo 1.26.0\n")
		work += "use ./" + e.Name() + "\n"
		themes = append(themes, e.Name())
	}
	write(t, filepath.Join(dir, "go.work"), work)
	return dir, themes
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func runStandalone(t *testing.T, dir string, patterns []string) []spot {
	t.Helper()
	report, err := standalone.Run(standalone.Config{Dir: dir, Patterns: patterns, Analyzers: analyzer.All()})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Error(p)
	}
	var spots []spot
	for _, f := range report.Findings {
		spots = append(spots, spot{local(t, dir, f.Pos.Filename), f.Pos.Line, fmt.Sprint(f.Pos.Column), f.Rule, f.Message})
	}
	return sorted(spots)
}

// runVet reads the JSON of go vet: an object for each package with findings.
func runVet(t *testing.T, dir string, patterns []string) []spot {
	t.Helper()
	tool, err := exec.LookPath("vpplint")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"vet", "-json", "-vettool=" + tool}, patterns...)...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("go vet: %v\n%s", err, &stderr)
	}
	var spots []spot
	for d := json.NewDecoder(&stdout); ; {
		var byPackage map[string]map[string][]struct{ Posn, Message string }
		if err := d.Decode(&byPackage); errors.Is(err, io.EOF) {
			return sorted(spots)
		} else if err != nil {
			t.Fatal(err)
		}
		for _, byRule := range byPackage {
			for rule, found := range byRule {
				for _, f := range found {
					var s spot
					rest, column, _ := cutLast(f.Posn, ":")
					file, line, _ := cutLast(rest, ":")
					fmt.Sscan(line, &s.line)
					s.file, s.column, s.rule = local(t, dir, file), column, rule
					s.text = strings.TrimSuffix(f.Message, " ("+rule+")")
					if s.text == f.Message {
						t.Errorf("%s: the text does not name its rule: %s", f.Posn, f.Message)
					}
					spots = append(spots, s)
				}
			}
		}
	}
}

// runPlugin runs the plugin's analyzer as golangci-lint does, with default
// settings but for related places.
func runPlugin(t *testing.T, dir string, patterns []string) []spot {
	t.Helper()
	p, err := plugin.New(map[string]any{"related": false})
	if err != nil {
		t.Fatal(err)
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Tests: true}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(suite, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var spots []spot
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			at := act.Package.Fset.Position(d.Pos)
			rule, text, _ := strings.Cut(d.Message, ": ")
			s := spot{local(t, dir, at.Filename), at.Line, fmt.Sprint(at.Column), rule, text}
			if !slices.Contains(spots, s) { // a package and its test variant
				spots = append(spots, s)
			}
		}
	}
	return sorted(spots)
}

// merge joins the findings on one line as the plugin does.
func merge(spots []spot) []spot {
	var merged []spot
	for _, s := range spots {
		if n := len(merged) - 1; n >= 0 && merged[n].file == s.file && merged[n].line == s.line {
			if !slices.Contains(strings.Split(merged[n].rule, ", "), s.rule) {
				merged[n].rule += ", " + s.rule
			}
			merged[n].text += "; also " + s.text
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

func local(t *testing.T, dir, file string) string {
	t.Helper()
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		t.Errorf("%s is not in %s", file, dir)
	}
	return filepath.ToSlash(rel)
}

func sorted(spots []spot) []spot {
	slices.SortStableFunc(spots, func(a, b spot) int {
		if a.file == b.file && a.line == b.line {
			return strings.Compare(fmt.Sprintf("%9s %s", a.column, a.rule), fmt.Sprintf("%9s %s", b.column, b.rule))
		}
		if a.file == b.file {
			return a.line - b.line
		}
		return strings.Compare(a.file, b.file)
	})
	return spots
}

// compare lists what only one side has.
func compare(a, b []spot) string {
	count := map[string]int{}
	for _, s := range a {
		count[s.String()]--
	}
	for _, s := range b {
		count[s.String()]++
	}
	var diff strings.Builder
	for _, s := range slices.Sorted(maps.Keys(count)) {
		if n := count[s]; n < 0 {
			fmt.Fprintf(&diff, "- %s\n", s)
		} else if n > 0 {
			fmt.Fprintf(&diff, "+ %s\n", s)
		}
	}
	return diff.String()
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
