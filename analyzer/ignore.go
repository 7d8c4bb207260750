package analyzer

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/directive"
	"github.com/vpplint/vpplint/internal/rule"
)

const ignoreDoc = `vppignore: report vpplint directives that silence nothing

A directive silences the line that it ends, or the one below it where it stands
alone, and the whole statement that starts there; in the doc comment of a
function it silences the function. It names the rules and gives a reason.

WRONG:

	//vpplint:ignore vppretry9616
	err = assignAgain(user, app)

RIGHT:

	//vpplint:ignore vppretry9616 the sandbox answers 9616 until it has settled
	err = assignAgain(user, app)

Reported are a directive without a reason, one that names a rule that does not
exist, and one that has no finding to silence.`

func newIgnore(s Settings) *analysis.Analyzer {
	return check{
		name:     rule.Ignore,
		doc:      ignoreDoc,
		settings: s,
		flags:    fileFlags | limitFlags | ruleFlags,
		find: func(c *check, result *core.Result) []diagnostic {
			var list []diagnostic
			o := c.settings.options()
			for _, p := range result.Directives(o) {
				// What a rule may have missed, a directive may be there for.
				missed := func(f core.Failure) bool { return p.Flaw == directive.Unused && concerns(p.Rule, f) }
				if !c.settings.disablesAll(p.Rule) && !slices.ContainsFunc(result.Failures(o), missed) {
					list = append(list, diagnostic{pos: p.Pos, end: p.End, text: c.directive(p)})
				}
			}
			return list
		},
	}.analyzer()
}
