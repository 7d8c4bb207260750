// Package text has functions for text.
package text

import "strings"

// Matcher matches.
type Matcher interface{ Match(s string) bool }

// Words matches words.
type Words []string

// Match implements Matcher.
func (w Words) Match(s string) bool {
	s = strings.ToLower(s)
	for _, word := range w {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}

// First is what is before the first of some separators.
func First(s, separators string) string {
	if i := strings.IndexAny(s, separators); i >= 0 {
		return s[:i]
	}
	return s
}

// Snake makes snake case.
func Snake(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "_") }

// OneOf says whether s is one of a list.
func OneOf(s string, list ...string) bool {
	for _, l := range list {
		if strings.EqualFold(l, s) {
			return true
		}
	}
	return false
}
