// Package retry finds the constructs of a package that send a VPP request
// again, has them replayed, and judges their schedules.
package retry

import (
	"go/token"
	"time"
)

// Limits are the two numbers that Apple's advice about 9603 leaves to settings.
type Limits struct {
	MaxAttempts    int           // attempts after which the escalated delay is due; Apple: "more than five attempts"
	EscalatedDelay time.Duration // least distance of later attempts; Apple: "minutes later, instead of seconds"
}

// Gap is the distance between two sends of the same request, from start to
// start. Min and Max differ where the delay is random.
type Gap struct {
	Min, Max time.Duration
	Unknown  bool // the delay could not be resolved
}

// Schedule is when the same request is sent: the first send is at time 0, and
// send i+2 follows Gaps[i] after send i+1.
type Schedule struct {
	Gaps  []Gap
	Ended bool // the construct stopped by itself; otherwise the replay was cut
}

// Sends is the number of sends.
func (s Schedule) Sends() int { return len(s.Gaps) + 1 }

// Place is a related position in the analysed package.
type Place struct {
	Pos  token.Pos
	Role string // "send", "branch", "delay"
	Text string
}

// Finding is one retry construct that breaks one of the rules.
type Finding struct {
	Number    int // 9603 or 9616
	Pos, End  token.Pos
	Decl      string // the declaration that owns the retry: "Client.Assign"
	Request   string // what is sent, for people
	Schedule  Schedule
	ByDefault bool // a limit or delay is a default
	Related   []Place
}
