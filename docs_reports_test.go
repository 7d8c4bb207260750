package vpplint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
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

// documentSources declare the types of the json formats; their comments are the
// documentation.
var documentSources = []string{"internal/report/json.go", "internal/report/audit_json.go"}

// documents are the json formats, by the names of their schemas.
var documents = map[string]reflect.Type{
	"report":   reflect.TypeFor[report.Document](),
	"schedule": reflect.TypeFor[report.AuditDocument](),
}

// comments are the comments on the types of the json formats, by name, and on
// their fields, as "Type.Field", each a line.
func comments(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, name := range documentSources {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		addComments(found, f)
	}
	return found
}

func addComments(found map[string]string, f *ast.File) {
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
	for _, document := range documents {
		if typ == document {
			return "document"
		}
	}
	return strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(typ.Name(), "Document"), "Audit"))
}

// jsonField is the name of a field, and whether it may be left out.
func jsonField(f reflect.StructField) (name string, optional bool) {
	name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, option == "omitempty"
}

// fieldTable describes the types of a json format: report or schedule. What the
// latter takes from the former has its links there.
func fieldTable(t *testing.T, arguments []string) string {
	docs := comments(t)
	name := "report"
	if len(arguments) > 0 {
		name = arguments[0]
	}
	var b strings.Builder
	for _, typ := range objects(documents[name]) {
		if name != "report" && strings.HasPrefix(typ.Name(), "Document") {
			continue
		}
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| field | type | |\n| --- | --- | --- |\n", objectName(typ), docs[typ.Name()])
		for f := range typ.Fields() {
			field, optional := jsonField(f)
			text := docs[typ.Name()+"."+f.Name]
			if text == "" {
				t.Errorf("%s.%s has no comment", typ.Name(), f.Name)
			}
			kind := typeName(f.Type)
			if name != "report" {
				kind = strings.ReplaceAll(kind, "(#document-", "(reports.md#")
			} else {
				kind = strings.ReplaceAll(kind, "(#document-", "(#")
			}
			if optional {
				kind += ", optional"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", field, kind, text)
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
		if strings.HasPrefix(typ.Name(), "Document") {
			return fmt.Sprintf("[%s](#document-%[1]s)", objectName(typ))
		}
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

// TestSchemas keeps the JSON schemas of the json formats, and that of the
// configuration file, which the command prints. (That documents are valid is
// tested in tools/schemas.)
func TestSchemas(t *testing.T) {
	titles := map[string]string{"report": "What vpplint -format json writes", "schedule": "What vpplint schedule -format json writes"}
	docs := comments(t)
	for name, document := range documents {
		defs := map[string]any{}
		for _, typ := range objects(document) {
			properties, required := map[string]any{}, []string{}
			for f := range typ.Fields() {
				field, optional := jsonField(f)
				property := schemaOf(f.Type)
				property["description"] = docs[typ.Name()+"."+f.Name]
				properties[field] = property
				if !optional {
					required = append(required, field)
				}
			}
			defs[objectName(typ)] = map[string]any{
				"type": "object", "description": docs[typ.Name()],
				"properties": properties, "required": required, "additionalProperties": false,
			}
		}
		text, err := json.MarshalIndent(map[string]any{
			"$schema": "https://json-schema.org/draft/2020-12/schema",
			"$id":     "https://github.com/vpplint/vpplint/blob/main/docs/" + name + ".schema.json",
			"title":   titles[name],
			"$ref":    "#/$defs/document",
			"$defs":   defs,
		}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		fresh(t, filepath.Join("docs", name+".schema.json"), append(text, '\n'))
	}
	cmd := exec.Command(command(t), "config", "-schema")
	cmd.Dir = t.TempDir()
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	fresh(t, filepath.Join("docs", "config.schema.json"), text)
}

// fresh wants a file to be what it would be generated as, or writes it.
func fresh(t *testing.T, name string, text []byte) {
	t.Helper()
	old, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if bytes.Equal(old, text) {
		return
	}
	if !*update {
		t.Errorf("%s is stale (go test . -update):\n%s", name, firstDifference(string(old), string(text)))
		return
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
