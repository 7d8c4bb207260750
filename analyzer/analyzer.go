// Package analyzer offers the rules of vpplint as go/analysis analyzers.
//
// The package-level variables serve suites that list analyzers, such as
// multichecker or Bazel's nogo. [New] gives the same rules for other settings.
package analyzer

import (
	"slices"

	"golang.org/x/tools/go/analysis"
)

// The rules, with default settings.
var (
	ErrorMessage = newErrorMessage(DefaultSettings())
	Retry9603    = newRetry9603(DefaultSettings())
	Retry9616    = newRetry9616(DefaultSettings())
	Ignore       = newIgnore(DefaultSettings())
)

// All returns the rules with default settings.
func All() []*analysis.Analyzer {
	return []*analysis.Analyzer{ErrorMessage, Retry9603, Retry9616, Ignore}
}

// New returns the rules that the given settings leave on. An analyzer whose settings are not valid fails when it runs; see
// [Settings.Validate].
func New(s Settings) []*analysis.Analyzer {
	all := []*analysis.Analyzer{newErrorMessage(s), newRetry9603(s), newRetry9616(s), newIgnore(s)}
	return slices.DeleteFunc(all, func(a *analysis.Analyzer) bool { return !s.enables(a.Name) })
}

// URL is the page about a rule.
func URL(name string) string {
	return "https://github.com/vpplint/vpplint/blob/main/docs/rules/" + name + ".md"
}
