package outfile_test

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/vpplint/vpplint/internal/outfile"
)

// begin writes the first half of a file.
func begin(t *testing.T, name string) *outfile.File {
	t.Helper()
	f, err := outfile.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "half "); err != nil {
		t.Fatal(err)
	}
	return f
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// alone wants nothing but one file in a folder.
func alone(t *testing.T, name string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != filepath.Base(name) {
		t.Errorf("left behind: %v", entries)
	}
}

func TestTheOldFileStaysUntilTheNewOneIsComplete(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(name, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	f := begin(t, name)
	if got := read(t, name); got != "old" {
		t.Errorf("while it is written: %q", got)
	}
	if _, err := io.WriteString(f, "whole"); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Discard()
	if got := read(t, name); got != "half whole" {
		t.Errorf("in the end: %q", got)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("the file has mode %v, want that of the old one", info.Mode())
	}
	alone(t, name)
}

func TestADiscardedFileLeavesNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(name, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	f := begin(t, name)
	f.Discard()
	if got := read(t, name); got != "old" {
		t.Errorf("got %q", got)
	}
	alone(t, name)
	if err := f.Commit(); err == nil {
		t.Error("a discarded file was committed")
	}
}

func TestLinksStayLinks(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip(err)
	}
	if err := begin(t, link).Commit(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if got := read(t, target); got != "half " {
		t.Errorf("got %q", got)
	}
}

func TestWhatCannotBeWrittenIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{dir, filepath.Join(dir, "missing", "out")} {
		if f, err := outfile.Create(name); err == nil {
			f.Discard()
			t.Errorf("%s was taken", name)
		}
	}
}

func TestDevicesAreWrittenToAsTheyAre(t *testing.T) {
	if _, err := os.Stat(os.DevNull); err != nil || runtime.GOOS == "windows" {
		t.Skip("no null device")
	}
	if err := begin(t, os.DevNull).Commit(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s has been replaced: %v, %v", os.DevNull, info, err)
	}
}
