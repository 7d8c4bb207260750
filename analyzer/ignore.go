package analyzer

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/directive"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/rule"
)

const ignoreDoc = `vppignore: report vpplint directives that silence nothing

A directive silences the line that it ends, or the one below it where it stands
alone, and the whole statement that starts there; in the doc comment of a
function it silences the function. It names the rules and gives a reason.

WRONG:

	//vpplint:ignore vppretry9616
	err = retry(3, func() error { return assign(user, app) })

RIGHT:

	//vpplint:ignore vppretry9616 the sandbox answers 9616 until it has settled
	err = retry(3, func() error { return assign(user, app) })

Reported are a directive without a reason, one that names a rule that does not
exist, and one that has no finding to silence.`

// off says whether a list with commas names only rules that do not run.
func (c *check) off(list string) bool {
	for name := range strings.SplitSeq(list, ",") {
		if !slices.Contains(names(), name) || c.settings.enables(name) {
			return false
		}
	}
	return true
}

func newIgnore(s Settings) *analysis.Analyzer {
	return check{
		name:     rule.Ignore,
		doc:      ignoreDoc,
		settings: s,
		flags:    fileFlags | limitFlags | ruleFlags,
		find: func(c *check, result *core.Result) []finding.Finding {
			var list []finding.Finding
			o := c.settings.options()
			for _, p := range result.Directives(o) {
				// What a rule may have missed, a directive may be there for.
				missed := func(f core.Failure) bool { return p.Flaw == directive.Unused && concerns(p.Rule, f) }
				if !c.off(p.Rule) && !slices.ContainsFunc(result.Failures(o), missed) {
					list = append(list, finding.Finding{
						Pos: p.Pos, End: p.End, Message: c.directive(p),
						Decl: p.Decl, Kind: flaws[p.Flaw], Needles: []string{cmp.Or(p.Rule, p.Name)},
					})
				}
			}
			return list
		},
	}.analyzer()
}
