package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/standalone"
)

// options are the command line of a run.
type options struct {
	settings  analyzer.Settings
	dir, tags string
}

// flags makes the command's flags a view on options.
func (o *options) flags() *flag.FlagSet {
	fs := flag.NewFlagSet("vpplint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.dir, "C", "", "look for packages in `dir`")
	fs.StringVar(&o.tags, "tags", "", "comma-separated `list` of build tags")
	o.settings.Bind(fs)
	return fs
}

// lint looks at packages.
func (c command) lint(args []string) int {
	o := options{settings: analyzer.DefaultSettings()}
	fs := o.flags()
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return c.help(nil)
	case err != nil:
		return c.fail(fmt.Errorf("%w; \"vpplint help\" lists the flags", err))
	}
	patterns := fs.Args()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	if i := slices.IndexFunc(patterns, func(p string) bool { return strings.HasPrefix(p, "-") }); i >= 0 {
		return c.fail(fmt.Errorf("%s stands behind a package: put flags in front of packages", patterns[i]))
	}
	report, err := standalone.Run(standalone.Config{
		Dir:       o.dir,
		Tags:      o.tags,
		Tests:     o.settings.Tests,
		Patterns:  patterns,
		Analyzers: c.suite(o.settings),
	})
	if err != nil {
		return c.fail(err)
	}
	wd, _ := os.Getwd() // without it, paths stay absolute
	printText(c.stdout, wd, report.Findings)
	for _, p := range report.Problems {
		text := p.String()
		if wd != "" {
			text = strings.ReplaceAll(text, wd+string(filepath.Separator), "")
		}
		c.fail(errors.New(text))
	}
	switch {
	case len(report.Problems) > 0:
		return exitFailed
	case len(report.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

// fail says what went wrong.
func (c command) fail(err error) int {
	fmt.Fprintf(c.stderr, "vpplint: %v\n", err)
	return exitFailed
}
