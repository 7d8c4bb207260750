package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/vpplint/vpplint/internal/parity"
)

// TestParity has golangci-lint, the command and go vet look at the same trees:
// they find the same, but golangci-lint joins what is on one line.
func TestParity(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		tree func(t *testing.T) tree
		each bool // package is looked at alone, too
	}{
		{"examples", examples, true},
		{"modules", modules, true},
		{"fixtures", fixtures, false},
		{"servers", servers, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			x := test.tree(t)
			alone := x.standalone(t)
			if len(alone) == 0 {
				t.Fatal("nothing is found")
			}
			if diff := parity.Difference(alone, x.vet(t)); diff != "" {
				t.Errorf("standalone (-) and go vet (+) differ:\n%s", diff)
			}
			joined := join(alone)
			cache := t.TempDir()
			for _, state := range []string{"cold", "warm"} {
				inJSON, inSARIF := x.golangci(t, cache, x.patterns...)
				if diff := parity.Difference(joined, inJSON); diff != "" {
					t.Errorf("standalone (-) and golangci-lint (+) differ when its cache is %s:\n%s", state, diff)
				}
				if diff := parity.Difference(joined, inSARIF); diff != "" {
					t.Errorf("standalone (-) and golangci-lint's SARIF (+) differ when its cache is %s:\n%s", state, diff)
				}
			}
			// Where files have changed, what they depend on comes from the cache.
			for _, s := range joined {
				x.touch(t, s.file)
			}
			changed, _ := x.golangci(t, cache, x.patterns...)
			if diff := parity.Difference(joined, changed); diff != "" {
				t.Errorf("standalone (-) and golangci-lint (+) differ where files have changed:\n%s", diff)
			}
			if !test.each {
				return
			}
			// What a package is told by those that it imports does not depend on
			// whether anybody looks at them.
			for dir, want := range byDir(joined) {
				got, _ := x.golangci(t, t.TempDir(), "./"+dir)
				if diff := parity.Difference(want, got); diff != "" {
					t.Errorf("%s: all packages (-) and this one alone (+) differ:\n%s", dir, diff)
				}
			}
		})
	}
}

// tree is what is looked at.
type tree struct {
	dir      string
	patterns []string
	linter   string // golangci-lint
}

func examples(t *testing.T) tree {
	t.Helper()
	x := tree{dir: tempDir(t), linter: "golangci-lint", patterns: []string{"./examples/..."}}
	copyTree(t, filepath.Join(x.dir, "examples"), "../examples")
	write(t, filepath.Join(x.dir, "go.mod"), "module github.com/vpplint/vpplint\n\ngo 1.26.0\n")
	return x
}

