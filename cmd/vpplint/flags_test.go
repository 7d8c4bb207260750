package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/config"
	"github.com/vpplint/vpplint/internal/report"
)

func TestEachFlagAndFormatHasAScript(t *testing.T) {
	var scripts []byte
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, text...)
	}
	want := func(args string) {
		if !regexp.MustCompile(`(?m)^exits \d vpplint(-failing)? ` + args + " ").Match(scripts) {
			t.Errorf("no script runs vpplint %s", args)
		}
	}
	lintFlags(defaultOptions()).VisitAll(func(f *flag.Flag) { want("(-baseline .*|)-" + f.Name) })
	for _, f := range report.Formats() {
		want("-format " + f.Name)
	}
	for _, f := range report.AuditFormats() {
		want("schedule -format " + f.Name)
	}
	for _, s := range subcommands() {
		if !regexp.MustCompile(`(?m)^exits \d vpplint ` + s.name + `\b`).Match(scripts) {
			t.Errorf("no script runs vpplint %s", s.name)
		}
		if s.name == "config" {
			want("config -schema")
		} else if s.flags != nil {
			s.flags().VisitAll(func(f *flag.Flag) { want(s.name + " (.* |)-" + f.Name) })
		}
	}
}

// The comment on the command shows how it is used, as its help does.
func TestTheCommandsCommentIsFresh(t *testing.T) {
	source, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	comment, _, _ := strings.Cut(string(source), "package main")
	var want strings.Builder
	for line := range strings.Lines(usage()) {
		want.WriteString("//" + line)
	}
	if !strings.Contains(comment, "\n//\n"+want.String()+"//\n") {
		t.Errorf("main.go does not have\n%s", want.String())
	}
}

// A setting in the configuration file is the flag of the same name.
func TestSettingsAreFlags(t *testing.T) {
	flags := lintFlags(defaultOptions())
	keys := config.Keys(defaultOptions())
	for _, key := range keys {
		if flags.Lookup(key) == nil {
			t.Errorf("%s has no flag", key)
		}
	}
	var others []string
	flags.VisitAll(func(f *flag.Flag) {
		if !slices.Contains(keys, f.Name) {
			others = append(others, f.Name)
		}
	})
	// These are what to do now, and no settings of a project.
	if want := []string{"C", "diff", "fix", "verbose", "write-baseline"}; !slices.Equal(others, want) {
		t.Errorf("flags that are no settings: %v, want %v", others, want)
	}
}

// Under go vet the settings are flags of all rules that have them.
func TestSharedFlags(t *testing.T) {
	suite := analyzer.New(analyzer.DefaultSettings())
	shared := sharedFlags(suite)
	for name, value := range map[string]string{
		"tests": "true", "generated": "true", "max-attempts": "3", "escalated-delay": "2m0s", "disable": "vppretry9603",
	} {
		f := shared[name]
		if f == nil {
			t.Errorf("no flag -%s", name)
			continue
		}
		if err := f.Set(value); err != nil {
			t.Fatal(err)
		}
		for _, a := range suite {
			if own := a.Flags.Lookup(name); own != nil && own.Value.String() != value {
				t.Errorf("%s has -%s=%s, want %s", a.Name, name, own.Value, value)
			}
		}
	}
	if shared["max-attempts"].IsBoolFlag() || !shared["tests"].IsBoolFlag() {
		t.Error("-tests needs no value, -max-attempts does")
	}
}
