package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/vpplint/vpplint/internal/finding"
)

// JSONVersion is the version of the json format. It grows when a field goes or
// changes its meaning; new fields may come at any time.
const JSONVersion = 1

// Document is what the json format writes. Paths are relative to the root of
// the git repository, or to the working directory outside of one, and have
// slashes; those of files elsewhere are absolute. Lines and columns count from
// 1; one that is not known is left out. An end is behind the last character.
type Document struct {
	// Version of this layout: 1.
	Version int `json:"version"`
	// Tool that wrote the document.
	Tool DocumentTool `json:"tool"`
	// Findings in the order of files, lines and columns.
	Findings []DocumentFinding `json:"findings"`
	// Problems that kept packages from being analysed.
	Problems []DocumentProblem `json:"problems"`
}

// DocumentTool is the tool that wrote the document.
type DocumentTool struct {
	// Name of the tool: vpplint.
	Name string `json:"name"`
	// Version of the tool, such as v1.2.3.
	Version string `json:"version"`
}

// DocumentFinding is one finding.
type DocumentFinding struct {
	// Rule that found it.
	Rule string `json:"rule"`
	// Category is the rule, or "internal" for a failure of vpplint itself.
	Category string `json:"category"`
	// Message for people, one line.
	Message string `json:"message"`
	// URL of the page about the rule.
	URL string `json:"url"`
	// Fingerprint that stays the same while the code only moves.
	Fingerprint string `json:"fingerprint"`
	// Package it is in, by import path.
	Package string `json:"package"`
	// Declaration it is in, without the package: Client.Assign. Left out where the finding is about the package.
	Declaration string `json:"declaration,omitempty"`
	// Location in the code.
	Location DocumentLocation `json:"location"`
	// Kind is the form of what was found: ==, switch, strings.Contains, retry, unused directive…
	Kind string `json:"kind"`
	// Needles are the literals that a text is compared with, sorted; for a directive, the rule that it names; for a failure, where it was.
	Needles []string `json:"needles,omitempty"`
	// Numbers are the error numbers that the finding is about, sorted.
	Numbers []int `json:"numbers,omitempty"`
	// Schedule of a retry.
	Schedule *DocumentSchedule `json:"schedule,omitempty"`
	// Related places.
	Related []DocumentRelated `json:"related,omitempty"`
	// Fixes that are safe, each of them alone.
	Fixes []DocumentFix `json:"fixes,omitempty"`
}

// DocumentLocation is a part of a file.
type DocumentLocation struct {
	// File by its path.
	File string `json:"file"`
	// Start of the part.
	Start DocumentPosition `json:"start"`
	// End of the part.
	End DocumentPosition `json:"end"`
}

// DocumentPosition is a place in a file.
type DocumentPosition struct {
	// Line number.
	Line int `json:"line"`
	// Column in bytes.
	Column int `json:"column,omitempty"`
	// UTF16Column is the column in UTF-16 code units.
	UTF16Column int `json:"utf16Column,omitempty"`
}

// DocumentSchedule is when a request is sent, while the service gives the same
// answer for ever. The first send is at 0.
type DocumentSchedule struct {
	// Sends that were seen.
	Sends int `json:"sends"`
	// Ended says that the code stops after these sends; otherwise it goes on.
	Ended bool `json:"ended"`
	// ByDefault says that a limit or a delay is a default that can be configured.
	ByDefault bool `json:"byDefault"`
	// FirstWrong is the first send, counted from 1, that breaks the rule.
	FirstWrong int `json:"firstWrong"`
	// LastWrong is the last send of those that break the rule one after another.
	LastWrong int `json:"lastWrong"`
	// Gaps between the sends, from start to start: one less than there are sends.
	Gaps []DocumentGap `json:"gaps"`
}

// DocumentGap is the distance of two sends. The minimum and the maximum differ
// where it is random, and are left out where it is not known.
type DocumentGap struct {
	// MinSeconds is the least distance, in seconds.
	MinSeconds *float64 `json:"minSeconds,omitempty"`
	// MaxSeconds is the greatest distance, in seconds.
	MaxSeconds *float64 `json:"maxSeconds,omitempty"`
}

