// Package schedule puts a retry's schedule into words.
package schedule

import (
	"fmt"
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
)

// slack is the time that sending itself may take between two sends: it is left
// out of what people read.
const slack = 5 * time.Millisecond

// units are the steps to which a duration is cut for reading, coarsest first.
var units = [...]time.Duration{
	time.Hour, time.Minute, time.Second,
	100 * time.Millisecond, 10 * time.Millisecond, time.Millisecond,
}

// Round leaves out what sending took. It never rounds up: a gap just below a
// minute must not read as a minute.
func Round(d time.Duration) time.Duration {
	if d <= slack {
		return 0
	}
	for _, u := range units {
		if r := d.Truncate(u); r > 0 && d-r <= min(slack, d/10) {
			return r
		}
	}
	return d
}

// Duration is d for people: "2s", "1m30s", "1h".
func Duration(d time.Duration) string {
	s := Round(d).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Rhythm says how the sends follow one another, in words that go after
// "retries": "every 2s", "without delay", "with delays doubling from 1s".
func Rhythm(s retry.Schedule) string {
	if len(s.Gaps) == 0 {
		return ""
	}
	first, last := s.Gaps[0], s.Gaps[len(s.Gaps)-1]
	low, high := first.Min, first.Max
	for _, g := range s.Gaps {
		if g.Unknown {
			return "after delays that could not be told"
		}
		low, high = min(low, g.Min), max(high, g.Max)
	}
	switch {
	case Round(high) == 0:
		return "without delay"
	case len(s.Gaps) == 1:
		return "after " + span(low, high)
	case steps(s.Gaps, sameGap):
		return "every " + span(low, high)
	case steps(s.Gaps, isDouble) && !s.Ended:
		return "with delays doubling from " + Duration(first.Max)
	case steps(s.Gaps, isDouble):
		return fmt.Sprintf("with delays doubling from %s to %s", Duration(first.Max), Duration(last.Max))
	case isDouble(first, s.Gaps[1]) && doublesToCap(s.Gaps):
		return fmt.Sprintf("with delays doubling from %s up to %s", Duration(first.Max), Duration(last.Max))
	case steps(s.Gaps, grows):
		return fmt.Sprintf("with delays growing from %s to %s", Duration(first.Min), Duration(last.Max))
	}
	return "with delays of " + span(low, high)
}

// doublesToCap says whether gaps double, and then stay as they are.
func doublesToCap(gaps []retry.Gap) bool {
	last := gaps[len(gaps)-1]
	return sameGap(gaps[len(gaps)-2], last) && steps(gaps, func(a, b retry.Gap) bool {
		return isDouble(a, b) || grows(a, b) && sameGap(b, last)
	})
}

// steps says whether each gap follows the one before it in some way.
func steps(gaps []retry.Gap, follows func(a, b retry.Gap) bool) bool {
	for i := range gaps[1:] {
		if !follows(gaps[i], gaps[i+1]) {
			return false
		}
	}
	return true
}

// Apart is the distance of the sends: "2s apart", "1s to 3s apart", "without
// delay", or "" where it could not be told.
func Apart(gaps []retry.Gap) string {
	if len(gaps) == 0 {
		return ""
	}
	low, high := gaps[0].Min, gaps[0].Max
	for _, g := range gaps {
		if g.Unknown {
			return ""
		}
		low, high = min(low, g.Min), max(high, g.Max)
	}
	if Round(high) == 0 {
		return "without delay"
	}
	return span(low, high) + " apart"
}

// Run are sends that come too soon, one after another: First to Last, counted
// from 1.
type Run struct {
	First, Last int
	Gaps        []retry.Gap // before each of them
	Open        bool        // it goes on for as long as the replay did
}

// Close returns the first run of sends after the allowed attempts that follow
// the one before sooner than the escalated delay.
func Close(s retry.Schedule, limits retry.Limits) (Run, bool) {
	var r Run
	for i, g := range s.Gaps {
		send := i + 2
		soon := send >= limits.MaxAttempts+2 && !g.Unknown && g.Max < limits.EscalatedDelay
		if soon && r.First == 0 {
			r.First = send
		}
		if r.First > 0 && !soon {
			break
		}
		if soon {
			r.Last = send
			r.Gaps = append(r.Gaps, g)
		}
	}
	r.Open = !s.Ended && r.Last == s.Sends()
	return r, r.First > 0
}

// maxTimes is how many sends a timetable lists.
const maxTimes = 12

// Times is the timetable: "0s, 2s, 4s, …". It ends where a delay is unknown.
func Times(s retry.Schedule) string {
	var b strings.Builder
	b.WriteString("0s")
	var low, high time.Duration
	for i, g := range s.Gaps {
		if i == maxTimes-1 {
			b.WriteString(", …")
			return b.String()
		}
		if g.Unknown {
			b.WriteString(", then unknown")
			return b.String()
		}
		low += Round(g.Min)
		high += Round(g.Max)
		b.WriteString(", " + between(low, high, "–"))
	}
	if !s.Ended {
		b.WriteString(", …")
	}
	return b.String()
}

func span(low, high time.Duration) string { return between(low, high, " to ") }

func between(low, high time.Duration, to string) string {
	if l, h := Duration(low), Duration(high); l != h {
		return l + to + h
	}
	return Duration(high)
}

func sameGap(a, b retry.Gap) bool { return near(a.Min, b.Min) && near(a.Max, b.Max) }

func grows(a, b retry.Gap) bool { return a.Max <= b.Max+slack }

func isDouble(a, b retry.Gap) bool {
	return Round(a.Max) > 0 && near(2*Round(a.Max), b.Max) && near(2*Round(a.Min), b.Min)
}

func near(a, b time.Duration) bool { return (a - b).Abs() <= slack }
