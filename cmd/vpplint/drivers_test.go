package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/standalone"
	"github.com/vpplint/vpplint/plugin"
)

// spot is a finding, in a file of a tree.
type spot struct {
	file       string
	line       int
	column     string
	rule, text string
	more       string // related places, and edits
}

func (s spot) String() string {
	return fmt.Sprintf("%s:%d:%s: %s (%s)%s", s.file, s.line, s.column, s.text, s.rule, s.more)
}

// standaloneRun does what the command does, which sorts its findings.
func standaloneRun(t *testing.T, x tree) []spot {
	t.Helper()
	report, err := standalone.Run(standalone.Config{
		Dir: x.dir, Tags: x.tags, Tests: x.settings.Tests, Patterns: x.patterns, Analyzers: tellingSuite(x.settings),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Error(p)
	}
	var spots []spot
	for _, f := range report.Findings {
		s := spot{file: local(t, x.dir, f.Pos.Filename), line: f.Pos.Line, column: fmt.Sprint(f.Pos.Column), rule: f.Rule, text: f.Message}
		for _, rel := range f.Related {
			s.relate(filepath.Base(rel.Pos.Filename), rel.Pos.Line, rel.Pos.Column, rel.Message)
		}
		for _, fix := range f.Fixes {
			s.more += fmt.Sprintf("\n\t%s: %d edits", fix.Message, len(fix.Edits))
			for _, e := range fix.Edits {
				s.more += fmt.Sprintf(" %q", e.New)
			}
		}
		spots = append(spots, s)
	}
	return spots
}

func (s *spot) relate(file string, line, column any, text string) {
	s.more += fmt.Sprintf("\n\t%s:%v:%v: %s", file, line, column, text)
}

// vetTool is a command and the flag that chooses how it serves go vet.
type vetTool struct{ command, flag string }

// vetTools are the ways to serve go vet: by the unit checker of our own, which
// puts off what nobody asks for, but not where a rule asks for all of it, and by
// that of x/tools.
var vetTools = []vetTool{
	{"vpplint", "-unitchecker=false"},
	{"vpplint-telling", "-unitchecker=false"},
	{"vpplint-telling", "-unitchecker"},
}

func (v vetTool) String() string { return v.command + " " + v.flag }

// tells says whether the command reports what packages tell.
func (v vetTool) tells() bool { return v.command == "vpplint-telling" }

// vetRun reads the JSON of go vet: an object for each package with findings.
func vetRun(t *testing.T, x tree, v vetTool) []spot {
	t.Helper()
	tool, err := exec.LookPath(v.command)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"vet", "-json", "-vettool=" + tool, "-tags=" + x.tags, v.flag}
	if x.settings.Tests {
		args = append(args, "-tests")
	}
	cmd := exec.Command("go", append(args, x.patterns...)...)
	cmd.Dir, cmd.Env = x.dir, append(os.Environ(), "XDG_CACHE_HOME="+t.TempDir(), "GOCACHE="+goEnv("GOCACHE"))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("go vet: %v\n%s", err, &stderr)
	}
	var spots []spot
	for d := json.NewDecoder(&stdout); ; {
		var byPackage map[string]map[string][]vetFinding
		if err := d.Decode(&byPackage); errors.Is(err, io.EOF) {
			return sorted(spots)
		} else if err != nil {
			t.Fatal(err)
		}
		for _, byRule := range byPackage {
			for rule, found := range byRule {
				for _, f := range found {
					spots = append(spots, f.spot(t, x.dir, rule))
				}
			}
		}
	}
}

// vetFinding is a finding in the JSON of go vet.
type vetFinding struct {
	Posn, Message string
	Related       []struct{ Posn, Message string }
	Fixes         []struct {
		Message string
		Edits   []struct{ New string }
	} `json:"suggested_fixes"`
}

func (f vetFinding) spot(t *testing.T, dir, rule string) spot {
	t.Helper()
	file, line, column := position(f.Posn)
	s := spot{file: local(t, dir, file), column: column, rule: rule}
	if _, err := fmt.Sscan(line, &s.line); err != nil {
		t.Errorf("%s: %v", f.Posn, err)
	}
	s.text = strings.TrimSuffix(f.Message, " ("+rule+")")
	if s.text == f.Message {
		t.Errorf("%s: the text does not name its rule: %s", f.Posn, f.Message)
	}
	for _, rel := range f.Related {
		file, line, column := position(rel.Posn)
		s.relate(filepath.Base(file), line, column, rel.Message)
	}
	for _, fix := range f.Fixes {
		s.more += fmt.Sprintf("\n\t%s: %d edits", fix.Message, len(fix.Edits))
		for _, e := range fix.Edits {
			s.more += fmt.Sprintf(" %q", e.New)
		}
	}
	return s
}

// position splits file:line:column; there may be a colon in the file's name.
func position(posn string) (file, line, column string) {
	rest, column, _ := cutLast(posn, ":")
	file, line, _ = cutLast(rest, ":")
	return file, line, column
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// pluginRun runs the plugin's analyzer on packages that are loaded as
// golangci-lint loads them: with test variants, which take the place of the
// packages themselves, and without mains of tests. Related places are left out.
func pluginRun(t *testing.T, x tree) []spot {
	t.Helper()
	p, err := plugin.New(map[string]any{"related": false, "tests": x.settings.Tests})
	if err != nil {
		t.Fatal(err)
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	config := &packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: x.dir, Tests: true, BuildFlags: []string{"-tags=" + x.tags},
	}
	pkgs, err := packages.Load(config, x.patterns...)
	if err != nil {
		t.Fatal(err)
	}
	variants := map[string]bool{}
	for _, pkg := range pkgs {
		variants[pkg.PkgPath] = variants[pkg.PkgPath] || pkg.ID != pkg.PkgPath
	}
	pkgs = slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool {
		return pkg.ID == pkg.PkgPath && variants[pkg.PkgPath] || pkg.Name == "main" && strings.HasSuffix(pkg.ID, ".test")
	})
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
			spots = append(spots, pluginSpot(t, x.dir, act.Package.Fset.Position(d.Pos), d))
		}
	}
	return sorted(spots)
}

func pluginSpot(t *testing.T, dir string, at token.Position, d analysis.Diagnostic) spot {
	t.Helper()
	s := spot{file: local(t, dir, at.Filename), line: at.Line, column: fmt.Sprint(at.Column)}
	s.rule, s.text, _ = strings.Cut(d.Message, ": ")
	return s
}

// local is a file's name in a tree.
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
