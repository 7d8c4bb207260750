package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/parity"
)

// TestCustom builds golangci-lint with the plugin as people do: with the command
// for it, and the file of this repository. The command clones golangci-lint;
// here, git finds what the module proxy has.
func TestCustom(t *testing.T) {
	needsBuilds(t)
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^version: (\S+)`).FindSubmatch(read(t, "../.custom-gcl.yml"))
	if version == nil {
		t.Fatal(".custom-gcl.yml names no version")
	}
	bin := t.TempDir()
	cmd := exec.Command("golangci-lint", "custom", "-v", "--destination", bin)
	cmd.Dir = root
	cmd.Env = append(os.Environ(),
		"GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=url."+repositories(t, string(version[1]))+".insteadOf",
		"GIT_CONFIG_VALUE_0=https://github.com/golangci/",
	)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}

	x := examples(t)
	custom := filepath.Join(bin, "custom-gcl")
	if out := string(x.run(t, 0, nil, custom, "version")); !strings.Contains(out, string(version[1])+"-custom-gcl-") {
		t.Errorf("golangci-lint %s is asked for, and this is built: %s", version[1], out)
	}
	x.linter = custom
	got, _ := x.golangci(t, t.TempDir(), x.patterns...)
	if diff := parity.Difference(join(x.standalone(t)), got); diff != "" {
		t.Errorf("standalone (-) and the custom golangci-lint (+) differ:\n%s", diff)
	}
}

// needsBuilds skips tests that build golangci-lint once more, which takes a
// minute or several.
func needsBuilds(t *testing.T) {
	t.Helper()
	if os.Getenv("BUILDS") == "" {
		t.Skip("BUILDS=1 asks for it")
	}
}

// repositories is a directory with the repository golangci-lint.git, which has
// this version of the module. It ends with a slash.
func repositories(t *testing.T, version string) string {
	t.Helper()
	out, err := exec.Command("go", "mod", "download", "-json", "github.com/golangci/golangci-lint/v2@"+version).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	repo := filepath.Join(dir, "golangci-lint.git")
	copyTree(t, repo, module.Dir)
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "-A", "-f"},
		{"-c", "user.name=golangci", "-c", "user.email=golangci@example.com", "commit", "-q", "-m", version},
		{"tag", version},
	} {
		if out, err := exec.Command("git", append([]string{"-C", repo}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	return filepath.ToSlash(dir) + "/"
}
