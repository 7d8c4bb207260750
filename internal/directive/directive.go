// Package directive reads the comments that silence findings:
//
//	//vpplint:ignore RULE[,RULE] reason
//
// A directive silences the line that it ends, or, alone on its line, the one
// right below, and in both cases the whole statement that starts there. In the
// doc comment of a function it silences the function.
package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"github.com/vpplint/vpplint/internal/rule"
)

// Flaw says what is wrong with a directive.
type Flaw uint8

// The flaws.
const (
	UnknownDirective Flaw = iota // not "ignore"
	NoRule                       // nothing after "ignore"
	UnknownRule                  // a rule that does not exist
	NoReason                     // no reason, so it silences nothing
	Unused                       // no finding to silence
)

// Problem is a directive that does not do what its author hoped for.
type Problem struct {
	Pos, End token.Pos
	Flaw     Flaw
	Name     string // what follows "vpplint:"
	Rule     string // the rule in question, if one is
	Reason   string
	Decl     string // the declaration around it
}

// Set are the directives of a package.
type Set struct {
	fset       *token.FileSet
	directives []*ignore
	flawed     []Problem
}

// ignore silences rules between two lines of a file.
type ignore struct {
	pos, end    token.Pos
	rules       []string
	reason      string
	decl        string
	file        *token.File
	first, last int // physical lines
}

// Read collects the directives of files.
func Read(fset *token.FileSet, files []*ast.File) *Set {
	s := &Set{fset: fset}
	for _, f := range files {
		s.read(f)
	}
	return s
}

func (s *Set) read(f *ast.File) {
	var found []*ignore
	for _, group := range f.Comments {
		for _, c := range group.List {
			if d, ok := ast.ParseDirective(c.Slash, c.Text); ok && d.Tool == "vpplint" {
				found = append(found, s.parse(f, d)...)
			}
		}
	}
	if len(found) == 0 {
		return
	}
	l := newLayout(s.fset, f)
	for _, d := range found {
		d.file = l.file
		d.first, d.last = l.reach(d.pos)
	}
	s.directives = append(s.directives, found...)
}

// parse returns the directive, or nothing where it is flawed.
func (s *Set) parse(f *ast.File, d ast.Directive) []*ignore {
	list, reason := d.Args, ""
	if i := strings.IndexFunc(list, unicode.IsSpace); i >= 0 {
		list, reason = list[:i], list[i:]
	}
	reason, _, _ = strings.Cut(" "+reason, " // ") // a comment on the comment
	reason = strings.TrimSpace(reason)
	p := Problem{Pos: d.Pos(), End: d.End(), Name: d.Name, Reason: reason, Decl: enclosing(f, d.Pos())}
	flawed := func(flaw Flaw, rule string) {
		p.Flaw, p.Rule = flaw, rule
		s.flawed = append(s.flawed, p)
	}
	switch {
	case d.Name != "ignore":
		flawed(UnknownDirective, "")
		return nil
	case list == "" || strings.HasPrefix(list, "//"):
		flawed(NoRule, "")
		return nil
	}
	var rules []string
	for name := range strings.SplitSeq(list, ",") {
		switch {
		case slices.Contains(rules, name):
		case slices.Contains(rule.Judging(), name):
			rules = append(rules, name)
		default:
			flawed(UnknownRule, name)
		}
	}
	if reason == "" {
		if len(rules) > 0 {
			flawed(NoReason, strings.Join(rules, ","))
		}
		return nil
	}
	return []*ignore{{pos: p.Pos, end: p.End, rules: rules, reason: reason, decl: p.Decl}}
}

// Use is one application of the directives to findings.
type Use struct {
	set  *Set
	used map[use]bool
}

type use struct {
	directive *ignore
	rule      string
}

// Use starts an application.
func (s *Set) Use() *Use { return &Use{s, map[use]bool{}} }

// Silences says whether a directive silences a rule's finding at pos.
func (u *Use) Silences(name string, pos token.Pos) bool {
	file := u.set.fset.File(pos)
	if file == nil {
		return false
	}
	line := physical(file, pos)
	silenced := false
	for _, d := range u.set.directives {
		if d.file == file && d.first <= line && line <= d.last && slices.Contains(d.rules, name) {
			u.used[use{d, name}] = true
			silenced = true
		}
	}
	return silenced
}

// Problems returns what is wrong with the directives, in source order; the
// unused ones are those that silenced nothing so far.
func (u *Use) Problems() []Problem {
	problems := slices.Clone(u.set.flawed)
	for _, d := range u.set.directives {
		for _, name := range d.rules {
			if !u.used[use{d, name}] {
				problems = append(problems, Problem{
					Pos: d.pos, End: d.end, Flaw: Unused, Name: "ignore", Rule: name, Reason: d.reason, Decl: d.decl,
				})
			}
		}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return int(a.Pos) - int(b.Pos) })
	return problems
}
