package variants

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestGoVetFindsTheSame has go vet look at the labelled modules, one package at a
// time, with either unit checker: what it knows of the others are types and facts.
func TestGoVetFindsTheSame(t *testing.T) {
	tool := command(t)
	for name := range modules {
		t.Run(name, func(t *testing.T) {
			dir, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			alone := found(t, tool, name, dir)
			for _, checker := range []string{"own", "xtools"} {
				t.Run(checker, func(t *testing.T) {
					agree(t, alone, vetted(t, tool, dir, "-unitchecker="+strconv.FormatBool(checker == "xtools")))
				})
			}
		})
	}
}

// found is what the command finds in a module, sorted.
func found(t *testing.T, tool, name, dir string) []string {
	t.Helper()
	var found []string
	for _, f := range findings(t, tool, name) {
		file := filepath.Join(dir, filepath.FromSlash(f.file(name)))
		found = append(found, fmt.Sprintf("%s:%d:%d: %s: %s", file, f.Location.Start.Line, f.Location.Start.Column, f.Rule, f.Message))
	}
	slices.Sort(found)
	return found
}

// agree wants the command and go vet to find the same, and something.
func agree(t *testing.T, alone, vet []string) {
	t.Helper()
	for _, f := range alone {
		if _, ok := slices.BinarySearch(vet, f); !ok {
			t.Errorf("go vet misses %s", f)
		}
	}
	for _, f := range vet {
		if _, ok := slices.BinarySearch(alone, f); !ok {
			t.Errorf("go vet alone finds %s", f)
		}
	}
	if len(alone) == 0 || len(alone) != len(vet) {
		t.Errorf("the command finds %d, go vet %d", len(alone), len(vet))
	}
}

// vetted is what go vet finds in a module, sorted.
func vetted(t *testing.T, tool, dir string, flags ...string) []string {
	t.Helper()
	cmd := exec.Command("go", slices.Concat([]string{"vet", "-json", "-vettool=" + tool}, flags, []string{"./..."})...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go vet: %v", err)
	}
	var found []string
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var byPackage map[string]map[string][]struct{ Posn, Message string }
		if err := d.Decode(&byPackage); errors.Is(err, io.EOF) {
			slices.Sort(found)
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		for _, byRule := range byPackage {
			for rule, diagnostics := range byRule {
				for _, d := range diagnostics {
					found = append(found, fmt.Sprintf("%s: %s: %s", d.Posn, rule, strings.TrimSuffix(d.Message, " ("+rule+")")))
				}
			}
		}
	}
}
