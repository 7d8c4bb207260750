// Package soap speaks with a printer.
package soap

import "strings"

// Fault is a fault of a printer.
type Fault struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
	Tray string `json:"tray"`
}

// Jammed has nothing to do with Apple.
func (f Fault) Jammed() bool { return strings.Contains(f.Text, "jam") }

// Ink has nothing to do with Apple.
func (f Fault) Ink() bool { return f.Code == 12 && f.Text == "No ink" }

// Port is a port.
func Port(n int) bool { return n == 9600 }
