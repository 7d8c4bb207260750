package analyzer

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
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

// off says whether a name is that of a rule that does not run.
func (c *check) off(name string) bool {
	return slices.Contains(names(), name) && !c.settings.enables(name)
}

func newIgnore(s Settings) *analysis.Analyzer {
	return check{
		name:     rule.Ignore,
		doc:      ignoreDoc,
		settings: s,
		flags:    fileFlags | limitFlags,
		find: func(c *check, result *core.Result) []finding.Finding {
			var list []finding.Finding
			for _, p := range result.Directives(c.settings.options()) {
				if !c.off(p.Rule) {
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
