package report

import (
	"io"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
)

// Audit shows all places that send VPP requests, right or wrong.
type Audit struct {
	// Version is that of vpplint.
	Version string
	// Limits are what 9603 is judged by.
	Limits retry.Limits
	// Constructs are in the order in which they are shown.
	Constructs []Construct
	// Problems are what could not be analysed.
	Problems []Problem
	// Dir and Root are as in [Report].
	Dir, Root string
}

// Construct is a place that sends VPP requests.
type Construct struct {
	Package  string // its import path
	Decl     string // as in finding.Construct, like all below
	Kind     string
	Entries  []string
	Pos, End Position
	// Source is the line of code that it begins on, without its end; "" where
	// that could not be read.
	Source  string
	Answers []Answer
}

// Answer is what a construct does under one answer; see finding.Answer.
type Answer struct {
	Number   int
	Requests []string
	Verdict  string
	Silenced bool
	Message  string
	Reason   string
	Pos      Position // of the reason; no file where there is none
	Schedule *finding.Schedule
	Related  []Related
}

// Verdict is the worst verdict of a construct's answers; of those that were
// judged, if any was.
func (c Construct) Verdict() string {
	for _, v := range []string{finding.Wrong, finding.Undecided, finding.Right} {
		for _, a := range c.Answers {
			if a.Verdict == v {
				return v
			}
		}
	}
	return finding.Unjudged
}

// AuditFormat is a form that audits have.
type AuditFormat struct {
	Name    string
	Summary string // a few words
	// Write writes an audit. Only formats for people have colours.
	Write func(w io.Writer, a *Audit, colours bool) error
}

// AuditFormats returns all formats of audits. The first is for people.
func AuditFormats() []AuditFormat {
	return []AuditFormat{
		{"text", "for people: the schedule under each answer", writeAuditText},
		{"json", "all that is known; see docs/schedule.md", writeAuditJSON},
		{"html", "a page with a picture of each construct", writeAuditHTML},
	}
}
