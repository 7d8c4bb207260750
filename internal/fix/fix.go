// Package fix applies the fixes of findings to files. A file gets all of its
// fixes, and is written whole, or stays as it is; so does one that is no longer
// what was analysed.
package fix

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"slices"

	"github.com/vpplint/vpplint/internal/report"
)

// Plan is what would be changed.
type Plan struct {
	Changes []Change // by file name
	Skipped []Skip   // in the order of the findings
}

// Change is a file that fixes change.
type Change struct {
	Name     string
	Old, New []byte
	Fixes    int // how many
}

// Skip is a finding whose fix is left out.
type Skip struct {
	Finding report.Finding
	Reason  string // words that go after "its fix"
}

// Make plans the fixes of findings; source returns a file as it was analysed.
// Where two fixes are in each other's way, the first one wins.
func Make(findings []report.Finding, source func(name string) ([]byte, bool)) Plan {
	p := &planner{source: source, files: map[string]*file{}}
	for {
		if plan, ok := p.plan(findings); ok {
			return plan
		}
	}
}

// planner knows which files cannot be changed, and why.
type planner struct {
	source func(string) ([]byte, bool)
	files  map[string]*file
}

// file is one that fixes want to change.
type file struct {
	old     []byte
	problem string
	edits   []report.Edit // accepted
	fixes   int
}

// plan is false where a file turned out to have a problem: then its fixes have
// to be left out, in whatever other files they are.
func (p *planner) plan(findings []report.Finding) (Plan, bool) {
	for _, f := range p.files {
		f.edits, f.fixes = nil, 0
	}
	var plan Plan
	for _, f := range findings {
		if len(f.Fixes) == 0 {
			continue
		}
		if reason := p.accept(f.Fixes[0]); reason != "" {
			plan.Skipped = append(plan.Skipped, Skip{f, reason})
		}
	}
	for name, f := range p.files {
		if f.fixes == 0 {
			continue
		}
		fresh, err := apply(f.old, f.edits)
		if err != nil {
			f.problem = "was left out: " + err.Error()
			return Plan{}, false
		}
		plan.Changes = append(plan.Changes, Change{name, f.old, fresh, f.fixes})
	}
	slices.SortFunc(plan.Changes, func(a, b Change) int { return cmp.Compare(a.Name, b.Name) })
	return plan, true
}

// accept takes a fix, or says why not.
func (p *planner) accept(fix report.Fix) string {
	for _, e := range fix.Edits {
		f := p.open(e.Pos.Filename)
		if f.problem != "" {
			return f.problem
		}
		for _, other := range f.edits {
			if e != other && overlap(e, other) {
				return fmt.Sprintf("overlaps with another one, at %d:%d", other.Pos.Line, other.Pos.Column)
			}
		}
	}
	for i, e := range fix.Edits {
		f := p.files[e.Pos.Filename]
		if !slices.Contains(f.edits, e) {
			f.edits = append(f.edits, e)
		}
		if i == 0 || fix.Edits[i-1].Pos.Filename != e.Pos.Filename {
			f.fixes++
		}
	}
	return ""
}

func overlap(a, b report.Edit) bool {
	return a.Offset < b.EndOffset && b.Offset < a.EndOffset || a.Offset == b.Offset
}

func (p *planner) open(name string) *file {
	if f := p.files[name]; f != nil {
		return f
	}
	f := &file{}
	p.files[name] = f
	old, ok := p.source(name)
	now, err := os.ReadFile(name)
	switch {
	case err != nil:
		f.problem = "was left out: " + err.Error()
	case !ok || !bytes.Equal(old, now):
		f.problem = "was left out: " + errChanged.Error()
	case generated(old):
		f.problem = "was left out: the file is generated, mend what generates it"
	}
	f.old = old
	return f
}

func generated(src []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.ParseComments|parser.PackageClauseOnly)
	return err == nil && ast.IsGenerated(f)
}

// apply returns a file with edits. One that was formatted stays so.
func apply(old []byte, edits []report.Edit) ([]byte, error) {
	slices.SortFunc(edits, func(a, b report.Edit) int { return cmp.Compare(a.Offset, b.Offset) })
	var fresh []byte
	at := 0
	for _, e := range edits {
		fresh = append(fresh, old[at:e.Offset]...)
		fresh = append(fresh, e.New...)
		at = e.EndOffset
	}
	fresh = append(fresh, old[at:]...)
	fresh, err := dropUnused(old, fresh)
	if err != nil {
		return nil, err
	}
	if formatted, err := format.Source(old); err == nil && bytes.Equal(formatted, old) {
		return format.Source(fresh)
	}
	return fresh, nil
}
