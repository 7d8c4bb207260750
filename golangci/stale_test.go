package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"

	"github.com/vpplint/vpplint/internal/parity"
)

// TestChangedPluginFindsAnew builds golangci-lint with two plugins. The second
// one finds in other words, and does not repeat those of the first one, which
// golangci-lint has kept.
func TestChangedPluginFindsAnew(t *testing.T) {
	needsBuilds(t)
	for _, test := range []struct {
		name    string
		version string // of golangci-lint, under which it keeps results
		plugin  func(t *testing.T, dir, version string) (replacement string)
	}{
		{"folders", "(devel)", func(_ *testing.T, dir, _ string) string { return dir }},
		{"releases", "v2.15.0", release},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := modules(t)
			cache := t.TempDir()
			for _, version := range []string{"v1.0.0", "v1.0.1"} {
				plugin := test.plugin(t, changed(t, version), version)
				x.linter = build(t, test.version, plugin)
				for _, state := range []string{"cold", "warm"} {
					got, _ := x.golangci(t, cache, x.patterns...)
					var want []spot
					for _, s := range join(x.standalone(t)) {
						s.text = version + " finds " + s.text
						want = append(want, s)
					}
					if diff := parity.Difference(want, got); diff != "" {
						t.Errorf("%s, with a cache that is %s: wanted (-) and found (+) differ:\n%s", version, state, diff)
					}
				}
			}
		})
	}
}

// changed is a folder with vpplint, whose plugin says which version finds.
func changed(t *testing.T, version string) string {
	t.Helper()
	dir := tempDir(t)
	for _, name := range []string{"go.mod", "go.sum"} {
		write(t, filepath.Join(dir, name), string(read(t, "../"+name)))
	}
	for _, name := range []string{"analyzer", "internal", "plugin"} {
		copyTree(t, filepath.Join(dir, name), "../"+name)
	}
	const words = "d.Message = strings.Join(rules"
	merge := filepath.Join(dir, "plugin", "merge.go")
	text := read(t, merge)
	if !bytes.Contains(text, []byte(words)) {
		t.Fatalf("the text of an issue is not made by %q", words)
	}
	write(t, merge, strings.Replace(string(text), words, `d.Message = "`+version+` finds " + strings.Join(rules`, 1))
	return dir
}

// release puts a folder on a module proxy. Its name is nobody's.
func release(t *testing.T, dir, version string) string {
	t.Helper()
	const path = "vpplint.test/vpplint"
	// The go command keeps what it knows of a version, even of one that is gone.
	sum, err := dirhash.HashDir(dir, "", dirhash.DefaultHash)
	if err != nil {
		t.Fatal(err)
	}
	version += fmt.Sprintf("-%x", sha256.Sum256([]byte(sum)))
	proxy := filepath.Join(t.TempDir(), filepath.FromSlash(path), "@v")
	write(t, filepath.Join(proxy, version+".info"), `{"Version": "`+version+`"}`)
	write(t, filepath.Join(proxy, version+".mod"), string(read(t, filepath.Join(dir, "go.mod"))))
	f, err := os.Create(filepath.Join(proxy, version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := zip.CreateFromDir(f, module.Version{Path: path, Version: version}, dir); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPROXY", "file://"+filepath.ToSlash(strings.TrimSuffix(proxy, filepath.FromSlash(path+"/@v"))))
	t.Setenv("GONOSUMDB", "vpplint.test")
	t.Setenv("GOFLAGS", "-modcacherw")
	kept := goEnv(t, "GOMODCACHE")
	t.Cleanup(func() {
		for _, dir := range []string{"vpplint.test", "cache/download/vpplint.test"} {
			if err := os.RemoveAll(filepath.Join(kept, dir)); err != nil {
				t.Error(err)
			}
		}
	})
	return path + "@" + version
}

// build is a golangci-lint of this version, with this replacement of vpplint.
func build(t *testing.T, version, plugin string) string {
	t.Helper()
	dir := tempDir(t)
	for _, name := range []string{"go.mod", "go.sum", "main.go"} {
		write(t, filepath.Join(dir, name), strings.Replace(string(read(t, name)), `"(devel)"`, `"`+version+`"`, 1))
	}
	for _, args := range [][]string{
		{"mod", "edit", "-replace=github.com/vpplint/vpplint=" + plugin},
		{"build", "-mod=mod", "-o", "golangci-lint", "."},
	} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	return filepath.Join(dir, "golangci-lint")
}
