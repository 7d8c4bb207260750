package schemas

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// The configuration of goreleaser is one that goreleaser takes: by the schema
// that its version 2.12.0 has, under the MIT license.
func TestReleases(t *testing.T) {
	schema := compile(t, "testdata/goreleaser-schema-2.12.0.json")
	text, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(text string) error {
		t.Helper()
		var config any
		if err := yaml.Unmarshal([]byte(text), &config); err != nil {
			t.Fatal(err)
		}
		asJSON, err := json.Marshal(config)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(asJSON)))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(doc)
	}
	if err := validate(string(text)); err != nil {
		t.Error(err)
	}
	for _, typo := range [][2]string{{"ldflags:", "ld_flags:"}, {"sboms:", "sbom:"}, {"mod_timestamp:", "modtimestamp:"}, {"draft: true", "draft: maybe"}} {
		changed := strings.Replace(string(text), typo[0], typo[1], 1)
		if changed == string(text) {
			t.Errorf("there is no %q", typo[0])
		}
		if err := validate(changed); err == nil {
			t.Errorf("%q is taken", typo[1])
		}
	}
}
