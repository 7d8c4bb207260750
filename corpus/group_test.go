package corpus_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/vpplint/vpplint/corpus"
	"github.com/vpplint/vpplint/internal/census"
)

// A group is looked at, and reported, as one.
type group struct {
	Name    string
	Version string          // that is looked at
	sources []census.Source // packages that are known by their paths
	trees   []string        // folders of test data, that need not compile
}

const (
	standardLibrary = "the standard library"
	others          = "what these import"
)

// groups is the whole corpus, or, where only a part is wanted, what tells in a
// minute whether anything works at all.
func groups(t *testing.T) []group {
	t.Helper()
	if !testing.Short() {
		return wholeCorpus(t)
	}
	data := testData(t)
	ssa := slices.IndexFunc(data, func(g group) bool { return g.Name == testDataOf+"go/ssa" })
	return []group{{Name: "net/http", sources: list(t, false, "net/http/...")}, data[ssa]}
}

func wholeCorpus(t *testing.T) []group {
	t.Helper()
	all := []group{{Name: standardLibrary, Version: runtime.Version(), sources: list(t, false, "std")}}
	all = append(all, modules(t)...)
	return append(all, testData(t)...)
}

func list(t *testing.T, deps bool, patterns ...string) []census.Source {
	t.Helper()
	all, err := census.List("", deps, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// modules are the large modules, each with those of its packages that are
// imported, and all other modules.
func modules(t *testing.T) []group {
	t.Helper()
	large := map[string]bool{}
	for _, m := range strings.Fields(goCommand(t, "list", "-f", "{{join .Imports \"\\n\"}}", corpus.Large)) {
		large[goCommand(t, "list", "-f", "{{.Module.Path}}", m)] = true
	}
	rest := group{Name: others}
	restOf := map[string]bool{}
	byModule := map[string]*group{}
	for _, s := range list(t, true, corpus.Large) {
		switch g := byModule[s.Module]; {
		case s.Path == corpus.Large:
		case g != nil:
			g.sources = append(g.sources, s)
		case large[s.Module]:
			byModule[s.Module] = &group{Name: s.Module, Version: s.Version, sources: []census.Source{s}}
		default:
			rest.sources = append(rest.sources, s)
			restOf[s.Module] = true
		}
	}
	if len(byModule) < 10 || len(byModule) != len(large) {
		t.Fatalf("there are %d large modules, of %q", len(byModule), slices.Sorted(maps.Keys(large)))
	}
	rest.Version = fmt.Sprintf("%d modules", len(restOf))
	var all []group
	for _, g := range byModule {
		all = append(all, *g)
	}
	slices.SortFunc(all, func(a, b group) int { return cmp.Compare(a.Name, b.Name) })
	return append(all, rest)
}

const testDataOf = "test data of "

// testData are the trees of test data of golang.org/x/tools, go/ssa's apart, and,
// where they are installed, of go/types and of the compiler.
func testData(t *testing.T) []group {
	t.Helper()
	version, tools, _ := strings.Cut(goCommand(t, "list", "-m", "-f", "{{.Version}} {{.Dir}}", "golang.org/x/tools"), " ")
	root := goCommand(t, "env", "GOROOT")
	ssa := group{Name: testDataOf + "go/ssa", Version: version}
	rest := group{Name: testDataOf + "golang.org/x/tools", Version: version}
	err := filepath.WalkDir(tools, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(tools, name)
		if err != nil {
			return err
		}
		g := &rest
		if strings.HasPrefix(filepath.ToSlash(rel), "go/ssa/") {
			g = &ssa
		}
		switch {
		case d.IsDir() && (d.Name() == "testdata" && !exists(filepath.Join(name, "src")) || d.Name() == "src" && filepath.Base(filepath.Dir(name)) == "testdata"):
			g.trees = append(g.trees, name)
		case strings.HasSuffix(name, ".txtar") && strings.Contains(name, "testdata"):
			g.trees = append(g.trees, unpack(t, name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all := []group{ssa, rest}
	for _, installed := range []struct{ name, dir string }{{"go/types", "src/internal/types/testdata"}, {"the compiler", "test"}} {
		if dir := filepath.Join(root, filepath.FromSlash(installed.dir)); exists(dir) {
			all = append(all, group{Name: testDataOf + installed.name, Version: runtime.Version(), trees: []string{dir}})
		}
	}
	return all
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
