package repo_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/vpplint/vpplint/internal/repo"
)

func TestRoots(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "module", "a", "b")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	if root, ok := repo.Root(deep); ok {
		t.Fatalf("%s is in a repository, %s", top, root)
	}
	// A work tree's .git is a file.
	for _, name := range []string{".git", filepath.Join("module", "go.mod")} {
		if err := os.WriteFile(filepath.Join(top, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if root, ok := repo.Root(deep); !ok || root != top {
		t.Errorf("Root: %q, %v", root, ok)
	}
	if dir, ok := repo.Module(deep); !ok || dir != filepath.Join(top, "module") {
		t.Errorf("Module: %q, %v", dir, ok)
	}
}
