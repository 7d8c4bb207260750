package main

import (
	"fmt"
	"go/token"
	"io"
	"path/filepath"

	"github.com/vpplint/vpplint/internal/standalone"
)

// printText prints a line for each finding, and what belongs to it indented
// below. Paths below wd are relative to it.
func printText(w io.Writer, wd string, findings []standalone.Finding) {
	for _, f := range findings {
		fmt.Fprintf(w, "%s: %s (%s)\n", place(wd, f.Pos), f.Message, f.Rule)
		for _, rel := range f.Related {
			if rel.Pos == f.Pos {
				fmt.Fprintf(w, "\t%s\n", rel.Message)
			} else {
				fmt.Fprintf(w, "\t%s: %s\n", place(wd, rel.Pos), rel.Message)
			}
		}
	}
}

func place(wd string, pos token.Position) string {
	if rel, err := filepath.Rel(wd, pos.Filename); err == nil && filepath.IsLocal(rel) {
		pos.Filename = rel
	}
	return pos.String()
}
