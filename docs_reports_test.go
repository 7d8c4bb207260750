package vpplint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/report"
)

func TestReportsPage(t *testing.T) {
	parts := checkPage(t, filepath.Join("docs", "reports.md"), map[string]generator{
		"formats": formatTable,
		"finding": oneFinding,
		"fields":  fieldTable,
	})
	if len(parts) != 3 {
		t.Errorf("generated parts %q, want three", parts)
	}
}

func formatTable(*testing.T, []string) string {
	var b strings.Builder
	b.WriteString("| format | |\n| --- | --- |\n")
	for _, f := range report.Formats() {
		fmt.Fprintf(&b, "| [`%s`](#%[1]s) | %s |\n", f.Name, f.Summary)
	}
	return b.String()
}

// oneFinding shows the first finding of a rule in the example.
func oneFinding(t *testing.T, arguments []string) string {
	for _, f := range findings(t, 3, "./examples/...") {
		if f.rule == arguments[0] {
			return "```\n" + f.text + "```\n"
		}
	}
	t.Fatalf("the example has no finding of %s", arguments[0])
	return ""
}

// documentSource declares the types of the json format; their comments are its
// documentation.
const documentSource = "internal/report/json.go"

// comments are the comments on the types of a file, by name, and on their
// fields, as "Type.Field", each a line.
func comments(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		for _, s := range g.Specs {
			s := s.(*ast.TypeSpec)
			found[s.Name.Name] = about(s.Name.Name, g.Doc.Text())
			if st, ok := s.Type.(*ast.StructType); ok {
				for _, field := range st.Fields.List {
					found[s.Name.Name+"."+field.Names[0].Name] = strings.Join(strings.Fields(field.Doc.Text()), " ")
				}
			}
		}
	}
	return found
}

// about is the comment on a type without its name: "The tool that…".
func about(name, doc string) string {
	doc = strings.TrimPrefix(strings.Join(strings.Fields(doc), " "), name+" ")
	doc = strings.TrimPrefix(doc, "is ")
	return strings.ToUpper(doc[:1]) + doc[1:]
}

// objects are the struct types that a type is made of, itself first.
func objects(typ reflect.Type) []reflect.Type {
	all := []reflect.Type{typ}
	seen := map[reflect.Type]bool{typ: true}
	for i := 0; i < len(all); i++ {
		for f := range all[i].Fields() {
			e := f.Type
			for e.Kind() == reflect.Slice || e.Kind() == reflect.Pointer {
				e = e.Elem()
			}
			if e.Kind() == reflect.Struct && !seen[e] {
				seen[e] = true
				all = append(all, e)
			}
		}
	}
	return all
}

// objectName is how the documentation calls a type: "finding".
func objectName(typ reflect.Type) string {
	if typ == reflect.TypeFor[report.Document]() {
		return "document"
	}
	return strings.ToLower(strings.TrimPrefix(typ.Name(), "Document"))
}

// jsonField is the name of a field, and whether it may be left out.
func jsonField(f reflect.StructField) (name string, optional bool) {
	name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, option == "omitempty"
}

func fieldTable(t *testing.T, _ []string) string {
	docs := comments(t, documentSource)
	var b strings.Builder
	for _, typ := range objects(reflect.TypeFor[report.Document]()) {
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| field | type | |\n| --- | --- | --- |\n", objectName(typ), docs[typ.Name()])
		for f := range typ.Fields() {
			name, optional := jsonField(f)
			text := docs[typ.Name()+"."+f.Name]
			if text == "" {
				t.Errorf("%s.%s has no comment", typ.Name(), f.Name)
			}
			kind := typeName(f.Type)
			if optional {
				kind += ", optional"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, kind, text)
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// typeName is a type for people.
func typeName(typ reflect.Type) string {
	switch typ.Kind() {
	case reflect.Pointer:
		return typeName(typ.Elem())
	case reflect.Slice:
		return "list of " + typeName(typ.Elem())
	case reflect.Struct:
		return fmt.Sprintf("[%s](#%[1]s)", objectName(typ))
	case reflect.Int:
		return "integer"
	case reflect.Float64:
		return "number"
	case reflect.Bool:
		return "true or false"
	}
	return "text"
}

// TestReportSchema keeps the JSON schema of the json format. (That reports are
// valid is tested in tools/schemas.)
func TestReportSchema(t *testing.T) {
	docs := comments(t, documentSource)
	defs := map[string]any{}
	for _, typ := range objects(reflect.TypeFor[report.Document]()) {
		properties, required := map[string]any{}, []string{}
		for f := range typ.Fields() {
			name, optional := jsonField(f)
			property := schemaOf(f.Type)
			property["description"] = docs[typ.Name()+"."+f.Name]
			properties[name] = property
			if !optional {
				required = append(required, name)
			}
		}
		defs[objectName(typ)] = map[string]any{
			"type": "object", "description": docs[typ.Name()],
			"properties": properties, "required": required, "additionalProperties": false,
		}
	}
	text, err := json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$id":     "https://github.com/vpplint/vpplint/blob/main/docs/report.schema.json",
		"title":   "What vpplint -format json writes",
		"$ref":    "#/$defs/document",
		"$defs":   defs,
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	name := filepath.Join("docs", "report.schema.json")
	old, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if bytes.Equal(old, text) {
		return
	}
	if !*update {
		t.Fatalf("%s is stale (go test . -update):\n%s", name, firstDifference(string(old), string(text)))
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// schemaOf is the schema of a type.
func schemaOf(typ reflect.Type) map[string]any {
	switch typ.Kind() {
	case reflect.Pointer:
		return schemaOf(typ.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(typ.Elem())}
	case reflect.Struct:
		return map[string]any{"$ref": "#/$defs/" + objectName(typ)}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.Float64:
		return map[string]any{"type": "number", "minimum": 0}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	}
	return map[string]any{"type": "string"}
}
