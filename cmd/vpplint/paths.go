package main

import (
	"os"
	"path/filepath"

	"github.com/vpplint/vpplint/internal/repo"
)

// folders are what paths in reports are relative to: the working directory for
// people, and for programs the root of the repository that it is in.
func folders() (dir, root string) {
	dir, err := os.Getwd()
	if err != nil {
		return "", "" // paths stay absolute
	}
	if root, ok := repo.Root(dir); ok {
		return dir, root
	}
	return dir, dir
}

// shorten makes a path relative to the working directory, if that is shorter.
func shorten(name string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, name); err == nil && len(rel) < len(name) {
			return rel
		}
	}
	return name
}
