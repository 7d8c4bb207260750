// Package parity is for tests that have several drivers, or one several times, look
// at the same code.
package parity

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Fixtures copies the fixtures in src to dir, each theme as a module of one
// workspace, and returns the patterns that name all of them, sorted. An error
// is one of the file system.
func Fixtures(dir, src string) (patterns []string, err error) {
	if err := os.CopyFS(dir, os.DirFS(src)); err != nil {
		return nil, err
	}
	themes, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	work := "go 1.26.0\n"
	for _, theme := range themes {
		module := []byte("module " + theme.Name() + "\n\ngo 1.26.0\n")
		if err := os.WriteFile(filepath.Join(dir, theme.Name(), "go.mod"), module, 0o666); err != nil {
			return nil, err
		}
		work += "use ./" + theme.Name() + "\n"
		patterns = append(patterns, "./"+theme.Name()+"/...")
	}
	return patterns, os.WriteFile(filepath.Join(dir, "go.work"), []byte(work), 0o666)
}

// Difference lists what only one of two lists has, or has more often, as it
// is printed, a line for each: how many more there are in b, less than nothing where
// they are in a. It is "" where there is no difference but order.
func Difference[T any](a, b []T) string {
	count := map[string]int{}
	for _, x := range a {
		count[fmt.Sprint(x)]--
	}
	for _, x := range b {
		count[fmt.Sprint(x)]++
	}
	var diff strings.Builder
	for _, x := range slices.Sorted(maps.Keys(count)) {
		if n := count[x]; n != 0 {
			fmt.Fprintf(&diff, "%+d %s\n", n, x)
		}
	}
	return diff.String()
}
