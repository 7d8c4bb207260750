package analyzer

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/finding"
)

// report hands a rule's findings to the driver, in source order, and returns
// them as they were reported. No two of a package share a text: some drivers
// hide what they have shown before. What is silenced, or lies in a file that
// does not count, is not among them anyway.
func report(pass *analysis.Pass, rule string, list []finding.Finding) []finding.Finding {
	slices.SortStableFunc(list, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message))
	})
	list = slices.CompactFunc(list, func(a, b finding.Finding) bool { return a.Pos == b.Pos && a.Message == b.Message })
	count := map[string]int{}
	for _, f := range list {
		count[f.Message]++
	}
	for i := range list {
		f := &list[i]
		if count[f.Message] > 1 {
			at := pass.Fset.Position(f.Pos)
			f.Message += fmt.Sprintf(" (at %d:%d)", at.Line, at.Column)
		}
		f.Category, f.URL = cmp.Or(f.Category, rule), URL(rule)
		pass.Report(f.Diagnostic())
	}
	return list
}
