// Package schemas checks the golden files of the reports, and the configuration
// of releases, against the schemas of their formats. It has a module of its own:
// nobody else needs a validator.
package schemas

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const golden = "../../internal/report/testdata"

// compile reads a schema.
func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat() // URIs, for example
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate checks a document; with change, a changed one.
func validate(t *testing.T, schema *jsonschema.Schema, name string, change func(string) string) error {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(change(string(text))))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return schema.Validate(doc)
}

func TestReports(t *testing.T) {
	for _, test := range []struct{ schema, extension, field string }{
		// The schema of OASIS, as it was published with errata 01.
		{"testdata/sarif-schema-2.1.0.json", "sarif", `"ruleId"`},
		{"../../docs/report.schema.json", "json", `"rule"`},
	} {
		t.Run(test.extension, func(t *testing.T) {
			schema := compile(t, test.schema)
			files, err := filepath.Glob(filepath.Join(golden, "*."+test.extension))
			if err != nil || len(files) < 3 {
				t.Fatalf("golden files %v, %v: want a sample, a hostile and an empty one", files, err)
			}
			for _, name := range files {
				if err := validate(t, schema, name, func(text string) string { return text }); err != nil {
					t.Errorf("%s: %v", filepath.Base(name), err)
				}
			}
			// The schema is strict: it would find a typo.
			typo := func(text string) string { return strings.ReplaceAll(text, test.field, `"rul"`) }
			if err := validate(t, schema, filepath.Join(golden, "sample."+test.extension), typo); err == nil {
				t.Errorf("a document without %s is taken", test.field)
			}
		})
	}
}
