package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Settings are what a file sets: a pointer to a struct, whose fields have names
// in JSON, with a method that says what is wrong with their values.
type Settings interface{ Validate() error }

// Read sets what a file says, and returns the lines that say it, by key. It is
// strict: a key that does not exist and a value of another type are errors,
// which name the line and the column.
func Read(name string, into Settings) (lines map[string]int, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	return Decode(name, text, into)
}

// Decode is Read for the text of a file.
func Decode(name string, text []byte, into Settings) (lines map[string]int, err error) {
	d := decoder{name, into, map[string]int{}}
	var doc yaml.Node
	if len(bytes.TrimSpace(text)) > 0 {
		if err := yaml.Load(text, &doc); err != nil {
			return nil, d.syntax(text, err)
		}
	}
	for _, n := range doc.Content {
		if err := d.mapping(n); err != nil {
			return nil, err
		}
	}
	return d.lines, nil
}

type decoder struct {
	name  string
	into  Settings
	lines map[string]int
}

// errorf is an error at a place in the file.
func (d *decoder) errorf(line, column int, format string, args ...any) error {
	return fmt.Errorf("%s:%d:%d: %s", d.name, line, column, fmt.Sprintf(format, args...))
}

// syntax is an error of the YAML library with its place, or with that of the
// first character that YAML does not know.
func (d *decoder) syntax(text []byte, err error) error {
	var at *yaml.LoadError
	if !errors.As(err, &at) {
		return fmt.Errorf("%s: %w", d.name, err)
	}
	if onlyComments(text) {
		return nil
	}
	line, column := at.Mark.Line, at.Mark.Column
	if line == 0 {
		line, column = oddCharacter(text)
	}
	return d.errorf(line, column, "%s", strings.TrimPrefix(at.Message, "yaml: "))
}

func onlyComments(text []byte) bool {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// oddCharacter is the place of the first byte that is no text.
func oddCharacter(text []byte) (line, column int) {
	line, column = 1, 1
	for _, r := range string(text) {
		switch {
		case r == '\n':
			line, column = line+1, 1
			continue
		case r == '\uFFFD', r < ' ' && r != '\t' && r != '\r', r == 0x7f:
			return line, column
		}
		column++
	}
	return 1, 1
}

func (d *decoder) mapping(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return d.errorf(n.Line, n.Column, "this is no list of settings: write \"name: value\"")
	}
	keys := Keys(d.into)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode || !slices.Contains(keys, key.Value):
			return d.errorf(key.Line, key.Column, "there is no setting %q: the settings are %s", key.Value, strings.Join(keys, ", "))
		case d.lines[key.Value] > 0:
			return d.errorf(key.Line, key.Column, "%s is set twice, also in line %d", key.Value, d.lines[key.Value])
		}
		d.lines[key.Value] = key.Line
		if err := d.set(key.Value, value); err != nil {
			return err
		}
	}
	return nil
}

// set sets one field, through JSON: the settings are read as strictly as
// elsewhere.
func (d *decoder) set(key string, n *yaml.Node) error {
	value, err := d.value(key, n)
	if err != nil {
		return err
	}
	text, err := json.Marshal(map[string]any{key: value})
	if err != nil {
		return d.errorf(n.Line, n.Column, "%s: %v", key, err)
	}
	var mismatch *json.UnmarshalTypeError
	switch err := json.Unmarshal(text, d.into); {
	case errors.As(err, &mismatch):
		return d.errorf(n.Line, n.Column, "%s: give %s, not %s", key, wanted(mismatch.Type), mismatch.Value)
	case err != nil:
		return d.errorf(n.Line, n.Column, "%s: %v", key, err)
	}
	if err := d.into.Validate(); err != nil {
		return d.errorf(n.Line, n.Column, "%v", err)
	}
	return nil
}

// value is a value as JSON knows it: a string, a number, a truth value, or a
// list of these.
func (d *decoder) value(key string, n *yaml.Node) (any, error) {
	switch {
	case n.Kind == yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			v, err := d.value(key, item)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case n.Kind != yaml.ScalarNode:
		return nil, d.errorf(n.Line, n.Column, "%s: give a value or a list of values", key)
	}
	switch tag := n.ShortTag(); tag {
	case "!!null":
		return nil, d.errorf(n.Line, n.Column, "%s has no value: give one, or leave the setting out", key)
	case "!!str", "!!timestamp":
		return n.Value, nil
	case "!!bool", "!!int", "!!float":
		var v any
		if err := n.Decode(&v); err != nil {
			return nil, d.errorf(n.Line, n.Column, "%s: %v", key, err)
		}
		return v, nil
	default:
		return nil, d.errorf(n.Line, n.Column, "%s: give a plain value, without the tag %s", key, tag)
	}
}

// wanted is a type in words.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a text"
	case reflect.Int:
		return "a number"
	}
	return "another value"
}

// Keys are the names of the fields of a struct in JSON, in their order, with
// those of embedded structs.
func Keys(settings any) []string {
	var keys []string
	for _, f := range reflect.VisibleFields(reflect.Indirect(reflect.ValueOf(settings)).Type()) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			keys = append(keys, name)
		}
	}
	return keys
}
