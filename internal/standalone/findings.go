package standalone

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
)

// take adds the findings of a rule in a package, or the constructs of an audit.
func (r *Report) take(act *checker.Action) error {
	switch found := act.Result.(type) {
	case []finding.Finding:
		for _, f := range found {
			r.Findings = append(r.Findings, r.resolve(act.Package, act.Analyzer.Name, f))
		}
	case []finding.Construct:
		for _, c := range found {
			r.Constructs = append(r.Constructs, r.construct(act.Package, c))
		}
	default:
		return fmt.Errorf("%s is no rule of vpplint: its result is a %T", act.Analyzer, act.Result)
	}
	return nil
}

// construct gives a construct places in files instead of positions.
func (r *Report) construct(pkg *packages.Package, c finding.Construct) report.Construct {
	out := report.Construct{Package: pkg.PkgPath, Decl: c.Decl, Kind: c.Kind, Entries: c.Entries}
	out.Pos, out.End = r.places(pkg.Fset, c.Pos, c.End)
	out.Source = string(r.sources.line(out.Pos.Filename, out.Pos.Line))
	for _, a := range c.Answers {
		answer := report.Answer{
			Number: a.Number, Requests: a.Requests, Verdict: a.Verdict, Silenced: a.Silenced,
			Message: a.Message, Reason: a.Reason, Schedule: a.Schedule, Related: r.related(pkg, a.Related),
		}
		if a.Pos.IsValid() {
			answer.Pos, _ = r.places(pkg.Fset, a.Pos, a.Pos)
		}
		out.Answers = append(out.Answers, answer)
	}
	return out
}

// resolve gives a finding places in files instead of positions.
func (r *Report) resolve(pkg *packages.Package, rule string, f finding.Finding) report.Finding {
	out := report.Finding{
		Rule: rule, Category: f.Category, Message: f.Message, URL: f.URL, Package: pkg.PkgPath,
		Decl: f.Decl, Kind: f.Kind, Needles: f.Needles, Numbers: f.Numbers, Schedule: f.Schedule,
	}
	out.Pos, out.End = r.places(pkg.Fset, f.Pos, f.End)
	out.Source = string(r.sources.line(out.Pos.Filename, out.Pos.Line))
	out.Related = r.related(pkg, f.Related)
	if fix, ok := r.fix(pkg, f.Fix); ok {
		out.Fixes = append(out.Fixes, fix)
	}
	return out
}

func (r *Report) related(pkg *packages.Package, list []finding.Related) (places []report.Related) {
	for _, rel := range list {
		place := report.Related{Role: rel.Role, Message: rel.Message}
		place.Pos, place.End = r.places(pkg.Fset, rel.Pos, rel.End)
		places = append(places, place)
	}
	return places
}

// places are the two ends of what people wrote. An end that is not known, or
// not behind the beginning, is the beginning.
func (r *Report) places(fset *token.FileSet, pos, end token.Pos) (from, to report.Position) {
	from = r.sources.position(fset.Position(pos))
	to = from
	if end.IsValid() {
		to = r.sources.position(fset.Position(end))
	}
	if to.Filename != from.Filename || cmp.Or(cmp.Compare(to.Line, from.Line), cmp.Compare(to.Column, from.Column)) < 0 {
		to = from
	}
	return from, to
}

// fix is a rewrite of files that were analysed as people wrote them, and that
// belong to them: the files of dependencies do not.
func (r *Report) fix(pkg *packages.Package, fix *analysis.SuggestedFix) (report.Fix, bool) {
	if fix == nil || pkg.Module != nil && !pkg.Module.Main {
		return report.Fix{}, false
	}
	out := report.Fix{Message: fix.Message}
	for _, e := range fix.TextEdits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		file := pkg.Fset.File(e.Pos)
		if _, ok := r.sources.analysed(file.Name()); !ok {
			return report.Fix{}, false
		}
		out.Edits = append(out.Edits, report.Edit{
			Pos:       r.sources.position(file.PositionFor(e.Pos, false)),
			End:       r.sources.position(file.PositionFor(end, false)),
			Offset:    file.Offset(e.Pos),
			EndOffset: file.Offset(end),
			New:       string(e.NewText),
		})
	}
	return out, len(out.Edits) > 0
}

// sort orders the findings, and the constructs, by place.
func (r *Report) sort() {
	slices.SortStableFunc(r.Constructs, func(a, b report.Construct) int { return comparePos(a.Pos, b.Pos) })
	slices.SortStableFunc(r.Findings, func(a, b report.Finding) int {
		return cmp.Or(
			comparePos(a.Pos, b.Pos),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
}

func comparePos(a, b report.Position) int {
	return cmp.Or(
		strings.Compare(a.Filename, b.Filename),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
	)
}
