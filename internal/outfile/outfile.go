// Package outfile writes files whole or not at all: a file that exists is
// replaced only by a complete new one.
package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// File is a file that is being written. It takes its place with [File.Commit];
// before that, and after [File.Discard], what was there is untouched.
type File struct {
	file   *os.File
	name   string // what it replaces; "" where it is written in place
	closed bool
}

// Create begins a file. It fails where the file could not be written in the
// end. What is no regular file, such as a pipe or a terminal, cannot be
// replaced: it is written to as it is.
func Create(name string) (*File, error) {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	perm := fs.FileMode(0o666) // less what the umask takes
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a directory", name)
	default:
		existing, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return &File{file: existing}, nil
		}
		existing.Close()
		perm = info.Mode().Perm()
	}
	temp, err := temporary(name, perm)
	if err != nil {
		return nil, err
	}
	if info != nil {
		if err := temp.Chmod(perm); err != nil {
			temp.Close()
			os.Remove(temp.Name())
			return nil, err
		}
	}
	return &File{file: temp, name: name}, nil
}

// temporary makes a new file beside another one.
func temporary(name string, perm fs.FileMode) (*os.File, error) {
	for {
		beside := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%08x.tmp", filepath.Base(name), rand.Uint32()))
		f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// Write appends to the file.
func (f *File) Write(p []byte) (int, error) { return f.file.Write(p) }

// Commit puts the file in its place.
func (f *File) Commit() error {
	if f.closed {
		return fs.ErrClosed
	}
	f.closed = true
	err := f.file.Close()
	if f.name == "" {
		return err
	}
	if err == nil {
		err = os.Rename(f.file.Name(), f.name)
	}
	if err != nil {
		os.Remove(f.file.Name())
	}
	return err
}

// Discard gives the file up. After Commit it does nothing.
func (f *File) Discard() {
	if f.closed {
		return
	}
	f.closed = true
	f.file.Close()
	if f.name != "" {
		os.Remove(f.file.Name())
	}
}
