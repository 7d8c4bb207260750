package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// script writes the script for a shell to a file.
func script(t *testing.T, shell string) string {
	t.Helper()
	var out, failed bytes.Buffer
	c := process()
	c.stdout, c.stderr = &out, &failed
	if status := c.run([]string{"completion", shell}); status != exitClean {
		t.Fatalf("exit status %d: %s", status, &failed)
	}
	name := filepath.Join(t.TempDir(), "vpplint."+shell)
	if err := os.WriteFile(name, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// shell finds a shell, or skips the test.
func shell(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("there is no %s here", name)
	}
	return path
}

// bash completes the last word of a command line: its words as bash splits them.
func bash(t *testing.T, script, dir string, words ...string) []string {
	t.Helper()
	cmd := exec.Command(shell(t, "bash"), append([]string{"-c", `
		source "$0"
		COMP_WORDS=(vpplint "$@")
		COMP_CWORD=$#
		_vpplint
		printf '%s\n' "${COMPREPLY[@]}"`, script}, words...)...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%v: %v %s", words, err, &stderr)
	}
	got := strings.Fields(string(out))
	slices.Sort(got)
	return got
}

func TestBashCompletes(t *testing.T) {
	name := script(t, "bash")
	dir := t.TempDir()
	for _, sub := range []string{"schemes", "other"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "base.json"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"sch":                     "schedule schemes/",
		"ver":                     "version",
		"help ver":                "version",
		"help vpp":                "vpperrormessage vppignore vppretry9603 vppretry9616",
		"explain 961":             "9610 9611 9612 9613 9614 9615 9616 9617 9618 9619",
		"explain vppi":            "vppignore",
		"completion ":             "bash fish zsh",
		"codes -":                 "-api -json",
		"codes -api ":             "legacy v2",
		"schedule -format ":       "html json text",
		"schedule -format = ":     "html json text",
		"schedule -format = t":    "text",
		"-format sarif,j":         "sarif,json",
		"-format =":               "checkstyle github html json sarif text",
		"-mod ":                   "mod readonly vendor",
		"-rules vppretry9603,vpp": "vppretry9603,vpperrormessage vppretry9603,vppignore vppretry9603,vppretry9603 vppretry9603,vppretry9616",
		"-baseline b":             "base.json",
		"-C o":                    "other",
		"-max-attempts ":          "",
		"-write":                  "-write-baseline",
		"schedule -write":         "",
		"schedule oth":            "other/",
	} {
		if got := strings.Join(bash(t, name, dir, strings.Split(line, " ")...), " "); got != want {
			t.Errorf("vpplint %s: %q, want %q", line, got, want)
		}
	}
}

// A flag that takes one of few words has them completed.
func TestFlagsWithWordsAreCompleted(t *testing.T) {
	for _, c := range completed() {
		for _, f := range c.Flags {
			known := len(f.Words) > 0 || f.Files || f.Dirs
			switch f.Value {
			case "", "number", "delay", "revision":
				if known {
					t.Errorf("%s -%s takes %q, and is completed with %v", c.Name, f.Name, f.Value, f.Words)
				}
			default:
				if !known && f.Name != "tags" {
					t.Errorf("%s -%s takes %q, and nothing completes it", c.Name, f.Name, f.Value)
				}
			}
		}
	}
}

// zsh and fish take their scripts.
func TestScriptsAreSyntacticallyRight(t *testing.T) {
	for _, name := range []string{"zsh", "fish"} {
		t.Run(name, func(t *testing.T) {
			if out, err := exec.Command(shell(t, name), "-n", script(t, name)).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}

func TestFishCompletes(t *testing.T) {
	fish := shell(t, "fish")
	name := script(t, "fish")
	for line, want := range map[string]string{
		"vpplint sch":                 "schedule",
		"vpplint explain vppr":        "vppretry9603 vppretry9616",
		"vpplint schedule -format h":  "html",
		"vpplint -mod v":              "vendor",
		"vpplint schedule -max":       "-max-attempts",
		"vpplint completion f":        "fish",
		"vpplint codes -api leg":      "legacy",
		"vpplint -format checks":      "checkstyle",
		"vpplint schedule -write-bas": "",
	} {
		cmd := exec.Command(fish, "--no-config", "-c", `source $argv[1]; complete -C $argv[2]`, name, line)
		cmd.Dir = t.TempDir()
		cmd.Env = append(os.Environ(), "HOME="+cmd.Dir)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		var got []string
		for row := range strings.Lines(string(out)) {
			word, _, _ := strings.Cut(strings.TrimSpace(row), "\t")
			got = append(got, word)
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%s: %q, want %q", line, text, want)
		}
	}
}
