package main

import (
	"go/types"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
)

// The scripts also run variants of the command, in which something happens that
// cannot be made to happen from outside.
var variants = map[string]func(){
	"vpplint":          main,
	"vpplint-failing":  failing,
	"vpplint-slow":     slow,
	"vpplint-racing":   racing,
	"vpplint-terminal": onTerminal,
	"vpplint-telling":  telling,
}

// failing panics where it follows message text through a package named fragile.
func failing() { hooked(func() { panic("injected") }) }

// slow makes a file named analysing there, and never ends.
func slow() {
	hooked(func() {
		must(os.WriteFile("analysing", nil, 0o666))
		select {}
	})
}

// racing appends a line to the file fragile/fragile.go there.
func racing() {
	hooked(func() {
		f, err := os.OpenFile(filepath.Join("fragile", "fragile.go"), os.O_APPEND|os.O_WRONLY, 0)
		must(err)
		_, err = f.WriteString("\n// changed\n")
		must(err)
		must(f.Close())
	})
}

// onTerminal takes its output for a terminal.
func onTerminal() {
	c := process()
	c.terminal = func(io.Writer) bool { return true }
	os.Exit(c.run(os.Args[1:]))
}

// hooked is the command with a helper analyzer that calls hook where it follows
// message text through a package named fragile.
func hooked(hook func()) {
	helper := core.New(core.Hooks{Stage: func(stage core.Stage, pkg *types.Package) {
		if stage == core.Message && pkg.Name() == "fragile" {
			hook()
		}
	}})
	c := process()
	c.suite = func(s analyzer.Settings) []*analysis.Analyzer {
		suite := analyzer.New(s)
		for i, a := range suite {
			b := *a
			b.Requires = []*analysis.Analyzer{helper}
			suite[i] = &b
		}
		return suite
	}
	os.Exit(c.run(os.Args[1:]))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
