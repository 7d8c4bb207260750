// Package finding is what a rule found: in words, for drivers that show nothing
// else, and as data, for reports that can do more with it.
package finding

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/retry"
)

// Finding is one finding of a rule. The result of a rule's analyzer is
// []Finding: those that it has reported, in source order.
type Finding struct {
	Pos, End token.Pos
	// Category is the rule, or Internal.
	Category string
	// Message is one line, for people.
	Message string
	// URL is the page about the rule.
	URL string
	// Related are the places that belong to it.
	Related []Related
	// Fix is a rewrite that is safe, if there is one.
	Fix *analysis.SuggestedFix

	// Decl is the declaration that it is in, without the package:
	// "Client.Assign", or "" where it is about the package as a whole.
	Decl string
	// Kind is the form of what was found: "==", "strings.Contains", "retry".
	Kind string
	// Needles are what the code compares a text with, sorted, or what else
	// tells findings of one kind apart.
	Needles []string
	// Numbers are the error numbers that it is about, sorted.
	Numbers []int
	// Schedule is when the request is sent, for a retry.
	Schedule *Schedule
}

// Internal is the category of a finding that is about vpplint itself, not about
// the code.
const Internal = "internal"

// Related is a place that belongs to a finding.
type Related struct {
	Pos, End token.Pos
	// Role is what the place is to the finding: "schedule" (its own place,
	// with the timetable), "send", "delay" or "branch".
	Role string
	// Message is one line, for people.
	Message string
}

// Schedule is the schedule of a retry, and what is wrong with it.
type Schedule struct {
	retry.Schedule
	// First and Last are the first and the last send, counted from 1, of a
	// row of sends that break the rule.
	First, Last int
	// ByDefault says that a limit or a delay is a default that can be
	// configured.
	ByDefault bool
}

// Diagnostic is the finding as every driver understands it.
func (f Finding) Diagnostic() analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Category, Message: f.Message, URL: f.URL}
	for _, r := range f.Related {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Pos, End: r.End, Message: r.Message})
	}
	if f.Fix != nil {
		d.SuggestedFixes = []analysis.SuggestedFix{*f.Fix}
	}
	return d
}
