// Package fork puts a table of this module, and the library that it is about, or
// a fork of that, into a module of their own.
package fork

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Way is how a module comes by its fork.
type Way string

// The ways.
const (
	Replaced Way = "replaced" // the import path stays; go.mod says where the fork lies
	Copied   Way = "copied"   // the fork lies in the user's module, under another import path
)

// Fork is a library in a form of the user's own.
type Fork struct {
	Module string // its path
	Table  string // the package of this module that uses it
	Way    Way
	Edits  []Edit
}

// Edit replaces a text in a file of the library, where it has to be once.
type Edit struct{ File, Old, New string }

// module is the user's module, in which the table and the client lie.
const module = "example.com/mdm"

// Make writes the module, and returns its directory and the path of the table.
// The library comes from the module cache, in the version that this module has.
func (f Fork) Make(t *testing.T) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	library := module + "/third_party/retries"
	at := filepath.Join(dir, "third_party", "retries")
	mod := fmt.Sprintf("module %s\n\ngo 1.26.0\n", module)
	if f.Way == Replaced {
		library = f.Module
		version := "v0.0.0"
		if base := filepath.Base(f.Module); strings.HasPrefix(base, "v") && strings.Trim(base[1:], "0123456789") == "" {
			version = base + ".0.0"
		}
		mod += fmt.Sprintf("\nrequire %[1]s %[2]s\n\nreplace %[1]s => ./third_party/retries\n", f.Module, version)
		write(t, filepath.Join(at, "go.mod"), fmt.Sprintf("module %s\n\ngo 1.26.0\n", f.Module))
	}
	write(t, filepath.Join(dir, "go.mod"), mod)
	f.copyFiles(t, moduleDir(t, f.Module), at, func(text string) string {
		return strings.ReplaceAll(text, f.Module, library)
	})
	for _, e := range f.Edits {
		file := filepath.Join(at, e.File)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), e.Old); n != 1 {
			t.Fatalf("%s has %d times %q", e.File, n, e.Old)
		}
		write(t, file, strings.Replace(string(text), e.Old, e.New, 1))
	}
	here := moduleDir(t, "")
	for _, pkg := range []string{"vpp", f.Table} {
		f.copyFiles(t, filepath.Join(here, pkg), filepath.Join(dir, pkg), func(text string) string {
			return strings.NewReplacer(f.Module, library, "github.com/vpplint/vpplint/libraries", module).Replace(text)
		})
	}
	return dir, module + "/" + f.Table
}

// copyFiles copies the Go files of a directory that are no tests.
func (f Fork) copyFiles(t *testing.T, from, to string, change func(string) string) {
	t.Helper()
	files, err := fs.Glob(os.DirFS(from), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(to, name), change(string(text)))
	}
}

// moduleDir is where a module lies, "" being this one.
func moduleDir(t *testing.T, path string) string {
	t.Helper()
	args := []string{"list", "-m", "-f", "{{.Dir}}"}
	if path != "" {
		args = append(args, path)
	}
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