// DocumentRelated is a place that belongs to a finding.
type DocumentRelated struct {
	// Role of the place: schedule (the finding's own place, with the timetable), send, delay or branch.
	Role string `json:"role"`
	// Message for people, one line.
	Message string `json:"message"`
	// Location in the code.
	Location DocumentLocation `json:"location"`
}

// DocumentFix is a rewrite.
type DocumentFix struct {
	// Message that says what it does.
	Message string `json:"message"`
	// Edits that belong together, sorted; they do not overlap.
	Edits []DocumentEdit `json:"edits"`
}

// DocumentEdit replaces a part of a file.
type DocumentEdit struct {
	// Location of what is replaced; start and end are the same where text is inserted.
	Location DocumentLocation `json:"location"`
	// StartOffset in bytes, from 0.
	StartOffset int `json:"startOffset"`
	// EndOffset in bytes, from 0.
	EndOffset int `json:"endOffset"`
	// NewText that comes instead.
	NewText string `json:"newText"`
}

// DocumentProblem is what kept a package from being analysed.
type DocumentProblem struct {
	// Package by its import path, or the pattern that matches none.
	Package string `json:"package"`
	// Message for people, one line.
	Message string `json:"message"`
}

func writeJSON(w io.Writer, r *Report, _ bool) error {
	d := Document{
		Version:  JSONVersion,
		Tool:     DocumentTool{"vpplint", r.Version},
		Findings: make([]DocumentFinding, 0, len(r.Findings)),
		Problems: make([]DocumentProblem, 0, len(r.Problems)),
	}
	for _, f := range r.Findings {
		d.Findings = append(d.Findings, r.document(f))
	}
	for _, p := range r.Problems {
		d.Problems = append(d.Problems, DocumentProblem{p.Package, p.Text})
	}
	return encode(w, d)
}

func (r *Report) document(f Finding) DocumentFinding {
	d := DocumentFinding{
		Rule: f.Rule, Category: f.Category, Message: f.Message, URL: f.URL,
		Fingerprint: f.Fingerprint, Package: f.Package, Declaration: f.Decl,
		Location: r.location(f.Pos, f.End), Kind: f.Kind, Needles: f.Needles, Numbers: f.Numbers,
		Schedule: documentSchedule(f.Schedule),
	}
	for _, rel := range f.Related {
		d.Related = append(d.Related, DocumentRelated{rel.Role, rel.Message, r.location(rel.Pos, rel.End)})
	}
	for _, fix := range f.Fixes {
		edits := make([]DocumentEdit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, DocumentEdit{r.location(e.Pos, e.End), e.Offset, e.EndOffset, e.New})
		}
		d.Fixes = append(d.Fixes, DocumentFix{fix.Message, edits})
	}
	return d
}

func (r *Report) location(pos, end Position) DocumentLocation {
	return DocumentLocation{
		File:  r.file(pos.Filename),
		Start: DocumentPosition{pos.Line, pos.Column, pos.UTF16},
		End:   DocumentPosition{end.Line, end.Column, end.UTF16},
	}
}

func documentSchedule(s *finding.Schedule) *DocumentSchedule {
	if s == nil {
		return nil
	}
	d := &DocumentSchedule{
		Sends: s.Sends(), Ended: s.Ended, ByDefault: s.ByDefault, FirstWrong: s.First, LastWrong: s.Last,
		Gaps: make([]DocumentGap, 0, len(s.Gaps)),
	}
	for _, g := range s.Gaps {
		var gap DocumentGap
		if !g.Unknown {
			gap.MinSeconds, gap.MaxSeconds = new(g.Min.Seconds()), new(g.Max.Seconds())
		}
		d.Gaps = append(d.Gaps, gap)
	}
	return d
}

// encode writes JSON, indented.
func encode(w io.Writer, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, plainJSON(text)+"\n")
	return err
}

// plainJSON makes a document as harmless as [Plain] makes a line. It stays the
// same document.
func plainJSON(text []byte) string {
	var b strings.Builder
	for _, r := range string(text) {
		switch {
		case r < utf8.RuneSelf && r != 0x7f || strconv.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return logCommand.ReplaceAllString(b.String(), `#\u0023$1`)
}
