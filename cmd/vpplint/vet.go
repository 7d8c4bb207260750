package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/unit"
)

// calledByVet says whether go vet, or another build system, runs the command
// as its tool.
func calledByVet(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return strings.HasSuffix(args[len(args)-1], ".cfg") ||
		slices.ContainsFunc(args, func(a string) bool {
			a = "-" + strings.TrimLeft(a, "-")
			return a == "-flags" || a == "-V" || strings.HasPrefix(a, "-V=")
		})
}

// vet serves go vet, with the unit checker of our own if that knows what is asked,
// or with that of x/tools, which ends the process. Settings are flags here, too:
// go vet knows which of its cached results they belong to.
func (c command) vet(args []string) int {
	if unit.Understands(os.Getenv) {
		if status, ok := c.vetUnit(args); ok {
			return status
		}
	}
	suite := c.suite(analyzer.DefaultSettings())
	settingFlags(flag.CommandLine, suite)
	refuseMixture(args[len(args)-1])
	unitchecker.Main(adapted(suite, flag.CommandLine)...)
	return exitFailed // not reached
}

// vetUnit looks at the package of a configuration. It leaves alone all that it
// does not know: so it is the same unit checker for all packages of a build.
func (c command) vetUnit(args []string) (status int, ok bool) {
	suite := c.suite(analyzer.DefaultSettings())
	fs := flag.NewFlagSet("vpplint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	other := settingFlags(fs, suite)
	json := fs.Bool("json", false, "")
	for _, a := range suite {
		fs.Bool(a.Name, false, "")
		a.Flags.VisitAll(func(f *flag.Flag) { fs.Var(f.Value, a.Name+"."+f.Name, "") })
	}
	if fs.Parse(args) != nil || !*json || *other || fs.NArg() != 1 {
		return 0, false
	}
	config := unit.Read(fs.Arg(0))
	if config == nil {
		return 0, false
	}
	rules := adapted(suite, fs)
	return unit.Tool{Analyzers: rules, Deferring: deferring(rules), Stdout: c.stdout, Stderr: c.stderr}.Run(config), true
}

// deferring are the rules for packages that need not tell anything before they are
// asked, nil where there are other analyzers, too.
func deferring(rules []*analysis.Analyzer) []*analysis.Analyzer {
	helper := core.Deferring(core.Hooks{})
	deferring := make([]*analysis.Analyzer, len(rules))
	for i, a := range rules {
		if len(a.FactTypes) > 0 || !slices.Equal(a.Requires, []*analysis.Analyzer{core.Analyzer}) {
			return nil
		}
		b := *a
		b.Requires = []*analysis.Analyzer{helper}
		deferring[i] = &b
	}
	return deferring
}

// settingFlags makes flags of what all rules have in common, and one that wants
// x/tools' unit checker.
func settingFlags(fs *flag.FlagSet, suite []*analysis.Analyzer) (other *bool) {
	for name, value := range sharedFlags(suite) {
		fs.Var(value, name, value.usage)
	}
	return fs.Bool(unit.Flag, false, "look at packages with the unit checker of golang.org/x/tools, which takes longer")
}

// refuseMixture ends the process where x/tools would have to read facts that it
// has not written.
func refuseMixture(file string) {
	if path := unit.Keeps(file); path != "" {
		fmt.Fprintf(os.Stderr, "vpplint: go vet has kept facts of %s that are for another go command: run go vet once with -a\n", path)
		os.Exit(exitFailed)
	}
}

// adapted are the rules as go vet needs them, with flags that are read when they
// run.
func adapted(suite []*analysis.Analyzer, fs *flag.FlagSet) []*analysis.Analyzer {
	// Analyzers run at the same time, once flags are read.
	disabled := sync.OnceValues(func() ([]string, error) { return disable(suite, fs) })
	adapted := make([]*analysis.Analyzer, len(suite))
	for i, a := range suite {
		adapted[i] = adapt(a, disabled)
	}
	return adapted
}

// adapt leaves a rule out where it is disabled, and adds it to the texts: go vet
// prints none.
func adapt(a *analysis.Analyzer, disabled func() ([]string, error)) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		if names, err := disabled(); err != nil || slices.Contains(names, a.Name) {
			return nil, err
		}
		p := *pass
		p.Report = func(d analysis.Diagnostic) {
			d.Message += " (" + a.Name + ")"
			pass.Report(d)
		}
		return a.Run(&p)
	}
	return &b
}

// disable tells those who have to know which rules are disabled.
func disable(suite []*analysis.Analyzer, fs *flag.FlagSet) ([]string, error) {
	names := disabledByFlags(suite, fs)
	for _, a := range suite {
		if f := a.Flags.Lookup("disable"); f != nil && len(names) > 0 {
			if err := f.Value.Set(strings.Join(names, ",")); err != nil {
				return nil, err
			}
		}
	}
	return names, nil
}

// disabledByFlags are the rules that -rules and -disable leave out, and those
// that go vet's flags do: those that are false, or, where one is true, all
// others.
func disabledByFlags(suite []*analysis.Analyzer, fs *flag.FlagSet) []string {
	given, only := map[string]string{}, false
	fs.Visit(func(f *flag.Flag) { given[f.Name] = f.Value.String() })
	for _, a := range suite {
		only = only || given[a.Name] == "true"
	}
	lists := func(name, rule string) bool { return slices.Contains(strings.Split(given[name], ","), rule) }
	var disabled []string
	for _, a := range suite {
		if given[a.Name] == "false" || only && given[a.Name] == "" ||
			given["rules"] != "" && !lists("rules", a.Name) || lists("disable", a.Name) {
			disabled = append(disabled, a.Name)
		}
	}
	return disabled
}

// sharedFlag is a flag of several rules.
type sharedFlag struct {
	flag.Value
	usage string
	rest  []flag.Value
}

// sharedFlags gathers the rules' flags by name.
func sharedFlags(suite []*analysis.Analyzer) map[string]*sharedFlag {
	shared := map[string]*sharedFlag{}
	for _, a := range suite {
		a.Flags.VisitAll(func(f *flag.Flag) {
			if s := shared[f.Name]; s != nil {
				s.rest = append(s.rest, f.Value)
			} else {
				shared[f.Name] = &sharedFlag{Value: f.Value, usage: f.Usage}
			}
		})
	}
	return shared
}

// Set sets the flag in each rule.
func (s *sharedFlag) Set(text string) error {
	for _, v := range s.rest {
		if err := v.Set(text); err != nil {
			return err
		}
	}
	return s.Value.Set(text)
}

// String is the first rule's value; package flag calls it on a zero flag, too.
func (s *sharedFlag) String() string {
	if s == nil || s.Value == nil {
		return ""
	}
	return s.Value.String()
}

// IsBoolFlag says that the flag needs no value.
func (s *sharedFlag) IsBoolFlag() bool {
	b, ok := s.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}
