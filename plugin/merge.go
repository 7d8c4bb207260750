package plugin

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// merged is an analyzer that runs all rules and reports for them in the form
// that golangci-lint shows completely: it shows one issue per line, and makes
// an issue of its own of each related place.
func merged(rules []*analysis.Analyzer, related bool) *analysis.Analyzer {
	m := &analysis.Analyzer{
		Name: Name,
		Doc:  "vpplint: find code that mistreats errors of Apple's app-and-book (VPP) service",
		URL:  "https://github.com/vpplint/vpplint",
	}
	for _, r := range rules {
		for _, req := range r.Requires {
			if !slices.Contains(m.Requires, req) {
				m.Requires = append(m.Requires, req)
			}
		}
	}
	m.Run = func(pass *analysis.Pass) (any, error) {
		where := ""
		if related {
			where = pass.Pkg.Path()
		}
		var all []finding
		for _, r := range rules {
			sub := *pass
			sub.Analyzer = r
			sub.Report = func(d analysis.Diagnostic) { all = append(all, finding{r.Name, d}) }
			if _, err := r.Run(&sub); err != nil {
				return nil, err
			}
		}
		lines := mergeLines(pass.Fset, all, where)
		keepImports(pass, lines)
		for _, d := range lines {
			pass.Report(d)
		}
		return nil, nil
	}
	return m
}

// finding is what a rule reported.
type finding struct {
	rule string
	analysis.Diagnostic
}

// mergeLines returns one diagnostic for each line. With where, the path of the
// package, their texts say what else there is to say.
func mergeLines(fset *token.FileSet, all []finding, where string) []analysis.Diagnostic {
	type line struct {
		file string
		line int
	}
	lineOf := func(f finding) line {
		at := fset.Position(f.Pos)
		return line{at.Filename, at.Line}
	}
	slices.SortStableFunc(all, func(a, b finding) int { return cmp.Compare(a.Pos, b.Pos) })
	var lines []line
	byLine := map[line][]finding{}
	for _, f := range all {
		l := lineOf(f)
		if byLine[l] == nil {
			lines = append(lines, l)
		}
		byLine[l] = append(byLine[l], f)
	}
	var out []analysis.Diagnostic
	for _, l := range lines {
		out = append(out, merge(fset, byLine[l], where))
	}
	return out
}

// merge makes one diagnostic of the findings on a line. Its text begins with
// the rules, as that of an analyzer with another name than its linter does. It
// names the package, whose name alone others may have, too: golangci-lint hides
// issues with a text that it has shown before.
func merge(fset *token.FileSet, found []finding, where string) analysis.Diagnostic {
	d := found[0].Diagnostic
	d.Related, d.SuggestedFixes = nil, mergeFixes(found)
	var rules, texts []string
	places := []string{"in " + where}
	for _, f := range found {
		if !slices.Contains(rules, f.rule) {
			rules = append(rules, f.rule)
		}
		texts = append(texts, f.Message)
		for _, rel := range f.Related {
			place := rel.Message
			if rel.Pos != f.Pos {
				at := fset.Position(rel.Pos)
				place += fmt.Sprintf(" (%d:%d)", at.Line, at.Column)
			}
			if !slices.Contains(places, place) {
				places = append(places, place)
			}
		}
	}
	d.Message = strings.Join(rules, ", ") + ": " + strings.Join(texts, "; also ")
	if where != "" {
		d.Message += " [" + strings.Join(places, "; ") + "]"
	}
	return d
}
