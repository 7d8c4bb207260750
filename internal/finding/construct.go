package finding

import "go/token"

// Construct is a place that sends VPP requests, as the audit shows it, whether
// or not a rule has found something there.
type Construct struct {
	Pos, End token.Pos
	// Decl is the declaration that it is in, without the package.
	Decl string
	// Kind is one of the kinds below.
	Kind string
	// Entries are the declarations through which the replay came there.
	Entries []string
	// Answers are what it does under each answer of the service: one or more
	// for each answer, in a fixed order.
	Answers []Answer
}

// The kinds of constructs.
const (
	Retry  = "retry"  // sends a request again after some answer, and not after success
	Poll   = "poll"   // sends a request again after success, too
	Once   = "once"   // never sends a request again
	Unseen = "unseen" // the replay gave up before it could tell
)

// Answer is what a construct does with some of its requests while the service
// gives one answer for ever.
type Answer struct {
	// Number is the answer, 0 for success.
	Number int
	// Requests are what is sent, sorted.
	Requests []string
	// Verdict is one of the verdicts below.
	Verdict string
	// Silenced says that a directive silences the finding.
	Silenced bool
	// Message is one line, for people.
	Message string
	// Reason is why it is undecided, or not judged; "" says nothing. Pos is
	// the place that the reason is about, if there is one.
	Reason string
	Pos    token.Pos
	// Schedule is when the request is sent; nil if that is not known.
	Schedule *Schedule
	// Related are the places that belong to it.
	Related []Related
}

// The verdicts.
const (
	Right     = "right"
	Wrong     = "wrong"      // a finding
	Undecided = "undecided"  // so the rules are silent
	Unjudged  = "not judged" // no rule is about it
)
