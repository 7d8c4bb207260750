// Package desk has what the librarian sees.
package desk

import "strings"

// Slip is filled in by the inventory.
type Slip struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
	Book string `json:"book"`
}

var advice = map[int]string{
	9621: "upload a new token",
	9644: "come back tomorrow",
}

// Advice for a slip.
func (s *Slip) Advice() string {
	if a, ok := advice[s.Code]; ok {
		return a
	}
	return s.Text
}

// Hold keeps a book at the desk.
//
//want:vpperrormessage
func (s *Slip) Hold() bool { return strings.Contains(s.Text, "tomorrow") || s.Book == "" }

// Shelve puts a book back.
func (s *Slip) Shelve() bool { return s.Text == "" && strings.HasPrefix(s.Book, "B-") }
