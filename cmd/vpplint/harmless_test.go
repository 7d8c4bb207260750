package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// defective is a module with one finding, which has a fix.
var defective = map[string]string{
	"go.mod": "module example.com/mdm\n\ngo 1.26\n",
	"vpp/vpp.go": `package vpp

type Response struct {
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

func Assigned(r *Response) bool {
	return r.ErrorMessage == "License already assigned"
}
`,
}

// closed is a place with nothing but a module, a home, a folder for temporary
// files, and the programs that vpplint may run.
type closed struct{ base, log string }

func closedPlace(t *testing.T) closed {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the programs that note who runs them are shell scripts")
	}
	c := closed{base: tempDir(t)}
	c.log = filepath.Join(t.TempDir(), "log")
	for _, dir := range []string{"home", "tmp", "bin", "mdm/vpp"} {
		if err := os.MkdirAll(filepath.Join(c.base, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range defective {
		write(t, filepath.Join(c.base, "mdm", name), text)
	}
	for _, name := range []string{"go", "git"} {
		found, err := exec.LookPath(name)
		if err != nil {
			t.Skip(err)
		}
		script := fmt.Sprintf("#!/bin/sh\necho %s \"$@\" >>'%s'\nexec '%s' \"$@\"\n", name, c.log, found)
		if err := os.WriteFile(filepath.Join(c.base, "bin", name), []byte(script), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "."}, {"-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "base"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = filepath.Join(c.base, "mdm")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	return c
}

// environ is all that vpplint knows of the world.
func (c closed) environ(t *testing.T) []string {
	t.Helper()
	env := []string{
		"PATH=" + filepath.Join(c.base, "bin"), "HOME=" + filepath.Join(c.base, "home"), "TMPDIR=" + filepath.Join(c.base, "tmp"),
		"GOPROXY=off", "GOTOOLCHAIN=local", "GOTELEMETRY=off", "CGO_ENABLED=0",
	}
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOROOT"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		env = append(env, name+"="+strings.TrimSpace(string(out)))
	}
	return env
}

// run runs vpplint in the module, behind other words, if there are any.
func (c closed) run(t *testing.T, before []string, args ...string) (string, int) {
	t.Helper()
	tool, err := exec.LookPath("vpplint")
	if err != nil {
		t.Fatal(err)
	}
	words := slices.Concat(before, []string{tool}, args)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Env = filepath.Join(c.base, "mdm"), c.environ(t)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if failed := (*exec.ExitError)(nil); !errors.As(cmd.Run(), &failed) && cmd.ProcessState == nil {
		t.Fatalf("%s does not run: %s", words[0], &out)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// ran are the programs that were run since the last time, as their names and
// first arguments.
func (c closed) ran(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(c.log)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(c.log); err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		all = append(all, strings.Join(words[:min(2, len(words))], " "))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// files are the sums of all files, but for those of git and of the go command.
func (c closed) files(t *testing.T) map[string]string {
	t.Helper()
	sums := map[string]string{}
	err := filepath.WalkDir(c.base, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || name == filepath.Join(c.base, "home", ".config", "go")):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		text, err := os.ReadFile(name)
		sums[strings.TrimPrefix(name, c.base+string(filepath.Separator))] = fmt.Sprintf("%x", sha256.Sum256(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// What vpplint runs, and which files it writes, in a place where all else is
// missing: the go command, git where changes are asked for, and the files that
// it was asked to write.
func TestNothingRunsAndNothingIsWrittenUnasked(t *testing.T) {
	c := closedPlace(t)
	for _, test := range []struct {
		args  []string
		code  int
		git   bool
		wrote []string
	}{
		{args: []string{"./..."}, code: 3},
		{args: []string{"-format", "json", "./..."}, code: 3},
		{args: []string{"-diff", "./..."}, code: 3},
		{args: []string{"config"}},
		{args: []string{"-new-from-rev", "HEAD", "./..."}, git: true},
		{args: []string{"-format", "sarif=out.sarif", "./..."}, code: 3, wrote: []string{"mdm/out.sarif"}},
		{args: []string{"-baseline", "known.json", "-write-baseline", "./..."}, wrote: []string{"mdm/known.json"}},
		{args: []string{"-fix", "./..."}, wrote: []string{"mdm/vpp/vpp.go"}},
	} {
		t.Run(strings.Join(test.args, " "), func(t *testing.T) {
			before := c.files(t)
			write(t, c.log, "")
			out, code := c.run(t, nil, test.args...)
			if code != test.code {
				t.Fatalf("exit code %d, want %d\n%s", code, test.code, out)
			}
			for _, ran := range c.ran(t) {
				if !strings.HasPrefix(ran, "go ") && (!test.git || !strings.HasPrefix(ran, "git ")) {
					t.Errorf("it runs %s", ran)
				}
			}
			var wrote []string
			after := c.files(t)
			for name, sum := range after {
				if before[name] != sum {
					wrote = append(wrote, filepath.ToSlash(name))
				}
				delete(before, name)
			}
			slices.Sort(wrote)
			if !slices.Equal(wrote, test.wrote) || len(before) > 0 {
				t.Errorf("it writes %q, want %q, and removes %q", wrote, test.wrote, slices.Sorted(maps.Keys(before)))
			}
		})
	}
}

// The same, as the system sees it: no other program starts, by whatever name,
// and nobody connects to anything.
func TestSystemCalls(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip(err)
	}
	c := closedPlace(t)
	log := filepath.Join(t.TempDir(), "strace")
	before := []string{strace, "-f", "-e", "trace=execve,network", "-o", log}
	if out, code := c.run(t, before, "-new-from-rev", "HEAD", "./..."); code != 0 {
		t.Skipf("strace does not work here: %s", out)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	started := map[string]bool{}
	for _, m := range regexp.MustCompile(`execve\("([^"]*)"`).FindAllSubmatch(text, -1) {
		name := string(m[1])
		switch base := filepath.Base(name); {
		case base == "go", base == "git", strings.HasPrefix(base, "vpplint"):
		case strings.Contains(filepath.ToSlash(name), "/pkg/tool/"): // what the go command runs
		case name == "/bin/sh": // of the scripts
		default:
			t.Errorf("it runs %s", name)
		}
		started[filepath.Base(name)] = true
	}
	if !started["go"] || !started["git"] {
		t.Errorf("neither go nor git were seen: %v", slices.Sorted(maps.Keys(started)))
	}
	if m := regexp.MustCompile(`(?m)^.*AF_INET.*$`).Find(text); m != nil {
		t.Errorf("it uses the network: %s", m)
	}
}

// What could speak to a network is not even part of the program: of all that
// it is made of, only the standard library imports package net, for headers.
func TestNothingSpeaksToNetworks(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.Standard}} {{.ImportPath}} {{join .Imports \" \"}}", ".", "../../plugin").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		lines++
		if words[1] == "net/http" {
			t.Error("net/http is part of the program")
		}
		for _, imp := range words[2:] {
			if words[0] == "false" && (imp == "net" || strings.HasPrefix(imp, "net/") && !slices.Contains([]string{"net/url", "net/textproto"}, imp)) {
				t.Errorf("%s imports %s", words[1], imp)
			}
			if imp == "os/exec" && strings.HasPrefix(words[1], "github.com/vpplint/") && !strings.HasSuffix(words[1], "/internal/changes") {
				t.Errorf("%s imports os/exec", words[1])
			}
			if strings.HasPrefix(words[1], "github.com/vpplint/") && slices.Contains([]string{"unsafe", "plugin", "C"}, imp) {
				t.Errorf("%s imports %s", words[1], imp)
			}
		}
	}
	if lines < 50 {
		t.Errorf("only %d packages", lines)
	}
}

// writers are the functions of package os that change files, or start programs.
var writers = []string{
	"Chmod", "Chown", "Chtimes", "CopyFS", "Create", "CreateTemp", "Lchown", "Link", "Mkdir", "MkdirAll", "MkdirTemp", "NewFile", "OpenFile",
	"OpenRoot", "Remove", "RemoveAll", "Rename", "StartProcess", "Symlink", "Truncate", "WriteFile",
}

// Of vpplint's own packages, in whatever driver, two write files: one those that
// it is asked to write, the other what go vet wants to keep, and what has been
// learned on the way.
func TestTwoPackagesWrite(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}} {{.Dir}} {{join .GoFiles \" \"}}{{end}}", ".", "../../plugin").Output()
	if err != nil {
		t.Fatal(err)
	}
	wrote := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		own, ok := strings.CutPrefix(words[0], "github.com/vpplint/vpplint/")
		if !ok {
			continue
		}
		for _, name := range words[2:] {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(words[1], name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains(writers, sel.Sel.Name) {
					if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "os" {
						wrote[own] = true
					}
				}
				return true
			})
		}
	}
	if got := slices.Sorted(maps.Keys(wrote)); !slices.Equal(got, []string{"internal/outfile", "internal/unit"}) {
		t.Errorf("files are written by %q", got)
	}
}
