// Package twomaps compares the settings of two printers.
package twomaps

import "strings"

// Differ says whether the printers disagree.
func Differ(counters map[string]int, texts map[string]string) bool {
	return counters["errorNumber"] > 0 && texts["errorMessage"] == "toner low"
}

// Same says whether the printers agree.
func Same(a, b map[string]string) bool {
	return a["errorMessage"] == b["errorMessage"] && !strings.Contains(a["errorMessage"], "jam")
}
