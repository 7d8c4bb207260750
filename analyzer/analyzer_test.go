package analyzer_test

import (
	"encoding/json"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
)

func names(suite []*analysis.Analyzer) []string {
	var names []string
	for _, a := range suite {
		names = append(names, a.Name)
	}
	return names
}

func TestSuitesCanBeCombined(t *testing.T) {
	suite := slices.Concat(analyzer.All(), analyzer.New(analyzer.DefaultSettings()), analyzer.New(analyzer.DefaultSettings()))
	if err := analysis.Validate(suite); err != nil {
		t.Error(err)
	}
}

func TestNames(t *testing.T) {
	want := []string{"vpperrormessage", "vppretry9603", "vppretry9616", "vppignore"}
	if got := names(analyzer.All()); !slices.Equal(got, want) {
		t.Errorf("All: got %v, want %v", got, want)
	}
	if got := names(analyzer.New(analyzer.DefaultSettings())); !slices.Equal(got, want) {
		t.Errorf("New: got %v, want %v", got, want)
	}
}

func TestDisable(t *testing.T) {
	s := analyzer.DefaultSettings()
	s.Disable = []string{"vppretry9603"}
	if got, want := names(analyzer.New(s)), []string{"vpperrormessage", "vppretry9616", "vppignore"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestRules(t *testing.T) {
	s := analyzer.DefaultSettings()
	s.Rules = []string{"vppretry9616", "vppretry9603"}
	if got, want := names(analyzer.New(s)), []string{"vppretry9603", "vppretry9616"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A flag replaces what the settings said before; repeated, it adds.
func TestListsAsFlags(t *testing.T) {
	s := analyzer.DefaultSettings()
	s.Disable = []string{"vppignore"}
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	s.Bind(fs)
	if got := fs.Lookup("disable").Value.String(); got != "vppignore" {
		t.Errorf("before: %q", got)
	}
	if err := fs.Parse([]string{"-disable", "vppretry9603, vppretry9616", "-disable", "vpperrormessage"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"vppretry9603", "vppretry9616", "vpperrormessage"}; !slices.Equal(s.Disable, want) {
		t.Errorf("got %v, want %v", s.Disable, want)
	}
}

func TestDocs(t *testing.T) {
	for _, a := range analyzer.All() {
		first, rest, _ := strings.Cut(a.Doc, "\n")
		name, summary, ok := strings.Cut(first, ": ")
		if !ok || name != a.Name || summary == "" || strings.HasSuffix(summary, ".") {
			t.Errorf("%s: the first line is no summary: %q", a.Name, first)
		}
		for _, part := range []string{"WRONG:", "RIGHT:"} {
			if !strings.Contains(rest, part) {
				t.Errorf("%s: the doc has no %s", a.Name, part)
			}
		}
		if want := "https://github.com/vpplint/vpplint/blob/main/docs/rules/" + a.Name + ".md"; a.URL != want {
			t.Errorf("%s: URL %s", a.Name, a.URL)
		}
	}
}

// Flags are a view on the settings of one analyzer; another suite's keep theirs.
func TestFlags(t *testing.T) {
	one, other := analyzer.New(analyzer.DefaultSettings()), analyzer.New(analyzer.DefaultSettings())
	flags := map[string][]string{}
	for _, a := range one {
		a.Flags.VisitAll(func(f *flag.Flag) { flags[a.Name] = append(flags[a.Name], f.Name) })
	}
	files, limits := []string{"generated", "tests"}, []string{"escalated-delay", "generated", "max-attempts", "tests"}
	all := []string{"disable", "escalated-delay", "generated", "max-attempts", "rules", "tests"}
	for name, want := range map[string][]string{
		"vpperrormessage": files, "vppretry9603": limits, "vppretry9616": files, "vppignore": all,
	} {
		if !slices.Equal(flags[name], want) {
			t.Errorf("%s has flags %v, want %v", name, flags[name], want)
		}
	}
	if err := one[1].Flags.Set("max-attempts", "7"); err != nil {
		t.Fatal(err)
	}
	if got := one[1].Flags.Lookup("max-attempts").Value.String(); got != "7" {
		t.Errorf("set to 7, got %s", got)
	}
	if got := other[1].Flags.Lookup("max-attempts").Value.String(); got != "5" {
		t.Errorf("another suite's changed to %s", got)
	}
}

func TestSettingsAreRefused(t *testing.T) {
	valid := analyzer.DefaultSettings()
	if err := valid.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*analyzer.Settings){
		"max-attempts: 0 is too small":                        func(s *analyzer.Settings) { s.MaxAttempts = 0 },
		"max-attempts: -1 is too small":                       func(s *analyzer.Settings) { s.MaxAttempts = -1 },
		"escalated-delay: 0s is too short":                    func(s *analyzer.Settings) { s.EscalatedDelay = 0 },
		"escalated-delay: -1s is too short":                   func(s *analyzer.Settings) { s.EscalatedDelay = analyzer.Duration(-time.Second) },
		`rules: there is no rule "vppretry": the rules are`:   func(s *analyzer.Settings) { s.Rules = []string{"vppretry"} },
		`disable: there is no rule "vppretry": the rules are`: func(s *analyzer.Settings) { s.Disable = []string{"vppretry"} },
		"rules and disable both name vppignore": func(s *analyzer.Settings) {
			s.Rules, s.Disable = []string{"vppignore", "vppretry9616"}, []string{"vppignore"}
		},
		"disable: no rule is left": func(s *analyzer.Settings) {
			s.Disable = []string{"vpperrormessage", "vppretry9603", "vppretry9616", "vppignore"}
		},
	} {
		s := analyzer.DefaultSettings()
		change(&s)
		if err := s.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

func TestSettingsAsFlags(t *testing.T) {
	s := analyzer.DefaultSettings()
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	s.Bind(fs)
	if err := fs.Parse([]string{"-max-attempts=3", "-escalated-delay=90s", "-tests", "-generated", "-rules=vppretry9603,vppignore", "-rules=vppretry9616", "-disable=vpperrormessage"}); err != nil {
		t.Fatal(err)
	}
	if s.MaxAttempts != 3 || s.EscalatedDelay != analyzer.Duration(90*time.Second) || !s.Tests || !s.Generated {
		t.Errorf("got %+v", s)
	}
	if got, want := names(analyzer.New(s)), []string{"vppretry9603", "vppretry9616", "vppignore"}; !slices.Equal(got, want) {
		t.Errorf("runs %v, want %v", got, want)
	}
	for _, bad := range []string{"-rules=vppretry", "-disable=", "-max-attempts=0", "-escalated-delay=-1m", "-escalated-delay=soon"} {
		if err := fs.Parse([]string{bad}); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestSettingsAsJSON(t *testing.T) {
	s := analyzer.DefaultSettings()
	s.Tests = true
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"max-attempts":5,"escalated-delay":"1m0s","tests":true,"generated":false,"rules":null,"disable":null}`
	if string(text) != want {
		t.Errorf("got %s", text)
	}
	var back analyzer.Settings
	if err := json.Unmarshal(text, &back); err != nil || back.MaxAttempts != 5 || back.EscalatedDelay != s.EscalatedDelay || !back.Tests {
		t.Errorf("read back %+v, %v", back, err)
	}
	for _, bad := range []string{`{"max-attempts":0}`, `{"max-attempts":"5"}`, `{"escalated-delay":"0s"}`, `{"escalated-delay":60}`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}
