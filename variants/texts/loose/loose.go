// Package loose handles answers as maps, because the schema differs between the
// three environments that we talk to.
package loose

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Doc is an undecoded answer.
type Doc = map[string]any

const (
	keyNumber = "errorNumber"
	keyText   = "errorMessage"
	keyRows   = "associations"
	keyUser   = "clientUserIdStr"
)

const numNoLicense = 9610

// NeedsSeats asks whether purchasing has to be told.
//
//want:vpperrormessage
func NeedsSeats(m Doc) bool {
	if n, _ := m["errorNumber"].(float64); n == 0 {
		return false
	}
	text, ok := m["errorMessage"].(string)
	return ok && strings.EqualFold(text, "license not found")
}

// WantsSeats asks whether purchasing has to be told.
func WantsSeats(m Doc) (bool, string) {
	text, _ := m["errorMessage"].(string)
	n, _ := m["errorNumber"].(float64)
	return int(n) == numNoLicense, text
}

// Severity is for the pager.
//
//want:vpperrormessage
func Severity(m Doc) int {
	if m[keyNumber] == nil {
		return 0
	}
	switch v := m[keyText].(type) {
	case nil:
		return 0
	case string:
		if strings.HasSuffix(v, "has been revoked.") {
			return 2
		}
	case []any:
		return len(v)
	}
	return 1
}

// Level is for the pager.
func Level(m Doc) (int, string) {
	n, ok := m[keyNumber].(float64)
	switch v := m[keyText].(type) {
	case nil:
		return 0, ""
	case string:
		if ok && n == 9625 {
			return 2, v
		}
		return 1, v
	}
	return 1, fmt.Sprint(m[keyText])
}

// Printed goes through the printed form because the type is not certain.
//
//want:vpperrormessage
func Printed(m Doc) bool {
	return fmt.Sprint(m[keyNumber]) != "0" && fmt.Sprint(m[keyText]) == "Result not found"
}

// Silent says whether there is anything to print.
func Silent(m Doc) bool {
	return fmt.Sprint(m[keyNumber]) == "0" || fmt.Sprint(m[keyText]) == "<nil>"
}

// Flat handles the answers of the bridge script, which flattens everything to strings.
//
//want:vpperrormessage
func Flat(h map[string]string) string {
	if h["errorNumber"] == "" {
		return "done"
	}
	if t := strings.ToUpper(h["errorMessage"]); strings.Index(t, "ASSIGNED") > 0 {
		return "held"
	}
	return "failed"
}

// FlatNumber handles the answers of the bridge script, which flattens everything to strings.
func FlatNumber(h map[string]string) string {
	switch n, err := strconv.Atoi(h["errorNumber"]); {
	case err != nil:
		return "done"
	case n == 9616:
		return "held"
	}
	return "failed: " + h["errorMessage"]
}

// Late decodes the text when it is needed.
//
//want:vpperrormessage
func Late(m map[string]json.RawMessage) (bool, error) {
	var n int
	if err := json.Unmarshal(m["errorNumber"], &n); err != nil || n == 0 {
		return false, err
	}
	var text string
	if err := json.Unmarshal(m["errorMessage"], &text); err != nil {
		return false, err
	}
	return strings.Contains(text, "Apple ID already associated"), nil
}

// Raw does without decoding.
//
//want:vpperrormessage
func Raw(m map[string]json.RawMessage) bool {
	return string(m["errorNumber"]) != "0" && string(m["errorMessage"]) == `"Admin user not found"`
}

// Present does without decoding.
func Present(m map[string]json.RawMessage) bool {
	text, ok := m["errorMessage"]
	return ok && string(text) != "null" && string(m["errorNumber"]) != "0"
}

// Rows collects the users whose rows need nothing.
//
//want:vpperrormessage
func Rows(m Doc) (users []string) {
	rows, _ := m[keyRows].([]any)
	for _, r := range rows {
		row, ok := r.(map[string]any)
		if !ok || row[keyNumber] == float64(0) {
			continue
		}
		if t, _ := row[keyText].(string); t == "License already assigned" {
			users = append(users, row[keyUser].(string))
		}
	}
	return users
}

// RowsByNumber collects the users whose rows need nothing.
func RowsByNumber(m Doc) map[string]string {
	out := map[string]string{}
	rows, _ := m[keyRows].([]any)
	for _, r := range rows {
		row, ok := r.(map[string]any)
		if !ok || row[keyNumber] != float64(9616) {
			continue
		}
		user, _ := row[keyUser].(string)
		if user == "root" || strings.HasPrefix(user, "test") {
			continue
		}
		out[user], _ = row[keyText].(string)
	}
	return out
}

func str(m Doc, key string) string {
	s, _ := m[key].(string)
	return s
}

func num(m Doc, key string) int {
	f, _ := m[key].(float64)
	return int(f)
}

// Country compares a text that has nothing to do with errors.
func Country(m Doc) bool {
	return num(m, keyNumber) == 9605 && str(m, "countryCode") != "US" && str(m, keyText) != ""
}

// Storefront compares the words.
//
//want:vpperrormessage
func Storefront(m Doc) bool {
	return num(m, keyNumber) != 0 && strings.Contains(str(m, keyText), "storefront")
}

// Scrub prepares a document for the archive.
func Scrub(m Doc) Doc {
	if m["status"] == "archived" {
		return m
	}
	m["state"] = "archived"
	if t := str(m, keyText); t != "" && num(m, keyNumber) != 0 {
		m["remark"] = t
		delete(m, keyText)
	}
	return m
}

// Remarked reads what Scrub wrote.
//
//want:vpperrormessage
func Remarked(m Doc) bool {
	d := Scrub(m)
	remark, _ := d["remark"].(string)
	return strings.LastIndex(remark, "irrevocable") >= 0
}

// Archived reads what Scrub wrote.
func Archived(m Doc) bool {
	state, _ := Scrub(m)["state"].(string)
	return state == "archived"
}
