package message

import (
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestRooms compares the list in the package's comment with the files.
func TestRooms(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "message.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	listed := regexp.MustCompile(`[a-z]+\.go\b`).FindAllString(f.Doc.Text(), -1)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !slices.Contains(listed, name) {
			t.Errorf("%s is not in the list", name)
		}
	}
	for _, name := range listed {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("%s is listed: %v", name, err)
		}
	}
}
