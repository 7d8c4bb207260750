package corpus_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/vpplint/vpplint/internal/census"
)

// Test data need not compile, and hardly belongs to a module. What matters is
// that there is no finding, and no crash.

// listed are the trees that can be shown to drivers: those that the go command
// can list.
func (g group) listed() []string {
	var all []string
	for _, dir := range g.trees {
		if filepath.Base(dir) == "src" {
			all = append(all, dir)
		}
	}
	return all
}

// gopath is the environment in which a tree can be listed.
func gopath(dir string) []string {
	return []string{"GO111MODULE=off", "GOFLAGS=", "GOPATH=" + filepath.Dir(dir)}
}

func (g group) standaloneTrees(t *testing.T, tool string) (all cost) {
	for _, dir := range g.listed() {
		d := command{name: tool, args: []string{"./..."}, dir: dir, env: gopath(dir), patience: patient}.run(t)
		if d.code != 0 && d.code != 1 || crashed(d) {
			t.Errorf("%s: exit code %d\n%s%s", dir, d.code, d.stdout, d.stderr)
		}
		all = all.add(d.cost)
	}
	return all
}

func (g group) vetTrees(t *testing.T, tool string) (all cost) {
	for _, dir := range g.listed() {
		d := command{name: "go", args: []string{"vet", "-json", "-vettool=" + tool, "./..."}, dir: dir, env: gopath(dir), patience: vetting}.run(t)
		if bytes.Contains(d.stdout, []byte(`"posn"`)) || crashed(d) {
			t.Errorf("%s:\n%s%s", dir, d.stdout, d.stderr)
		}
		all = all.add(d.cost)
	}
	return all
}

func crashed(d done) bool {
	for _, out := range [][]byte{d.stdout, d.stderr} {
		if bytes.Contains(out, []byte("goroutine ")) || bytes.Contains(out, []byte("internal error")) {
			return true
		}
	}
	return false
}

func (g group) pluggedTrees(t *testing.T, _ string) (all cost) {
	seen := census.NewReport()
	for _, dir := range g.listed() {
		r, c := task{Way: plugged, Dir: dir, Paths: []string{"./..."}, env: gopath(dir)}.start(t)
		seen.Add(r)
		all = all.add(c)
	}
	if len(g.listed()) > 0 && seen.Packages == 0 {
		t.Errorf("the plugin has looked at nothing, and left %d packages out", len(seen.Skipped))
	}
	nothing(t, seen)
	return all
}
