// Package repo finds the folder that a folder belongs to: its repository, its
// module.
package repo

import (
	"os"
	"path/filepath"
)

// Root is the root of the git repository that dir is in.
func Root(dir string) (string, bool) { return above(dir, ".git") }

// Module is the folder of the go.mod file that dir belongs to.
func Module(dir string) (string, bool) { return above(dir, "go.mod") }

// above is the nearest folder, from dir upwards, that has an entry of a name.
func above(dir, name string) (string, bool) {
	for {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}
