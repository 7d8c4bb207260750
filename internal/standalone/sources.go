package standalone

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"sync"
	"unicode/utf16"

	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/report"
)

// sources are files as they were when they were analysed. Those that the
// compiler does not see as they are, such as the originals of cgo, are read
// when they are needed.
type sources struct {
	mu    sync.Mutex // files are parsed at the same time
	text  map[string][]byte
	lines map[string][][]byte
}

func newSources() *sources {
	return &sources{text: map[string][]byte{}, lines: map[string][][]byte{}}
}

// parser parses files as package packages does, and keeps those of the given
// packages.
func (s *sources) parser(pkgs []*packages.Package) func(*token.FileSet, string, []byte) (*ast.File, error) {
	keep := map[string]bool{}
	for _, pkg := range pkgs {
		for _, name := range pkg.GoFiles {
			keep[name] = true
		}
	}
	return func(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
		if keep[name] {
			s.mu.Lock()
			s.text[name] = src
			s.mu.Unlock()
		}
		return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments)
	}
}

func (s *sources) analysed(name string) ([]byte, bool) {
	text, ok := s.text[name]
	return text, ok
}

// line is a line of a file without its end, or nil.
func (s *sources) line(name string, number int) []byte {
	lines, ok := s.lines[name]
	if !ok {
		text, ok := s.analysed(name)
		if !ok {
			text, _ = os.ReadFile(name) // without it there is no line
		}
		lines = bytes.Split(text, []byte("\n"))
		s.lines[name] = lines
	}
	if number < 1 || number > len(lines) {
		return nil
	}
	return bytes.TrimSuffix(lines[number-1], []byte("\r"))
}

// position adds the column in UTF-16 code units.
func (s *sources) position(p token.Position) report.Position {
	at := report.Position{Filename: p.Filename, Line: p.Line, Column: p.Column, UTF16: p.Column}
	if line := s.line(p.Filename, p.Line); 0 < p.Column && p.Column <= len(line)+1 {
		at.UTF16 = 1 + len(utf16.Encode([]rune(string(line[:p.Column-1]))))
	}
	return at
}