// modules is a workspace, whose modules import each other.
func modules(t *testing.T) tree {
	t.Helper()
	archive, err := txtar.ParseFile("../cmd/vpplint/testdata/layouts/modules.txtar")
	if err != nil {
		t.Fatal(err)
	}
	x := tree{dir: tempDir(t), linter: "golangci-lint", patterns: []string{"./answer/...", "./client/...", "./console/..."}}
	for _, f := range archive.Files {
		write(t, filepath.Join(x.dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	return x
}

// fixtures makes a module of each theme of the fixtures, in one workspace.
func fixtures(t *testing.T) tree {
	t.Helper()
	x := tree{dir: tempDir(t), linter: "golangci-lint"}
	patterns, err := parity.Fixtures(x.dir, "../testdata/src")
	if err != nil {
		t.Fatal(err)
	}
	x.patterns = patterns
	return x
}

// servers have a package for everything, and retry libraries.
func servers(t *testing.T) tree {
	t.Helper()
	x := tree{dir: tempDir(t), linter: "golangci-lint", patterns: []string{"./..."}}
	copyTree(t, x.dir, "../variants/servers")
	download := exec.Command("go", "mod", "download")
	download.Dir = x.dir
	if out, err := download.CombinedOutput(); err != nil {
		t.Fatalf("go mod download: %v\n%s", err, out)
	}
	return x
}

// spot is a finding, or an issue.
type spot struct {
	file         string
	line, column int
	text         string // with the rules in front
}

func (s spot) String() string { return fmt.Sprintf("%s:%d:%d: %s", s.file, s.line, s.column, s.text) }

func (x tree) standalone(t *testing.T) []spot {
	t.Helper()
	var report struct {
		Findings []struct {
			Rule, Message string
			Location      struct {
				File  string
				Start struct{ Line, Column int }
			}
		}
		Problems []any
	}
	decode(t, x.run(t, 3, nil, "vpplint", append([]string{"-format=json"}, x.patterns...)...), &report)
	if len(report.Problems) > 0 {
		t.Errorf("problems: %v", report.Problems)
	}
	var spots []spot
	for _, f := range report.Findings {
		spots = append(spots, spot{f.Location.File, f.Location.Start.Line, f.Location.Start.Column, f.Rule + ": " + f.Message})
	}
	return spots
}

func (x tree) vet(t *testing.T) []spot {
	t.Helper()
	tool, err := exec.LookPath("vpplint")
	if err != nil {
		t.Fatal(err)
	}
	out := json.NewDecoder(bytes.NewReader(x.run(t, 0, nil, "go", append([]string{"vet", "-json", "-vettool=" + tool}, x.patterns...)...)))
	var spots []spot
	for {
		var byPackage map[string]map[string][]struct{ Posn, Message string }
		if err := out.Decode(&byPackage); errors.Is(err, io.EOF) {
			return spots
		} else if err != nil {
			t.Fatal(err)
		}
		for _, byRule := range byPackage {
			for rule, found := range byRule {
				for _, f := range found {
					at := strings.Split(filepath.ToSlash(f.Posn), ":")
					n := len(at)
					s := spot{file: x.local(t, strings.Join(at[:n-2], ":")), text: rule + ": " + strings.TrimSuffix(f.Message, " ("+rule+")")}
					s.line, s.column = number(t, at[n-2]), number(t, at[n-1])
					spots = append(spots, s)
				}
			}
		}
	}
}

// golangci are the issues, as the two reports for machines have them.
func (x tree) golangci(t *testing.T, cache string, patterns ...string) (inJSON, inSARIF []spot) {
	t.Helper()
	out := t.TempDir()
	config := filepath.Join(out, "config.yml")
	write(t, config, configuration("{related: false}"))
	args := []string{"run", "-c=" + config, "--path-mode=abs", "--output.json.path=" + out + "/json", "--output.sarif.path=" + out + "/sarif"}
	x.run(t, 1, []string{"GOLANGCI_LINT_CACHE=" + cache}, x.linter, append(args, patterns...)...)

	var issues struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	decode(t, read(t, filepath.Join(out, "json")), &issues)
	for _, i := range issues.Issues {
		if i.FromLinter != "vpplint" {
			t.Errorf("an issue of %s: %s", i.FromLinter, i.Text)
		}
		inJSON = append(inJSON, spot{x.local(t, i.Pos.Filename), i.Pos.Line, i.Pos.Column, i.Text})
	}

	var log struct {
		Version string
		Runs    []struct {
			Results []struct {
				RuleID    string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	decode(t, read(t, filepath.Join(out, "sarif")), &log)
	for _, r := range log.Runs[0].Results {
		at := r.Locations[0].PhysicalLocation
		inSARIF = append(inSARIF, spot{x.local(t, strings.TrimPrefix(at.ArtifactLocation.URI, "file://")), at.Region.StartLine, at.Region.StartColumn, r.Message.Text})
	}
	return inJSON, inSARIF
}

// touch changes a file, and nothing in it.
func (x tree) touch(t *testing.T, file string) {
	t.Helper()
	name := filepath.Join(x.dir, filepath.FromSlash(file))
	write(t, name, string(read(t, name))+"\n// Touched.\n")
}

// run is what a command prints that exits with this status.
func (x tree) run(t *testing.T, status int, env []string, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = x.dir
	cmd.Env = append(os.Environ(), append(env, "GOPROXY=off", "GOFLAGS=", "GOWORK=", "PWD="+x.dir)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Fatalf("%s %s: exit status %d, want %d\n%s%s", name, strings.Join(args, " "), got, status, &stdout, &stderr)
	}
	return stdout.Bytes()
}

// local is a file's name in the tree.
func (x tree) local(t *testing.T, file string) string {
	t.Helper()
	rel, err := filepath.Rel(x.dir, filepath.FromSlash(file))
	if err != nil || !filepath.IsLocal(rel) {
		t.Errorf("%s is not in %s", file, x.dir)
	}
	return filepath.ToSlash(rel)
}

// join joins the findings on one line as the plugin does.
func join(findings []spot) []spot {
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.file, b.file), a.line-b.line, a.column-b.column)
	})
	var joined []spot
	for _, s := range findings {
		n := len(joined) - 1
		if n < 0 || joined[n].file != s.file || joined[n].line != s.line {
			joined = append(joined, s)
			continue
		}
		rules, texts, _ := strings.Cut(joined[n].text, ": ")
		rule, text, _ := strings.Cut(s.text, ": ")
		if !slices.Contains(strings.Split(rules, ", "), rule) {
			rules += ", " + rule
		}
		joined[n].text = rules + ": " + texts + "; also " + text
	}
	return joined
}

func byDir(spots []spot) map[string][]spot {
	dirs := map[string][]spot{}
	for _, s := range spots {
		dirs[path.Dir(s.file)] = append(dirs[path.Dir(s.file)], s)
	}
	return dirs
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Error(err)
	}
	return n
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func copyTree(t *testing.T, to, from string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// tempDir is a directory under the name that the go command calls it by.
func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
