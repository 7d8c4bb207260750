package main

import (
	"flag"
	"slices"
	"strings"

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
	for i, a := range suite {
		suite[i] = named(a)
	}
	unitchecker.Main(suite...)
}

// named adds the rule to the texts: go vet prints none.
func named(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		p := *pass
		p.Report = func(d analysis.Diagnostic) {
			d.Message += " (" + a.Name + ")"
			pass.Report(d)
		}
		return a.Run(&p)
	}
	return &b
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
