package analyzer

import (
	"cmp"
	"fmt"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/rule"
)

// check is a rule: it picks its findings from those of the helper analyzer and
// words them.
type check struct {
	name, doc string
	settings  Settings
	flags     flags
	find      func(*check, *core.Result) []finding.Finding
	// pkg names the package that is being looked at, for people.
	pkg string
}

// analyzer makes the check an analyzer. The helper is the one analyzer that it
// requires. Its result are its findings as data, which vpplint's own driver
// reports; other drivers show the diagnostics.
func (c check) analyzer() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       c.name,
		Doc:        c.doc,
		URL:        URL(c.name),
		Requires:   []*analysis.Analyzer{core.Analyzer},
		ResultType: reflect.TypeFor[[]finding.Finding](),
	}
	settings := &c.settings
	settings.bind(&a.Flags, c.flags)
	a.Run = func(pass *analysis.Pass) (any, error) {
		c := c
		c.settings, c.pkg = *settings, pass.Pkg.Name()
		return c.run(pass)
	}
	return a
}

func (c *check) run(pass *analysis.Pass) ([]finding.Finding, error) {
	if err := c.settings.Validate(); err != nil {
		return nil, err
	}
	helper := pass.Analyzer.Requires[0]
	result, ok := pass.ResultOf[helper].(*core.Result)
	if !ok {
		return nil, fmt.Errorf("%s: the driver gave no result of %s", c.name, helper)
	}
	var list []finding.Finding
	failed := core.Guard(pass.Pkg, core.Rule, func() error {
		list = c.find(c, result)
		return nil
	})
	failures := result.Failures(c.settings.options())
	if failed != nil {
		failures = append(failures, *failed)
	}
	for _, f := range failures {
		if concerns(c.name, f) {
			list = append(list, finding.Finding{
				Pos: result.Pos(), Category: finding.Internal, Message: c.failure(f),
				Kind: "failure", Needles: []string{f.Package + " " + cmp.Or(f.Function, f.Reason)},
			})
		}
	}
	return report(pass, c.name, list), nil
}

// concerns says whether a rule may miss something because of a failure.
func concerns(name string, f core.Failure) bool {
	switch f.Stage {
	case core.Message:
		return name == rule.ErrorMessage
	case core.Retry:
		return name == rule.Retry9603 || name == rule.Retry9616
	case core.Rule:
		return true
	}
	return name != rule.Ignore
}

// decl names a declaration of the package, for people: "vpp.Client.Assign".
func (c *check) decl(name string) string {
	if name == "" {
		return "package " + c.pkg
	}
	return c.pkg + "." + name
}
