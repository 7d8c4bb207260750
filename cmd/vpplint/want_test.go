package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// wants are the want comments of a tree, by place: "file:line".
type wants map[string][]*regexp.Regexp

// wantComment is a comment as analysistest reads it: want, perhaps how many
// lines away, and regular expressions in Go's quotes.
var (
	wantComment = regexp.MustCompile(`^//.*?\bwant ([+-]\d+ )?([` + "`" + `"].*)$`)
	quotedText  = regexp.MustCompile("`[^`]*`" + `|"(?:[^"\\]|\\.)*"`)
)

// readWants reads the files that count: those that are built, and tests only
// where they are asked for.
func readWants(t *testing.T, x tree) wants {
	t.Helper()
	w := wants{}
	ctx := build.Default
	ctx.BuildTags = strings.Split(x.tags, ",")
	err := filepath.WalkDir(x.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || !x.settings.Tests && strings.HasSuffix(path, "_test.go") {
			return err
		}
		if match, err := ctx.MatchFile(filepath.Split(path)); err != nil || !match {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, group := range f.Comments {
			for _, c := range group.List {
				w.read(t, local(t, x.dir, path), fset.PositionFor(c.Pos(), false).Line, c)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(w) == 0 {
		t.Fatal("no want comments")
	}
	return w
}

func (w wants) read(t *testing.T, file string, line int, c *ast.Comment) {
	m := wantComment.FindStringSubmatch(c.Text)
	if m == nil {
		return
	}
	if away := strings.TrimSpace(m[1]); away != "" {
		n, err := strconv.Atoi(away)
		if err != nil {
			t.Fatal(err)
		}
		line += n
	}
	for _, q := range quotedText.FindAllString(m[2], -1) {
		text, err := strconv.Unquote(q)
		if err != nil {
			t.Fatalf("%s:%d: %v", file, line, err)
		}
		at := fmt.Sprintf("%s:%d", file, line)
		w[at] = append(w[at], regexp.MustCompile(text))
	}
}

// compare lists findings without a want comment, and want comments without a
// finding.
func (w wants) compare(found []spot) string {
	var diff strings.Builder
	left := map[string][]*regexp.Regexp{}
	for at, list := range w {
		left[at] = append(left[at], list...)
	}
findings:
	for _, s := range found {
		if s.rule == facts.Name {
			continue
		}
		at := fmt.Sprintf("%s:%d", s.file, s.line)
		for i, re := range left[at] {
			if re.MatchString(s.text) {
				left[at] = append(left[at][:i:i], left[at][i+1:]...)
				continue findings
			}
		}
		fmt.Fprintf(&diff, "not wanted: %s\n", s)
	}
	for at, list := range left {
		for _, re := range list {
			fmt.Fprintf(&diff, "not found: %s: %s\n", at, re)
		}
	}
	return diff.String()
}
