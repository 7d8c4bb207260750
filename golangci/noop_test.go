package main

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
)

// The plugins that vpplint is measured against: they do nothing, but one has
// facts, and golangci-lint has to read the sources of all dependencies for it.
func init() {
	for name, facts := range map[string][]analysis.Fact{"nothing": nil, "facts": {new(fact)}} {
		register.Plugin(name, func(any) (register.LinterPlugin, error) { return noop{name, facts}, nil })
	}
}

type fact struct{}

func (*fact) AFact() {}

type noop struct {
	name  string
	facts []analysis.Fact
}

func (n noop) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{{
		Name: n.name, Doc: n.name + ": do nothing", FactTypes: n.facts,
		Run: func(*analysis.Pass) (any, error) { return nil, nil },
	}}, nil
}

func (noop) GetLoadMode() string { return register.LoadModeTypesInfo }
