package analyzer

import (
	"fmt"
	"strings"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/directive"
	"github.com/vpplint/vpplint/internal/rule"
)

// flaws are the kinds of findings about directives.
var flaws = map[directive.Flaw]string{
	directive.UnknownDirective: "unknown directive",
	directive.NoRule:           "no rule",
	directive.UnknownRule:      "unknown rule",
	directive.NoReason:         "no reason",
	directive.Unused:           "unused directive",
}

// directive words what is wrong with a directive.
func (c *check) directive(p directive.Problem) string {
	where := "in " + c.decl(p.Decl)
	switch p.Flaw {
	case directive.UnknownDirective:
		return fmt.Sprintf("there is no directive vpplint:%s (%s): write vpplint:ignore", p.Name, where)
	case directive.NoRule:
		return fmt.Sprintf("this vpplint:ignore %s names no rule: write //vpplint:ignore RULE reason", where)
	case directive.UnknownRule:
		return fmt.Sprintf("this vpplint:ignore %s names %q, which is no rule: the rules are %s",
			where, p.Rule, strings.Join(rule.Judging(), ", "))
	case directive.NoReason:
		return fmt.Sprintf("this vpplint:ignore of %s %s gives no reason, so it silences nothing: add one behind the rule", p.Rule, where)
	}
	return fmt.Sprintf("this vpplint:ignore of %s %s (%s) silences nothing: remove it", p.Rule, where, quote(p.Reason))
}

// lost is what a rule misses when the analysis fails.
var lost = map[string]string{
	rule.ErrorMessage: "decisions on message text may be missed",
	rule.Retry9603:    "retries of 9603 may be missed",
	rule.Retry9616:    "retries of 9616 may be missed",
	rule.Ignore:       "directives that silence nothing may be missed",
	auditName:         "retries may be missing here",
}

// failure words a failure of vpplint itself.
func (c *check) failure(f core.Failure) string {
	if f.Function == "" {
		return fmt.Sprintf("package %s could not be examined, so %s: %s", f.Package, lost[c.name], f.Reason)
	}
	return fmt.Sprintf("vpplint failed on package %s in %s (%s), so %s: please report it at https://github.com/vpplint/vpplint/issues",
		f.Package, f.Function, f.Reason, lost[c.name])
}
