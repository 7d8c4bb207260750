package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/parity"
)

// tree is what a driver is asked to look at.
type tree struct {
	dir      string
	patterns []string
	tags     string
	settings analyzer.Settings
}

// layout lays out a tree of testdata/layouts.
func layout(t *testing.T, name string, patterns ...string) tree {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "layouts", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir := tempDir(t)
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return tree{dir: dir, patterns: patterns, settings: analyzer.DefaultSettings()}
}

// fixtures makes a module of each theme of the fixtures, in one workspace.
func fixtures(t *testing.T) tree {
	t.Helper()
	tree := tree{dir: tempDir(t), settings: analyzer.DefaultSettings()}
	patterns, err := parity.Fixtures(tree.dir, "../../testdata/src")
	if err != nil {
		t.Fatal(err)
	}
	tree.patterns = patterns
	return tree
}

func modules(t *testing.T) tree {
	t.Helper()
	return layout(t, "modules", "./answer/...", "./client/...", "./console/...")
}

func (x tree) tagged(tags string) tree {
	x.tags = tags
	return x
}

func (x tree) withTests() tree {
	x.settings.Tests = true
	return x
}

func (x tree) shuffled() tree {
	rand.Shuffle(len(x.patterns), func(i, j int) { x.patterns[i], x.patterns[j] = x.patterns[j], x.patterns[i] })
	return x
}

// tempDir is a directory under the name that the go command calls it by.
func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
