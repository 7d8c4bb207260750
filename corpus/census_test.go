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
	r, err := census.Packages("", false, "std")
	judge(t)(r, err)
	if !slices.Equal(r.Skipped, []string{"unsafe"}) {
		t.Errorf("there is no code in unsafe, but in %q", r.Skipped)
	}
}

func TestCensusOfLargeModules(t *testing.T) {
	whole(t)
	r, err := census.Packages("", true, corpus.Large)
	judge(t)(r, err)
	if len(r.Skipped) > r.Packages/100 {
		t.Errorf("%d packages are left out: %q", len(r.Skipped), r.Skipped)
	}
}

func TestCensusOfTestData(t *testing.T) {
	for group, trees := range testData(t) {
		t.Run(group, func(t *testing.T) {
			if group != "ssa" {
				whole(t)
			}
			all := census.NewReport()
			for _, dir := range trees {
				r, err := census.Tree(dir, "")
				if err != nil {
					t.Fatal(err)
				}
				all.Add(r)
			}
			judge(t)(all, nil)
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

// testData are the trees of test data of golang.org/x/tools, go/ssa's apart, and,
// where they are installed, of go/types and of the compiler.
func testData(t *testing.T) map[string][]string {
	t.Helper()
	tools := goCommand(t, "list", "-m", "-f", "{{.Dir}}", "golang.org/x/tools")
	root := goCommand(t, "env", "GOROOT")
	trees := map[string][]string{}
	for group, dir := range map[string]string{"types": "src/internal/types/testdata", "compiler": "test"} {
		if dir = filepath.Join(root, filepath.FromSlash(dir)); exists(dir) {
			trees[group] = []string{dir}
		}
	}
	err := filepath.WalkDir(tools, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(tools, name)
		if err != nil {
			return err
		}
		group := "tools"
		if strings.HasPrefix(filepath.ToSlash(rel), "go/ssa/") {
			group = "ssa"
		}
		switch {
		case d.IsDir() && (d.Name() == "testdata" && !exists(filepath.Join(name, "src")) || d.Name() == "src" && filepath.Base(filepath.Dir(name)) == "testdata"):
			trees[group] = append(trees[group], name)
		case strings.HasSuffix(name, ".txtar") && strings.Contains(name, "testdata"):
			trees[group] = append(trees[group], unpack(t, name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
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
