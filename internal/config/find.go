// Package config reads the configuration file of a project.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/vpplint/vpplint/internal/repo"
)

// Name is the name of the file.
const Name = ".vpplint.yml"

// Find returns the nearest file from dir upwards, or "". It does not look
// beyond the root of the git repository or, outside of one, of the module: what
// lies above belongs to somebody else.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("looking for %s: %w", Name, err)
	}
	top, ok := repo.Root(dir)
	if !ok {
		if top, ok = repo.Module(dir); !ok {
			top = dir
		}
	}
	for ; ; dir = filepath.Dir(dir) {
		name := filepath.Join(dir, Name)
		_, err := os.Stat(name)
		if err == nil {
			return name, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("looking for %s: %w", Name, err)
		}
		if dir == top {
			return "", nil
		}
	}
}
