package standalone

import (
	"cmp"
	"go/token"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

func (r *Report) add(fset *token.FileSet, rule string, d analysis.Diagnostic) {
	f := Finding{Rule: rule, Pos: fset.Position(d.Pos), End: fset.Position(d.End), Diagnostic: d}
	for _, rel := range d.Related {
		f.Related = append(f.Related, Related{fset.Position(rel.Pos), rel.Message})
	}
	r.Findings = append(r.Findings, f)
}

// sort orders the findings by place and drops those that a package and its
// test variant both have.
func (r *Report) sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(
			comparePos(a.Pos, b.Pos),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Message, b.Message),
		)
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b Finding) bool {
		return a.Rule == b.Rule && a.Pos == b.Pos && a.Message == b.Message && reflect.DeepEqual(a.Related, b.Related)
	})
}

func comparePos(a, b token.Position) int {
	return cmp.Or(
		strings.Compare(a.Filename, b.Filename),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
	)
}
