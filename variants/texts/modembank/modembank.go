// Package modembank reads the modem bank, whose firmware reports problems as JSON.
package modembank

import "strings"

// Report is a line of the modem's log.
type Report struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Line         string `json:"line"`
}

const carrierLost = 9600

// Hangup says whether to dial again.
func (r *Report) Hangup() bool {
	return r.ErrorNumber == carrierLost || strings.Contains(r.ErrorMessage, "carrier")
}

// Speed reads what was negotiated.
func (r *Report) Speed() bool {
	return r.ErrorNumber == 9600 && strings.HasPrefix(r.ErrorMessage, "fallback") && r.Line != "3"
}

// FromMap reads the same from a map.
func FromMap(m map[string]any) bool {
	n, _ := m["errorNumber"].(int)
	return n == 9600 && m["errorMessage"] == "no dial tone"
}
