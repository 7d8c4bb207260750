package main

import (
	"flag"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
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

// vet serves go vet and ends the process. Settings are flags here, too: go vet
// knows which of its cached results they belong to.
func vet(suite []*analysis.Analyzer) {
	for name, value := range sharedFlags(suite) {
		flag.Var(value, name, value.usage)
	}
	// Analyzers run at the same time, once flags are read.
	disabled := sync.OnceValues(func() ([]string, error) { return disable(suite) })
	adapted := make([]*analysis.Analyzer, len(suite))
	for i, a := range suite {
		adapted[i] = adapt(a, disabled)
	}
	unitchecker.Main(adapted...)
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
func disable(suite []*analysis.Analyzer) ([]string, error) {
	names := disabledByFlags(suite)
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
func disabledByFlags(suite []*analysis.Analyzer) []string {
	given, only := map[string]string{}, false
	flag.Visit(func(f *flag.Flag) { given[f.Name] = f.Value.String() })
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
