package plugin

import (
	"runtime/debug"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"
)

// module is what users ask for.
const module = "github.com/vpplint/vpplint"

// edition tells versions of vpplint apart, as a part of analyzers' names. It is
// empty where the build does not say: in development.
func edition(info *debug.BuildInfo) string {
	for _, dep := range info.Deps {
		if dep.Path != module {
			continue
		}
		if dep.Replace != nil {
			dep = dep.Replace
		}
		if dep.Version == "(devel)" {
			return ""
		}
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return '_'
		}, dep.Version)
	}
	return ""
}

// mark has golangci-lint tell the results of an edition from those of others:
// it keeps them under the names of analyzers and its own version, which is the
// same for whatever version of a plugin "latest", or a branch, has led to.
func mark(edition string, reporting, helper *analysis.Analyzer) []*analysis.Analyzer {
	if edition == "" {
		return []*analysis.Analyzer{reporting} // golangci-lint tells executables, or folders, apart
	}
	helper.Name += "_" + edition
	return []*analysis.Analyzer{reporting, {
		Name: Name + "_" + edition,
		Doc:  "vpplint: the edition of the linter; it reports nothing",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}}
}
