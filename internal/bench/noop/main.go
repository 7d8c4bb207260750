// Command noop is a tool of one analyzer that does nothing: what any tool costs.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/multichecker"
)

func main() {
	multichecker.Main(&analysis.Analyzer{
		Name: "noop",
		Doc:  "noop: do nothing",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
