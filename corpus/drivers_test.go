package corpus_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/corpus"
	"github.com/vpplint/vpplint/plugin"
)

// As they are, the drivers find nothing, and complain of nothing.

func TestDriversOnStandardLibrary(t *testing.T) {
	tool, pattern := build(t), "std"
	if testing.Short() {
		pattern = "net/http/..."
	}
	silent(t, tool, pattern)
	silent(t, "go", "vet", "-vettool="+tool, pattern)
	plugged(t, pattern)
}

// What the large modules import is named one by one, since only packages that
// are named are reported on; go vet looks at them all the same.
func TestDriversOnLargeModules(t *testing.T) {
	whole(t)
	tool := build(t)
	paths := strings.Fields(goCommand(t, "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", corpus.Large))
	modules := map[string]bool{}
	for _, m := range strings.Fields(goCommand(t, "list", "-f", "{{join .Imports \"\\n\"}}", corpus.Large)) {
		modules[goCommand(t, "list", "-f", "{{.Module.Path}}", m)] = true
	}
	if len(modules) < 10 || len(paths) < 1000 {
		t.Errorf("%d packages of %d large modules", len(paths), len(modules))
	}
	silent(t, tool, paths...)
	silent(t, "go", "vet", "-vettool="+tool, corpus.Large)
	plugged(t, paths...)
}

// Test data need not compile, and hardly belongs to a module. What matters is
// that there is no finding, and no crash.
func TestDriversOnTestData(t *testing.T) {
	whole(t)
	tool := build(t)
	seen := 0
	for _, trees := range testData(t) {
		for _, dir := range trees {
			if filepath.Base(dir) != "src" {
				continue
			}
			env := append(os.Environ(), "GO111MODULE=off", "GOFLAGS=", "GOPATH="+filepath.Dir(dir))
			out, code := run(t, dir, env, tool, "./...")
			if code != 0 && code != 1 || crashed(out) {
				t.Errorf("%s: standalone: exit code %d\n%s", dir, code, out)
			}
			out, _ = run(t, dir, env, "go", "vet", "-json", "-vettool="+tool, "./...")
			if strings.Contains(out, `"posn"`) || crashed(out) {
				t.Errorf("%s: go vet:\n%s", dir, out)
			}
			seen++
		}
	}
	if seen < 20 {
		t.Errorf("only %d trees were looked at", seen)
	}
}

func crashed(out string) bool {
	return strings.Contains(out, "goroutine ") || strings.Contains(out, "internal error")
}

// build builds the command.
func build(t *testing.T) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "vpplint.exe")
	goCommand(t, "-C", "..", "build", "-o", tool, "./cmd/vpplint")
	return tool
}

// silent runs a command that has nothing to say.
func silent(t *testing.T, name string, args ...string) {
	t.Helper()
	start := time.Now()
	out, code := run(t, ".", os.Environ(), name, args...)
	about := fmt.Sprintf("%s %s", filepath.Base(name), strings.Join(args[:min(len(args), 3)], " "))
	if code != 0 || out != "" {
		t.Errorf("%s: exit code %d\n%s", about, code, out)
	}
	t.Logf("%s, %d arguments: %v", about, len(args), time.Since(start).Round(time.Millisecond))
}

func run(t *testing.T, dir string, env []string, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir, cmd.Env = dir, env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// plugged runs the plugin on packages that are loaded as golangci-lint loads
// them.
func plugged(t *testing.T, patterns ...string) {
	t.Helper()
	start := time.Now()
	p, err := plugin.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(suite, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(graph.Roots) == 0 {
		t.Error("the plugin has looked at nothing")
	}
	for _, act := range graph.Roots {
		if act.Err != nil && !act.Package.IllTyped {
			t.Errorf("%s: %v", act.Package.PkgPath, act.Err)
		}
		for _, d := range act.Diagnostics {
			t.Errorf("%s: %s", act.Package.Fset.Position(d.Pos), d.Message)
		}
	}
	t.Logf("plugin, %d packages: %v", len(pkgs), time.Since(start).Round(time.Millisecond))
}
