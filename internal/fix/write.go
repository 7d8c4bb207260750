package fix

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/vpplint/vpplint/internal/outfile"
)

var errChanged = errors.New("the file has changed since it was analysed")

// Apply writes the file, if it is still what was analysed.
func (c Change) Apply() error {
	out, err := outfile.Create(c.Name)
	if err != nil {
		return fmt.Errorf("fixing %s: %w", c.Name, err)
	}
	defer out.Discard()
	if _, err := out.Write(c.New); err != nil {
		return fmt.Errorf("fixing %s: %w", c.Name, err)
	}
	now, err := os.ReadFile(c.Name)
	if err == nil && !bytes.Equal(now, c.Old) {
		err = errChanged
	}
	if err == nil {
		err = out.Commit()
	}
	if err != nil {
		return fmt.Errorf("fixing %s: %w", c.Name, err)
	}
	return nil
}

// Diff returns the lines of a unified diff, without their ends; name is that of
// the file in it.
func (c Change) Diff(name string) []string {
	diff := udiff.Unified("a/"+name, "b/"+name, string(c.Old), string(c.New))
	return strings.Split(strings.TrimSuffix(diff, "\n"), "\n")
}
