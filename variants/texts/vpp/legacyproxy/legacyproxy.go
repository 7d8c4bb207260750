// Package legacyproxy talks to the appliance that sits between us and the store.
package legacyproxy

import (
	"encoding/json"
	"strings"
)

// Answer is in the appliance's own words.
type Answer struct {
	Number  int    `json:"error_number"`
	Message string `json:"error_message"`
}

// Alert is pushed by the appliance.
type Alert struct {
	Number  int    `json:"errornumber"`
	Message string `json:"errormessage"`
	Level   string `json:"level"`
}

// Offline asks the appliance.
func (a Answer) Offline() bool {
	return a.Message == "upstream is offline" || strings.Contains(a.Message, "cache only")
}

// Cached reads a map of the appliance.
func Cached(m map[string]any) bool {
	return m["errorcode"] == "C" && m["errormessage"] == "served from cache"
}

// Loud alerts ring.
func Loud(b []byte) bool {
	var a Alert
	if json.Unmarshal(b, &a) != nil {
		return false
	}
	return strings.HasPrefix(a.Message, "disk") || a.Level == "red" || a.Number == 5
}
