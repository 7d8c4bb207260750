package plugin_test

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

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
		t.Errorf("got %v, want one analyzer with the linter's name", suite)
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
		conf map[string]any
		want string
	}{
		"a typo":         {map[string]any{"max-attempt": 5}, `unknown field "max-attempt"`},
		"a wrong type":   {map[string]any{"tests": "yes"}, "tests"},
		"a wrong number": {map[string]any{"max-attempts": 0}, "give a number of at least 1"},
		"a wrong delay":  {map[string]any{"escalated-delay": "soon"}, "give one such as 1m or 90s"},
		"a wrong rule":   {map[string]any{"disable": []any{"vppretry"}}, "the rules are vpperrormessage"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := plugin.New(test.conf); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}
