package schemas

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What the schema of the configuration file takes, in the form of JSON, and what
// it does not.
func TestSettings(t *testing.T) {
	schema := compile(t, "../../docs/config.schema.json")
	for text, valid := range map[string]bool{
		`null`: true,
		`{}`:   true,
		`{"max-attempts": 7, "escalated-delay": "1m30s", "tests": true, "rules": ["vppretry9603"]}`: true,
		`{"format": ["text", "html=out/report.html"], "baseline": "b.json", "mod": "vendor"}`:       true,
		`{"rules": [], "disable": [], "tags": [], "mod": "", "format": []}`:                         true,
		`{"max-attempts": 0}`:         false,
		`{"max-attempts": "five"}`:    false,
		`{"escalated-delay": 60}`:     false,
		`{"escalated-delay": "soon"}`: false,
		`{"rules": ["vppretry"]}`:     false,
		`{"format": ["pdf"]}`:         false,
		`{"mod": "sometimes"}`:        false,
		`{"tests": "yes"}`:            false,
		`{"max-attempt": 5}`:          false,
		`{"verbose": true}`:           false,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); (err == nil) != valid {
			t.Errorf("%s: %v, want valid: %v", text, err, valid)
		}
	}
}

// Audits are valid.
func TestSchedules(t *testing.T) {
	schema := compile(t, "../../docs/schedule.schema.json")
	files, err := filepath.Glob(filepath.Join(golden, "audit", "*.json"))
	if err != nil || len(files) < 3 {
		t.Fatalf("golden files %v, %v: want a sample, a hostile and an empty one", files, err)
	}
	for _, name := range files {
		if err := validate(t, schema, name, func(text string) string { return text }); err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
	typo := func(text string) string { return strings.ReplaceAll(text, `"verdict"`, `"verdikt"`) }
	if err := validate(t, schema, filepath.Join(golden, "audit", "sample.json"), typo); err == nil {
		t.Error("a document without verdicts is taken")
	}
}
