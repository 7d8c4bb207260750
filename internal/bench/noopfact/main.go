// Command noopfact is a tool of one analyzer that does nothing, but has a fact
// type: what any tool costs that learns from imports.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/multichecker"
)

// none is never told.
type none struct{ Said bool }

// AFact makes it a fact.
func (*none) AFact() {}

func main() {
	multichecker.Main(&analysis.Analyzer{
		Name:      "noopfact",
		Doc:       "noopfact: do nothing",
		FactTypes: []analysis.Fact{new(none)},
		Run:       func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
