package twin

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/vpplint/vpplint/internal/twin/pinned"
)

// harness is what the runner is made of, beside a list of cases.
//
//go:embed pinned/*.go
var harness embed.FS

// runner is the module that runs the functions.
const runner = "runner"

func (w *Workspace) writeHarness() error {
	if err := w.write(runner+"/go.mod", "module "+runner+"\n\ngo 1.26.0\n"); err != nil {
		return err
	}
	return fs.WalkDir(harness, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := harness.ReadFile(name)
		if err != nil {
			return err
		}
		return w.write(runner+"/"+name, string(text))
	})
}

// Record compiles the packages, runs their entries, and returns what they sent
// by name.
func (w *Workspace) Record(pkgs []*Package) (map[string]pinned.Recording, error) {
	if err := w.write(runner+"/record_test.go", program(pkgs)); err != nil {
		return nil, err
	}
	file := filepath.Join(w.Dir, "recordings.json")
	cmd := exec.Command("go", "test", "-count=1", ".")
	cmd.Dir = filepath.Join(w.Dir, runner)
	cmd.Env = append(w.env(), "RECORDINGS="+file, "PWD="+cmd.Dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w:\n%s", err, out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []pinned.Recording
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, err
	}
	out := map[string]pinned.Recording{}
	for _, r := range list {
		out[r.Name] = r
	}
	return out, nil
}

// program is a test that runs all entries.
func program(pkgs []*Package) string {
	var imports, cases strings.Builder
	for _, p := range pkgs {
		runs := 0
		for _, e := range p.Entries {
			if e.Reason == "" {
				runs++
				fmt.Fprintf(&cases, "\t\t{Name: %q, Make: func() any { %s }},\n", e.Name, e.make)
			}
		}
		if runs > 0 {
			fmt.Fprintf(&imports, "\t%s %q\n", strings.TrimSuffix(alias(p.Path, ""), "."), p.Path)
		}
	}
	return fmt.Sprintf(`package runner

import (
	"io"
	"log"
	"os"
	"testing"

	"runner/pinned"

%s)

func TestRecord(t *testing.T) {
	log.SetOutput(io.Discard)
	pinned.Record(t, os.Getenv("RECORDINGS"), []pinned.Case{
%s	})
}
`, imports.String(), cases.String())
}
