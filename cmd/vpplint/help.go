package main

import (
	"flag"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/report"
)

const usage = `vpplint finds Go code that mistreats errors of Apple's app-and-book (VPP) service.

Usage:

	vpplint [flags] [packages]      look at packages, by default ./...
	vpplint config [flags]          print the settings, and where they come from
	vpplint help [rule]             describe the command, or a rule
	vpplint version                 print the version
	go vet -vettool=$(which vpplint) [packages]

The exit status is 0 where nothing was found, 3 where something was, and 1
where the command was misused or interrupted, or a package could not be
analysed. It is the same for all formats of the report.

Flags:

`

// help describes the command, or one rule.
func (c command) help(args []string) int {
	suite := c.suite(analyzer.DefaultSettings())
	switch len(args) {
	case 0:
		fmt.Fprint(c.stdout, usage)
		printFlags(c.stdout, defaultOptions().flags())
		fmt.Fprint(c.stdout, "\nFormats:\n\n")
		for _, f := range report.Formats() {
			fmt.Fprintf(c.stdout, "\t%-16s %s\n", f.Name, f.Summary)
		}
		fmt.Fprint(c.stdout, "\nRules:\n\n")
		for _, a := range suite {
			_, summary, _ := strings.Cut(title(a), ": ")
			fmt.Fprintf(c.stdout, "\t%-16s %s\n", a.Name, summary)
		}
		return exitClean
	case 1:
		for _, a := range suite {
			if a.Name == args[0] {
				fmt.Fprintf(c.stdout, "%s\n\nFlags:\n\n", a.Doc)
				printFlags(c.stdout, &a.Flags)
				fmt.Fprintf(c.stdout, "\nMore: %s\n", a.URL)
				return exitClean
			}
		}
		return c.fail(fmt.Errorf("there is no rule %q: \"vpplint help\" lists the rules", args[0]))
	}
	return c.fail(fmt.Errorf("help takes one rule, not %d: \"vpplint help\" lists the rules", len(args)))
}

// title is the first line of a rule's doc: its name and a summary.
func title(a *analysis.Analyzer) string {
	first, _, _ := strings.Cut(a.Doc, "\n")
	return first
}

// printFlags prints a line for each flag.
func printFlags(w io.Writer, fs *flag.FlagSet) {
	fs.VisitAll(func(f *flag.Flag) {
		arg, text := flag.UnquoteUsage(f)
		head := "-" + f.Name
		if arg != "" {
			head += " " + arg
		}
		switch f.DefValue {
		case "", "false":
		default:
			text += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "\t%-24s %s\n", head, text)
	})
}

// version prints which vpplint this is.
func (c command) version(args []string) int {
	if len(args) > 0 {
		return c.fail(fmt.Errorf("version takes no arguments"))
	}
	fmt.Fprintf(c.stdout, "vpplint %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return exitClean
}

// version is that of the module which the command was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
