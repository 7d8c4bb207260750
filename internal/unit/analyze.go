package unit

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// result is what came of an analyzer.
type result struct {
	analyzer    *analysis.Analyzer
	value       any
	diagnostics []analysis.Diagnostic
	err         error
}

// analyze runs analyzers after those that they require, and returns the results
// of the former. Where only facts count, it runs only those that have any.
func (p *loaded) analyze(analyzers []*analysis.Analyzer, facts *kept) []*result {
	done := map[*analysis.Analyzer]*result{}
	visit(analyzers, func(a *analysis.Analyzer) {
		if !p.config.VetxOnly || len(a.FactTypes) > 0 {
			p.require(a, facts, done)
		}
	})
	var results []*result
	for _, a := range analyzers {
		if r := done[a]; r != nil {
			results = append(results, r)
		}
	}
	return results
}

// require runs an analyzer once, and those that it requires before.
func (p *loaded) require(a *analysis.Analyzer, facts *kept, done map[*analysis.Analyzer]*result) *result {
	if r := done[a]; r != nil {
		return r
	}
	r := &result{analyzer: a}
	done[a] = r
	inputs, failed := map[*analysis.Analyzer]any{}, []string(nil)
	for _, needed := range a.Requires {
		n := p.require(needed, facts, done)
		if n.err != nil {
			failed = append(failed, needed.Name)
		}
		inputs[needed] = n.value
	}
	if failed != nil {
		slices.Sort(failed)
		r.err = fmt.Errorf("failed prerequisites: %s", strings.Join(failed, ", "))
		return r
	}
	r.value, r.err = a.Run(p.pass(r, facts, inputs))
	return r
}

// pass is what an analyzer is given.
func (p *loaded) pass(r *result, facts *kept, inputs map[*analysis.Analyzer]any) *analysis.Pass {
	c := p.config
	var module *analysis.Module
	if c.ModulePath != "" {
		module = &analysis.Module{Path: c.ModulePath, Version: c.ModuleVersion, GoVersion: c.GoVersion}
	}
	return &analysis.Pass{
		Analyzer: r.analyzer, Fset: p.fset, Files: p.files, OtherFiles: c.NonGoFiles, IgnoredFiles: c.IgnoredFiles,
		Pkg: p.pkg, TypesInfo: p.info, TypesSizes: p.sizes, ResultOf: inputs, Module: module, ReadFile: p.source.read,
		Report:            func(d analysis.Diagnostic) { r.diagnostics = append(r.diagnostics, d) },
		ImportPackageFact: func(pkg *types.Package, f analysis.Fact) bool { return get(facts.of(pkg, p.pkg), f) },
		ExportPackageFact: facts.put,
		AllPackageFacts:   func() []analysis.PackageFact { return facts.all(p.pkg, r.analyzer.FactTypes) },
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact:  func(types.Object, analysis.Fact) { panic(errNoObjectFacts) },
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
	}
}

var errNoObjectFacts = errors.New("facts about objects are not kept: tell them of the package")

// visit calls f for analyzers and what they require, each once.
func visit(analyzers []*analysis.Analyzer, f func(*analysis.Analyzer)) {
	seen := map[*analysis.Analyzer]bool{}
	var each func([]*analysis.Analyzer)
	each = func(list []*analysis.Analyzer) {
		for _, a := range list {
			if !seen[a] {
				seen[a] = true
				each(a.Requires)
				f(a)
			}
		}
	}
	each(analyzers)
}
