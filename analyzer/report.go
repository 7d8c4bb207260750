package analyzer

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// internalCategory marks a finding that is about vpplint, not about the code.
const internalCategory = "internal"

// diagnostic is a finding in words.
type diagnostic struct {
	pos, end token.Pos
	category string // the rule, if empty
	text     string
	related  []analysis.RelatedInformation
	fix      *analysis.SuggestedFix
}

// report hands a rule's diagnostics to the driver, in source order. No two of a
// package share a text: some drivers hide what they have shown before. What is
// silenced, or lies in a file that does not count, is not among them anyway.
func report(pass *analysis.Pass, rule string, list []diagnostic) {
	slices.SortStableFunc(list, func(a, b diagnostic) int {
		return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(a.text, b.text))
	})
	list = slices.CompactFunc(list, func(a, b diagnostic) bool { return a.pos == b.pos && a.text == b.text })
	count := map[string]int{}
	for _, d := range list {
		count[d.text]++
	}
	for _, d := range list {
		if count[d.text] > 1 {
			at := pass.Fset.Position(d.pos)
			d.text += fmt.Sprintf(" (at %d:%d)", at.Line, at.Column)
		}
		pass.Report(d.analysis(rule))
	}
}

func (d diagnostic) analysis(rule string) analysis.Diagnostic {
	out := analysis.Diagnostic{
		Pos:      d.pos,
		End:      d.end,
		Category: cmp.Or(d.category, rule),
		Message:  d.text,
		URL:      URL(rule),
		Related:  d.related,
	}
	if d.fix != nil {
		out.SuggestedFixes = []analysis.SuggestedFix{*d.fix}
	}
	return out
}
