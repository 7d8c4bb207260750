package standalone

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/report"
)

// problem keeps the first problem of a package.
func (r *Report) problem(path, format string, args ...any) {
	if !slices.ContainsFunc(r.Problems, func(p report.Problem) bool { return p.Package == path }) {
		r.Problems = append(r.Problems, report.Problem{Package: path, Text: fmt.Sprintf(format, args...)})
	}
}

// notAnalysed keeps why a package was left out.
func (r *Report) notAnalysed(path, why string) {
	r.problem(path, "package %s was not analysed: %s", path, why)
}

// listProblems says what is wrong with packages before they are type-checked:
// patterns that match nothing, and imports that do not exist.
func (r *Report) listProblems(initial, all []*packages.Package) {
	for _, pkg := range all {
		switch {
		case len(pkg.Errors) == 0:
		case len(pkg.GoFiles) > 0:
			r.notAnalysed(pkg.PkgPath, oneLine(pkg.Errors[0]))
		case slices.Contains(initial, pkg):
			r.problem(pkg.PkgPath, "nothing to analyse in %s: %s", pkg.PkgPath, oneLine(pkg.Errors[0]))
		}
		for _, path := range sortedKeys(pkg.Imports) {
			if imp := pkg.Imports[path]; len(imp.Errors) > 0 && len(imp.GoFiles) == 0 {
				r.notAnalysed(pkg.PkgPath, oneLine(imp.Errors[0]))
			}
		}
	}
}

// illTyped keeps why a package with type errors was left out.
func (r *Report) illTyped(pkg *packages.Package) {
	if errs := ownErrors(pkg); len(errs) > 0 {
		first := oneLine(errs[0])
		if more := len(errs) - 1; more > 0 {
			first += fmt.Sprintf(" (and %d more)", more)
		}
		r.notAnalysed(pkg.PkgPath, first)
		return
	}
	broken := "a package that does not compile"
	packages.Visit([]*packages.Package{pkg}, nil, func(p *packages.Package) {
		if len(p.Errors) > 0 {
			broken = fmt.Sprintf("package %s, which does not compile", p.PkgPath)
		}
	})
	r.notAnalysed(pkg.PkgPath, "it imports "+broken)
}

// ownErrors are the errors of a package, without what the compiler said of those
// that the parser and the type checker have found, too.
func ownErrors(pkg *packages.Package) []packages.Error {
	isList := func(err packages.Error) bool { return err.Kind == packages.ListError }
	if own := slices.DeleteFunc(slices.Clone(pkg.Errors), isList); len(own) > 0 {
		return own
	}
	return pkg.Errors
}

// oneLine is an error's text without line breaks, and without the dash that
// stands for a position.
func oneLine(err packages.Error) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(err.Error()), " "), "-: ")
}

func sortedKeys(m map[string]*packages.Package) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
