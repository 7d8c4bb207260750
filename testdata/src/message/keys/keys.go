// Package keys reads answers of vpp.itunes.apple.com without types.
package keys

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

func associations(body []byte) (n int) {
	var m map[string]any
	if json.Unmarshal(body, &m) != nil {
		return 0
	}
	list, _ := m["associations"].([]any)
	for _, x := range list {
		a, ok := x.(map[string]any)
		if !ok || a["errorNumber"] == float64(9610) {
			continue
		}
		if msg, ok := a["errorMessage"].(string); ok && strings.Contains(msg, "already assigned") { // want `errorMessage searched by strings\.Contains for "already assigned" in keys\.associations`
			n++
		}
		if a["serialNumber"] == "C02" {
			n--
		}
	}
	return n
}

func str(m map[string]any, key string) string {
	s, _ := m[key].(string)
	return s
}

func helper(m map[string]any) bool {
	if str(m, "errorNumber") != "" || str(m, "licenseId") == "1" {
		return false
	}
	return str(m, "errorMessage") == "License not found" // want `errorMessage compared with "License not found" in keys\.helper \(text through keys\.str\)`
}

func typeSwitch(m map[string]any) string {
	if _, ok := m["errorNumber"]; !ok {
		return ""
	}
	switch v := m["errorMessage"].(type) {
	case nil:
		return "none"
	case string:
		if v == "" {
			return "none"
		}
		if strings.HasPrefix(v, "License") { // want `errorMessage searched by strings\.HasPrefix for "License" in keys\.typeSwitch`
			return "license"
		}
		return v
	}
	return fmt.Sprint(m["errorMessage"])
}

func copied(m map[string]any) bool {
	row := map[string]string{
		"number": fmt.Sprint(m["errorNumber"]),
		"text":   fmt.Sprint(m["errorMessage"]),
	}
	if row["number"] == "9616" {
		return true
	}
	return row["text"] == "License not found" // want `errorMessage compared with "License not found" in keys\.copied`
}

type response map[string]any

func (r response) number() float64 { n, _ := r["errorNumber"].(float64); return n }
func (r response) text() string    { s, _ := r["errorMessage"].(string); return s }
func (r response) adam() string    { s, _ := r["adamIdStr"].(string); return s }

func methods(r response) bool {
	if r.number() == 9603 || r.adam() == "361309726" {
		return false
	}
	return strings.EqualFold(r.text(), "license not found") // want `errorMessage compared by strings\.EqualFold with "license not found" in keys\.methods \(text through keys\.response\.text\)`
}

func flat(m map[string]string) string {
	switch m["errorMessage"] { // want `errorMessage switched on with cases "Internal error\." in keys\.flat`
	case "":
		return m["errorNumber"]
	case "Internal error.":
		return "later"
	}
	return m["clientUserIdStr"]
}

func built(text string) bool {
	m := map[string]string{"errorNumber": "9616", "errorMessage": text}
	return m["errorMessage"] == "License not found"
}

func other(m map[string]any) bool { return m["status"] == "Registered" && m["ErrorMessage"] == "x" }

func ask(name string) (map[string]any, error) {
	res, err := http.Get("https://vpp.itunes.apple.com/" + name)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	m := map[string]any{}
	return m, json.NewDecoder(res.Body).Decode(&m)
}

func refusal() float64 {
	m, _ := ask("client/config")
	n, _ := m["errorNumber"].(float64)
	return n
}

// reasons reads the same kind of document as refusal.
func reasons() bool {
	m, err := ask("client/config")
	if err != nil {
		return false
	}
	return m["errorMessage"] == "Invalid sToken" // want `errorMessage compared with "Invalid sToken" in keys\.reasons`
}

func settings(m map[string]any) bool { return m["errorMessage"] == "Invalid sToken" }
