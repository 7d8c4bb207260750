// Package badges reads the answers of the badge printer.
package badges

import "strings"

// Answer of the printer.
type Answer struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

// Offline asks.
func (a Answer) Offline() bool { return a.Number == 2 || strings.Contains(a.Text, "offline") }

// Toner asks.
func (a Answer) Toner() bool { return a.Text == "toner low" }
