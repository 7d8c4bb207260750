package twin_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/twin"
	"github.com/vpplint/vpplint/internal/twin/pinned"
)

const fixtures = "../../testdata/src"

// silent are the themes whose code does not speak VPP: nothing is predicted.
var silent = map[string]bool{"retry_lookalikes": true}

// themes are the fixtures of the retry rules.
func themes(t *testing.T) []string {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(fixtures, "retry_*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, dir := range dirs {
		if name := filepath.Base(dir); !silent[name] {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		t.Fatal("no fixtures")
	}
	return out
}

// TestTwins runs every exported function of the retry fixtures, and wants each
// of its sends at the time that replay predicts.
func TestTwins(t *testing.T) {
	list := themes(t)
	if only := os.Getenv("TWIN"); only != "" {
		list = strings.Fields(only)
	}
	w, err := twin.Copy(t.TempDir(), fixtures, list...)
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := w.Load()
	if err != nil {
		t.Fatal(err)
	}
	recordings, err := w.Record(pkgs)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		for _, e := range p.Entries {
			if e.Reason != "" {
				continue
			}
			t.Run(e.Name, func(t *testing.T) {
				rec, ok := recordings[e.Name]
				if !ok || len(rec.Requests) == 0 {
					t.Fatal("it sends nothing: say why with //twin:none")
				}
				for _, number := range pinned.Numbers {
					predicted, err := p.Predict(e, number)
					if err != nil {
						t.Errorf("with %d: %v", number, err)
						continue
					}
					for _, d := range twin.Compare(rec, number, predicted) {
						t.Error(d)
					}
				}
			})
		}
	}
}
