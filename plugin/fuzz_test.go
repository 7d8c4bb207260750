package plugin_test

import (
	"encoding/json"
	"testing"

	"github.com/vpplint/vpplint/plugin"
)

// Whatever golangci-lint decodes from its configuration is an error, or makes a
// linter.
func FuzzNew(f *testing.F) {
	for _, text := range []string{
		"null", "{}", "[]", "7", `"x"`, `{"related":false,"max-attempts":3}`, `{"related":null}`, `{"relatedd":true}`, `{"rules":"vppignore"}`,
		`{"escalated-delay":{"a":1}}`, `{"tests":[true]}`, `{"Max-Attempts":1}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var conf any
		if json.Unmarshal(text, &conf) != nil {
			return
		}
		p, err := plugin.New(conf)
		if err != nil {
			return
		}
		suite, err := p.BuildAnalyzers()
		if err != nil || len(suite) != 1 {
			t.Errorf("%d analyzers, %v", len(suite), err)
		}
	})
}
