package corpus_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/census"
)

const (
	fewBytes  = 6 << 20  // of source, at most, in one child that replays them
	manyBytes = 24 << 20 // of source, at most, in one child that is the plugin; what they import comes to that
)

// As it is, vpplint finds nothing in the corpus in any driver, and complains of
// nothing; behind an open gate, each function is translated and each loop
// replayed, and nothing is found there either.
func TestCorpus(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "vpplint.exe")
	goCommand(t, "-C", "..", "build", "-o", tool, "./cmd/vpplint")
	for _, g := range groups(t) {
		t.Run(strings.NewReplacer(" ", "_", "/", "_").Replace(g.Name), func(t *testing.T) {
			r := result{Group: g.Name, Version: g.Version, Costs: map[string]cost{}}
			ways := []struct {
				name string
				look func(*testing.T, string) cost
			}{{"standalone", g.standalone}, {"go vet", g.vet}, {plugged, g.plugged}}
			if g.trees != nil {
				ways[0].look, ways[1].look, ways[2].look = g.standaloneTrees, g.vetTrees, g.pluggedTrees
			}
			for _, w := range ways {
				t.Run(strings.ReplaceAll(w.name, " ", "_"), func(t *testing.T) { r.Costs[w.name] = w.look(t, tool) })
			}
			t.Run("open_gate", func(t *testing.T) {
				report, cost := g.openGate(t)
				r.take(report)
				r.Costs[openGate] = cost
			})
			if *update && !testing.Short() && !t.Failed() {
				r.save(t)
			}
		})
	}
}

func (g group) paths() []string {
	var all []string
	for _, s := range g.sources {
		all = append(all, s.Path)
	}
	return all
}

func (g group) standalone(t *testing.T, tool string) cost {
	return silent(t, command{name: tool, args: g.paths(), patience: patient})
}

func (g group) vet(t *testing.T, tool string) cost {
	return silent(t, command{name: "go", args: append([]string{"vet", "-vettool=" + tool}, g.paths()...), patience: vetting})
}

// silent runs a command that has nothing to say.
func silent(t *testing.T, c command) cost {
	t.Helper()
	d := c.run(t)
	if d.code != 0 || len(d.stdout)+len(d.stderr) > 0 {
		t.Errorf("%s: exit code %d\n%s%s", filepath.Base(c.name), d.code, d.stdout, d.stderr)
	}
	return d.cost
}

func (g group) plugged(t *testing.T, _ string) (all cost) {
	seen := census.NewReport()
	for _, paths := range census.Batches(g.sources, manyBytes) {
		r, c := task{Way: plugged, Paths: paths}.start(t)
		seen.Add(r)
		all = all.add(c)
	}
	if seen.Packages+len(seen.Skipped) < len(g.sources) {
		t.Errorf("the plugin has looked at %d of %d packages", seen.Packages, len(g.sources))
	}
	g.few(t, seen.Skipped)
	nothing(t, seen)
	return all
}

// few says that there are too many packages that do not compile.
func (g group) few(t *testing.T, skipped []string) {
	t.Helper()
	if len(skipped) > 1+len(g.sources)/100 {
		t.Errorf("%d packages are left out: %q", len(skipped), skipped)
	}
}

func nothing(t *testing.T, r *census.Report) {
	t.Helper()
	for _, s := range r.Failures {
		t.Errorf("it fails: %s", s)
	}
	for _, s := range r.Findings {
		t.Errorf("it finds something: %s", s)
	}
}

func (g group) openGate(t *testing.T) (*census.Report, cost) {
	report, all := census.NewReport(), cost{}
	tasks := []task{{Way: openTrees, Paths: g.trees}}
	if g.trees == nil {
		tasks = nil
		for _, paths := range census.Batches(g.sources, fewBytes) {
			tasks = append(tasks, task{Way: openGate, Paths: paths})
		}
	}
	for _, k := range tasks {
		r, c := k.start(t)
		report.Add(r)
		all = all.add(c)
	}
	t.Logf("\n%s", report)
	if err := report.Err(); err != nil {
		t.Error(err)
	}
	if g.trees == nil {
		g.few(t, report.Skipped)
	}
	return report, all
}
