package main

import (
	"encoding/json"
	"strings"

	"github.com/vpplint/vpplint/internal/config"
)

// schema is the JSON schema of the configuration file, for editors: what the
// flags of the same names say and take.
func schema() ([]byte, error) {
	o := defaultOptions()
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	var defaults map[string]any
	if err := json.Unmarshal(text, &defaults); err != nil {
		return nil, err
	}
	properties := map[string]any{}
	for _, f := range completedFlags(lintFlags(o)) {
		if value, ok := defaults[f.Name]; ok {
			properties[f.Name] = property(f, value)
		}
	}
	return json.MarshalIndent(map[string]any{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"$id":                  "https://github.com/vpplint/vpplint/blob/main/docs/config.schema.json",
		"title":                "Settings of vpplint, in " + config.Name,
		"type":                 []string{"object", "null"}, // null is an empty file
		"properties":           properties,
		"additionalProperties": false,
	}, "", "  ")
}

// property is the schema of a setting, by the value that it has by default.
func property(f completedFlag, value any) map[string]any {
	p := map[string]any{"description": strings.TrimPrefix(f.Usage, "comma-separated ")}
	switch f.Value {
	case "number":
		p["type"], p["minimum"], p["default"] = "integer", 1, value
	case "delay":
		p["type"], p["pattern"], p["default"] = "string", `^([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+$`, value
	case "":
		p["type"], p["default"] = "boolean", value
	case "list":
		item := map[string]any{"type": "string"}
		switch f.Name {
		case "format":
			item["pattern"] = "^(" + strings.Join(f.Words, "|") + ")(=.+)?$"
		default:
			if len(f.Words) > 0 {
				item["enum"] = f.Words
			}
		}
		p["type"], p["items"] = "array", item
	default:
		p["type"] = "string"
		if len(f.Words) > 0 {
			p["enum"] = append([]string{""}, f.Words...)
		}
	}
	return p
}
