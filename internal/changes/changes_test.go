package changes_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/changes"
)

// repository has a commit, tagged "base", with files of ten lines each.
func repository(t *testing.T, names ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := t.TempDir()
	git(t, dir, "init", "-q")
	for _, name := range names {
		write(t, dir, name, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n")
	}
	commit(t, dir, "base")
	git(t, dir, "tag", "base")
	return dir
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func commit(t *testing.T, dir, message string) {
	t.Helper()
	git(t, dir, "add", "-A")
	git(t, dir, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", message)
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// lines are those of a file, of ten and some more, that have changed.
func lines(t *testing.T, dir, name string) string {
	t.Helper()
	l, err := changes.Since(context.Background(), dir, "base")
	if err != nil {
		t.Fatal(err)
	}
	marks := ""
	for i := range 12 {
		if l.Touch(filepath.Join(dir, name), i+1, i+1) {
			marks += "x"
		} else {
			marks += "."
		}
	}
	return marks
}

func TestChanges(t *testing.T) {
	const unchanged = "............"
	names := []string{"same.go", "committed.go", "staged.go", "edited.go", "removed.go", "odd \"ä\x01.go", "old.go"}
	dir := repository(t, names...)
	write(t, dir, "committed.go", "1\n2\nthree\n4\n5\n6\n7\n8\n9\n10\n")
	commit(t, dir, "change")
	write(t, dir, "staged.go", "0\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n")
	git(t, dir, "mv", "old.go", "new.go")
	git(t, dir, "add", "-A")
	write(t, dir, "edited.go", "1\n2\n3\n4\n5\n8\n9\nten\n")
	write(t, dir, "odd \"ä\x01.go", "1\n++ b/same.go\n@@ -1 +1,9 @@\n4\n5\n6\n7\n8\n9\n10\n")
	write(t, dir, "sub/untracked.go", "1\n")
	write(t, dir, "ignored.go", "1\n")
	write(t, dir, ".gitignore", "ignored.go\n")
	if err := os.Remove(filepath.Join(dir, "removed.go")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"same.go":           unchanged,
		"committed.go":      "..x.........",
		"staged.go":         "xx..........",
		"edited.go":         ".......x....",
		"removed.go":        unchanged,
		"odd \"ä\x01.go":    ".xx.........", // its lines read like a diff
		"new.go":            unchanged,      // renamed
		"sub/untracked.go":  "xxxxxxxxxxxx",
		"ignored.go":        unchanged,
		"../elsewhere/a.go": unchanged,
	} {
		if got := lines(t, dir, name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// A user's settings of git change nothing.
func TestSettingsOfGit(t *testing.T) {
	dir := repository(t, "sub/a.go")
	for _, setting := range []string{
		"diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.context=10", "diff.relative=true", "color.ui=always",
		"diff.external=false", "core.quotePath=true", "diff.interHunkContext=10",
	} {
		name, value, _ := strings.Cut(setting, "=")
		git(t, dir, "config", name, value)
	}
	write(t, dir, "sub/a.go", "one\n2\n3\nfour\n5\n6\n7\n8\n9\n10\n")
	l, err := changes.Since(context.Background(), filepath.Join(dir, "sub"), "base")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "sub", "a.go")
	if !l.Touch(file, 1, 1) || l.Touch(file, 2, 3) || !l.Touch(file, 2, 4) {
		t.Error("lines 1 and 4 have changed, and no others")
	}
}

func TestRevisionsThatAreNone(t *testing.T) {
	dir := repository(t, "a.go")
	for _, rev := range []string{"nowhere", "--output=pwned", "-h", "", "a.go", "base:a.go", "base; touch pwned"} {
		if _, err := changes.Since(context.Background(), dir, rev); err == nil || !strings.Contains(err.Error(), "git knows no revision") {
			t.Errorf("%q: %v", rev, err)
		}
	}
	if names, err := filepath.Glob(filepath.Join(dir, "pwned*")); err != nil || len(names) > 0 {
		t.Errorf("a revision was executed: %v, %v", names, err)
	}
	if _, err := changes.Since(context.Background(), t.TempDir(), "base"); err == nil || !strings.Contains(err.Error(), "needs a git work tree") {
		t.Errorf("no repository: %v", err)
	}
}
