package main

import (
	"go/build"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/parity"
	"github.com/vpplint/vpplint/internal/rule"
)

// TestParity has every driver look at the same trees: each finds what the want
// comments say, at the same places, in the same words. Packages tell their
// importers the same, too: rule facts turns that into findings.
//
// Every run is in a directory of its own, with the packages named in an order of
// its own, and the second one on one processor: none of that shows.
func TestParity(t *testing.T) {
	for _, test := range []struct {
		name string
		tree func(t *testing.T) tree
	}{
		{"fixtures", fixtures},
		{"modules", modules},
		{"vendored", func(t *testing.T) tree { return layout(t, "vendored", "./...") }},
		{"packages", func(t *testing.T) tree { return layout(t, "packages", "./...").tagged("legacy") }},
		{"tests", func(t *testing.T) tree { return layout(t, "tests", "./...").withTests() }},
		{"cgo", func(t *testing.T) tree { needsCgo(t); return layout(t, "cgo", "./...") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			alone := agree(t, test.tree)
			found := map[string]bool{}
			for _, s := range alone {
				found[s.rule] = true
			}
			for _, name := range append(rule.Judging(), rule.Ignore, facts.Name) {
				if !found[name] {
					t.Errorf("nothing is found by %s", name)
				}
			}
		})
	}
}

// agree has every driver look at a tree, and returns what they find.
func agree(t *testing.T, lay func(t *testing.T) tree) []spot {
	t.Helper()
	tree := lay(t)
	alone := standaloneRun(t, tree)
	if diff := readWants(t, tree).compare(alone); diff != "" {
		t.Errorf("standalone against want comments:\n%s", diff)
	}
	if again := onOneProcessor(t, lay(t).shuffled()); !slices.Equal(alone, again) {
		t.Errorf("one run (-) and the next (+) differ in findings, or in their order:\n%s", parity.Difference(alone, again))
	}
	for _, tool := range vetTools {
		want := alone
		if !tool.tells() {
			want = slices.DeleteFunc(slices.Clone(alone), func(s spot) bool { return s.rule == facts.Name })
		}
		if diff := parity.Difference(want, vetRun(t, lay(t).shuffled(), tool)); diff != "" {
			t.Errorf("standalone (-) and go vet with %s (+) differ:\n%s", tool, diff)
		}
	}
	if diff := parity.Difference(merge(alone), pluginRun(t, lay(t).shuffled())); diff != "" {
		t.Errorf("standalone (-) and the plugin (+) differ:\n%s", diff)
	}
	return alone
}

func onOneProcessor(t *testing.T, x tree) []spot {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	return standaloneRun(t, x)
}

// needsCgo skips a test where there is no C compiler.
func needsCgo(t *testing.T) {
	t.Helper()
	out, err := exec.Command("go", "env", "CC").Output()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath(strings.TrimSpace(string(out))); err != nil || !build.Default.CgoEnabled {
		t.Skip("cgo needs a C compiler")
	}
}

// merge joins the findings on one line as the plugin does. What packages tell is
// left out: in the plugin, most tell it only when they are asked.
func merge(spots []spot) []spot {
	var merged []spot
	for _, s := range spots {
		s.more = ""
		if s.rule == facts.Name {
			continue
		}
		if n := len(merged) - 1; n >= 0 && merged[n].file == s.file && merged[n].line == s.line {
			if !slices.Contains(strings.Split(merged[n].rule, ", "), s.rule) {
				merged[n].rule += ", " + s.rule
			}
			merged[n].text += "; also " + s.text
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
