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

// usage is how the command is called, a line for each way.
func usage() string {
	ways := [][2]string{{"vpplint [flags] [packages]", "look at packages, by default ./..."}}
	for _, s := range subcommands() {
		ways = append(ways, [2]string{s.usage(), s.summary})
	}
	var b strings.Builder
	for _, w := range ways {
		fmt.Fprintf(&b, "\t%-36s %s\n", w[0], w[1])
	}
	b.WriteString("\tgo vet -vettool=$(which vpplint) [packages]\n")
	return b.String()
}

func (s subcommand) usage() string { return strings.TrimSuffix("vpplint "+s.name+" "+s.args, " ") }

const (
	purpose = "vpplint finds Go code that mistreats errors of Apple's app-and-book (VPP) service."

	statuses = `The exit status is 0 where nothing was found, 3 where something was, and 1
where the command was misused or interrupted, or a package could not be
analysed. It is the same for all formats of the report.`
)

// help describes the command, or one of its commands, or a rule.
func (c command) help(args []string) int {
	switch len(args) {
	case 0:
		c.overview()
		return exitClean
	case 1:
		for _, s := range subcommands() {
			if s.name == args[0] {
				s.describe(c.stdout)
				return exitClean
			}
		}
		for _, a := range c.suite(analyzer.DefaultSettings()) {
			if a.Name == args[0] {
				fmt.Fprintf(c.stdout, "%s\n\nFlags:\n\n", a.Doc)
				printFlags(c.stdout, &a.Flags)
				fmt.Fprintf(c.stdout, "\nMore: vpplint explain %s\n", a.Name)
				return exitClean
			}
		}
		return c.fail(fmt.Errorf("there is no command and no rule %q: \"vpplint help\" lists them", args[0]))
	}
	return c.fail(fmt.Errorf("help takes one command or rule, not %d: \"vpplint help\" lists them", len(args)))
}

// overview describes the command.
func (c command) overview() {
	fmt.Fprintf(c.stdout, "%s\n\nUsage:\n\n%s\n%s\n\nFlags:\n\n", purpose, usage(), statuses)
	printFlags(c.stdout, lintFlags(defaultOptions()))
	fmt.Fprint(c.stdout, "\nFormats:\n\n")
	for _, f := range report.Formats() {
		fmt.Fprintf(c.stdout, "\t%-16s %s\n", f.Name, f.Summary)
	}
	fmt.Fprint(c.stdout, "\nRules:\n\n")
	for _, a := range c.suite(analyzer.DefaultSettings()) {
		_, summary, _ := strings.Cut(title(a), ": ")
		fmt.Fprintf(c.stdout, "\t%-16s %s\n", a.Name, summary)
	}
}

// describe describes one of the command's commands.
func (s subcommand) describe(w io.Writer) {
	fmt.Fprintf(w, "%s: %s\n\nUsage:\n\n\t%s\n", s.name, s.summary, s.usage())
	if s.about != "" {
		fmt.Fprintf(w, "\n%s\n", s.about)
	}
	if s.flags != nil {
		fmt.Fprint(w, "\nFlags:\n\n")
		printFlags(w, s.flags())
	}
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
