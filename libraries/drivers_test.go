package libraries_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/libraries"
)

// finding is the line of a finding, in the text of both drivers.
var finding = regexp.MustCompile(`(?m)^\S+:\d+:\d+: .* \(vpp\w+\)$`)

// The tables have the same findings standalone and under go vet, as many as
// there are labels.
func TestParity(t *testing.T) {
	tool := build(t)
	alone := run(t, 3, ".", tool, "./...")
	vet := run(t, 1, ".", "go", "vet", "-vettool="+tool, "./...")
	want := 0
	for _, l := range libraries.All() {
		want += len(readTable(t, l.Table).labels)
	}
	if len(alone) != want || want == 0 {
		t.Errorf("%d findings, %d labels", len(alone), want)
	}
	for _, f := range alone {
		if !slices.Contains(vet, f) {
			t.Errorf("standalone only: %s", f)
		}
	}
	for _, f := range vet {
		if !slices.Contains(alone, f) {
			t.Errorf("go vet only: %s", f)
		}
	}
}

// Those who use a library for something else than VPP do not pay for it: it is
// not even looked at whether it compiles.
func TestOthersPayNothing(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/weather\n\ngo 1.26.0\n",
		"weather.go": `package weather

import "example.com/weather/retry"

func Ask() error { return retry.Do(func() error { return nil }) }
`,
		"retry/retry.go": `package retry

func Do(f func() error) error { return undefined(f) }
`,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run(t, 0, dir, build(t), "./...")
}

// build builds the command.
func build(t *testing.T) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "vpplint")
	if out, err := exec.Command("go", "build", "-C", "..", "-o", tool, "./cmd/vpplint").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return tool
}

// run runs a command, which has to end with a code, and returns the findings.
func run(t *testing.T, want int, dir, name string, args ...string) []string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	code := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	if code != want {
		t.Fatalf("%s %s: exit code %d, want %d\n%s", name, strings.Join(args, " "), code, want, bytes.TrimSpace(out))
	}
	return finding.FindAllString(string(out), -1)
}
