package plugin_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/vpplint/vpplint/plugin"
)

func TestRegistered(t *testing.T) {
	build, err := register.GetPlugin("vpplint")
	if err != nil {
		t.Fatal(err)
	}
	p, err := build(map[string]any{"max-attempts": 3, "escalated-delay": "2m", "tests": true, "generated": true, "disable": []any{"vppignore"}, "related": false})
	if err != nil {
		t.Fatal(err)
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %s: without types there are no facts", mode)
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if len(suite) != 1 || suite[0].Name != plugin.Name {
		t.Errorf("got %v, want one analyzer with the linter's name", suite) // which texts would begin with otherwise
	}
}

func TestSettingsMayBeLeftOut(t *testing.T) {
	for _, conf := range []any{nil, map[string]any{}, map[string]any{"tests": true}} {
		if _, err := plugin.New(conf); err != nil {
			t.Errorf("%v: %v", conf, err)
		}
	}
}

func TestSettingsAreStrict(t *testing.T) {
	for name, test := range map[string]struct {
		conf any
		want string
	}{
		"a typo":            {map[string]any{"max-attempt": 5}, `there is no setting "max-attempt": the settings are disable, escalated-delay, generated, max-attempts, related, rules, tests`},
		"no truth":          {map[string]any{"tests": "yes"}, "tests: a string does not fit: the default is false"},
		"no truth, either":  {map[string]any{"related": 1}, "related: a number does not fit: the default is true"},
		"no list":           {map[string]any{"disable": "vppignore"}, "disable: a string does not fit: the default is []"},
		"no list of rules":  {map[string]any{"disable": []any{9603}}, "disable: a number does not fit: the default is []"},
		"an unknown rule":   {map[string]any{"disable": []any{"vppretry"}}, `disable: there is no rule "vppretry": the rules are vpperrormessage`},
		"no number":         {map[string]any{"max-attempts": "5"}, `max-attempts: "\"5\"" is no number: give a number of at least 1`},
		"a number too low":  {map[string]any{"max-attempts": 0}, "max-attempts: 0 is too small: give a number of at least 1"},
		"no duration":       {map[string]any{"escalated-delay": 60}, `escalated-delay: a number does not fit: the default is "1m0s"`},
		"an odd duration":   {map[string]any{"escalated-delay": "soon"}, `escalated-delay: "soon" is no duration: give one such as 1m or 90s`},
		"a duration of 0":   {map[string]any{"escalated-delay": "0s"}, "escalated-delay: 0s is too short: give a duration above 0, such as 1m"},
		"no settings":       {"max-attempts", "these are no settings with values"},
		"a list of setting": {[]any{"max-attempts"}, "these are no settings with values"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := plugin.New(test.conf)
			if err == nil || !strings.HasPrefix(err.Error(), "vpplint: ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want vpplint: … %s", err, test.want)
			}
		})
	}
}

// retries has two findings in one line.
const retries = `package mdm

import "time"

type Response struct {
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

type Service interface{ Assign(body []byte) (*Response, error) }

func assign(s Service, body []byte) int {
	for range 8 {
		r, err := s.Assign(body) %s
		if err != nil || r.ErrorNumber == 0 {
			return 0
		}
		time.Sleep(time.Second)
	}
	return 9603
}
`

// What golangci-lint would print, in the order of the line, as one issue.
func TestSettingsAreApplied(t *testing.T) {
	const (
		busy     = "mdm\\.assign retries 9603 every 1s: sends 7–8 come 1s apart; after more than five attempts wait minutes, not seconds"
		assigned = "mdm\\.assign retries 9616 \\(license already assigned\\): sent 8 times, 1s apart; there is no need to retry, and repeating it turns into 9630"
		places   = " \\[in mdm; sends at 0s, 1s, 2s, 3s, 4s, 5s, 6s, 7s; the delay is waited for here \\(18:3\\); this lets the number through \\(15:3[0-9]\\)\\]"
	)
	for name, test := range map[string]struct {
		conf map[string]any
		want string // "" for no issue
	}{
		"by default":             {nil, "^vppretry9603, vppretry9616: " + busy + "; also " + assigned + places + "$"},
		"without places":         {map[string]any{"related": false}, "^vppretry9603, vppretry9616: " + busy + "; also " + assigned + "$"},
		"more attempts":          {map[string]any{"related": false, "max-attempts": 8}, "^vppretry9616: " + assigned + "$"},
		"less delay":             {map[string]any{"related": false, "escalated-delay": "1s"}, "^vppretry9616: " + assigned + "$"},
		"one rule less":          {map[string]any{"related": false, "disable": []any{"vppretry9616"}}, "^vppretry9603: " + busy + "$"},
		"none of the rules left": {map[string]any{"disable": []any{"vppretry9616", "vppretry9603"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := plugin.New(test.conf)
			if err != nil {
				t.Fatal(err)
			}
			suite, err := p.BuildAnalyzers()
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			if test.want != "" {
				want = "// want `" + test.want + "`"
			}
			dir, cleanup, err := analysistest.WriteFiles(map[string]string{"mdm/mdm.go": fmt.Sprintf(retries, want)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(cleanup)
			analysistest.Run(t, dir, suite[0], "mdm")
		})
	}
}
