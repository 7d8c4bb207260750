package main

import (
	"go/types"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
)

// failing is the command with a helper analyzer that panics where it follows
// message text through a package named fragile.
func failing() {
	c := process()
	c.suite = fragileSuite
	os.Exit(c.run(os.Args[1:]))
}

func fragileSuite(s analyzer.Settings) []*analysis.Analyzer {
	helper := core.New(core.Hooks{Stage: func(stage core.Stage, pkg *types.Package) {
		if stage == core.Message && pkg.Name() == "fragile" {
			panic("injected")
		}
	}})
	suite := analyzer.New(s)
	for i, a := range suite {
		b := *a
		b.Requires = []*analysis.Analyzer{helper}
		suite[i] = &b
	}
	return suite
}
