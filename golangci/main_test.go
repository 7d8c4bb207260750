package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/vpplint/vpplint/internal/parity"
)

// The test is golangci-lint, too: nothing of its size is built twice.
func TestMain(m *testing.M) {
	testscript.Main(withCommand{m}, map[string]func(){"golangci-lint": main})
}

// withCommand are tests for which the command vpplint is there.
type withCommand struct{ *testing.M }

func (c withCommand) Run() int {
	bin, err := os.MkdirTemp("", "vpplint")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(bin)
	out, err := exec.Command("go", "build", "-C", "..", "-o", bin, "./cmd/vpplint").CombinedOutput()
	if err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	if err := os.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		panic(err)
	}
	return c.M.Run()
}

// TestScripts runs golangci-lint as people do. Each script is a module, its
// configuration, the commands, and what they print.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
				env.Setenv(name, goEnv(t, name))
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(env.WorkDir, ".cache"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"config": config, "exits": parity.Exits[*testscript.TestScript]},
		// With UPDATE=1, what is printed replaces what was expected.
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}

// config writes a configuration for vpplint alone: "config SETTINGS [LINTERS]"
// with its settings, and what else the section of the linters has.
func config(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: config SETTINGS [LINTERS]")
	}
	text := configuration(args[0])
	if len(args) > 1 {
		text = strings.Replace(text, "linters:\n", "linters:\n  "+args[1]+"\n", 1)
	}
	ts.Check(os.WriteFile(ts.MkAbs(".golangci.yml"), []byte(text), 0o666))
}

// configuration is one for vpplint alone, with these settings.
func configuration(settings string) string {
	return `version: "2"
linters:
  default: none
  enable: [vpplint]
  settings: {custom: {vpplint: {type: module, settings: ` + settings + `}}}
run: {allow-parallel-runners: true}
issues: {max-issues-per-linter: 0, max-same-issues: 0}
output:
  formats: {text: {path: stdout, print-issued-lines: false}}
  show-stats: false
`
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
