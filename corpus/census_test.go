package corpus_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/vpplint/vpplint/corpus"
	"github.com/vpplint/vpplint/internal/census"
)

// Behind an open gate each function is translated, and each loop replayed.

func TestCensusOfStandardLibrary(t *testing.T) {
	whole(t)
	judge(t)(census.Packages("", false, "std"))
}

func TestCensusOfLargeModules(t *testing.T) {
	whole(t)
	judge(t)(census.Packages("", true, corpus.Large))
}

func TestCensusOfTestData(t *testing.T) {
	for _, tree := range testData(t) {
		t.Run(filepath.ToSlash(tree.name), func(t *testing.T) {
			r, err := census.Tree(tree.dir, "")
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("\n%s", r)
			for _, f := range slices.Concat(r.Failures, r.Findings) {
				t.Error(f)
			}
		})
	}
}

// whole skips what takes long where only a part is wanted.
func whole(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("only without -short")
	}
}

func judge(t *testing.T) func(*census.Report, error) {
	return func(r *census.Report, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("\n%s", r)
		if err := r.Err(); err != nil {
			t.Error(err)
		}
	}
}

// data is a tree of test data.
type data struct{ name, dir string }

// testData are the trees of test data of golang.org/x/tools, go/ssa's among
// them, and, where they are installed, of go/types and of the compiler.
func testData(t *testing.T) []data {
	t.Helper()
	tools := goCommand(t, "list", "-m", "-f", "{{.Dir}}", "golang.org/x/tools")
	root := goCommand(t, "env", "GOROOT")
	var trees []data
	for name, dir := range map[string]string{"go/types": "src/internal/types/testdata", "compiler": "test"} {
		if dir = filepath.Join(root, filepath.FromSlash(dir)); exists(dir) {
			trees = append(trees, data{name, dir})
		}
	}
	err := filepath.WalkDir(tools, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(tools, name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" && !exists(filepath.Join(name, "src")) || d.Name() == "src" && filepath.Base(filepath.Dir(name)) == "testdata"):
			trees = append(trees, data{rel, name})
		case strings.HasSuffix(name, ".txtar") && strings.Contains(name, "testdata"):
			trees = append(trees, data{rel, unpack(t, name)})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(trees) < 50 {
		t.Errorf("only %d trees of test data were found", len(trees))
	}
	return trees
}

// unpack writes the files of an archive.
func unpack(t *testing.T, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		if !filepath.IsLocal(f.Name) {
			continue
		}
		at := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func goCommand(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}
