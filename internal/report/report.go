// Package report shows what was found: to people, and in the forms that other
// programs read. It knows findings as data, and not who found them.
package report

import (
	"io"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
)

// Report is the outcome of a run.
type Report struct {
	// Version is that of vpplint.
	Version string
	// Rules are those that ran.
	Rules []Rule
	// Limits are what retries of 9603 are judged by.
	Limits retry.Limits
	// Findings are in the order in which they are shown.
	Findings []Finding
	// Problems are what could not be analysed.
	Problems []Problem
	// Dir is the folder that paths are relative to for people, Root the one
	// for programs. Files that are not below it keep their absolute paths.
	Dir, Root string
}

// Rule describes a rule.
type Rule struct {
	Name    string
	Summary string // one line
	Help    string // several paragraphs
	URL     string
}

// Problem is what kept a package from being analysed.
type Problem struct {
	Package string // its path, or the pattern that matches none
	Text    string // one line
}

func (p Problem) String() string { return p.Text }

// Finding is one finding.
type Finding struct {
	Rule     string
	Category string // the rule, or finding.Internal
	Message  string // one line
	URL      string
	Package  string // its import path
	Pos, End Position
	// Source is the line of code that it begins on, without its end; "" where
	// that could not be read.
	Source  string
	Related []Related
	Fixes   []Fix

	Decl     string // as in finding.Finding, like all below
	Kind     string
	Needles  []string
	Numbers  []int
	Schedule *finding.Schedule

	// Fingerprint tells findings apart across versions of the code; see
	// [Fingerprint].
	Fingerprint string
}

// Position is a place in a file.
type Position struct {
	Filename string // absolute
	Line     int    // from 1
	Column   int    // in bytes, from 1; 0 if unknown
	UTF16    int    // Column in UTF-16 code units
}

// Related is a place that belongs to a finding.
type Related struct {
	Pos, End Position
	Role     string // as in finding.Related
	Message  string
}

// Fix is a rewrite that is safe.
type Fix struct {
	Message string // a verb phrase
	Edits   []Edit // sorted, at least one
}

// Edit replaces what stands between two places of a file.
type Edit struct {
	Pos, End          Position
	Offset, EndOffset int // in bytes, from 0
	New               string
}

// Format is a form that reports have.
type Format struct {
	Name    string
	Summary string // a few words
	// Write writes a report. Only formats for people have colours.
	Write func(w io.Writer, r *Report, colours bool) error
}

// Formats returns all formats. The first is for people.
func Formats() []Format {
	return []Format{
		{"text", "for people: the source line, and the schedule of a retry", writeText},
		{"json", "all that is known of a finding; see docs/reports.md", writeJSON},
		{"sarif", "SARIF 2.1.0, for code-scanning sites", writeSARIF},
		{"github", "annotations of GitHub Actions", writeGitHub},
		{"checkstyle", "Checkstyle XML, for CI servers", writeCheckstyle},
		{"html", "a page for people, with a picture of each retry", writeHTML},
	}
}
