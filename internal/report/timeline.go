package report

import (
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// maxSends is how many sends a timeline shows.
const maxSends = 12

// timeline draws a schedule on one line, from left to right: a dot for each
// send, and between two of them a line that is the longer the longer the gap
// is. Sends that should not be, or not yet, have bold lines in front.
//
//	0s ●──●──●──●──●──●━━●━━●━━●━━● 18s
func timeline(s *finding.Schedule, c colours) string {
	var b strings.Builder
	b.WriteString("0s ●")
	shown := min(s.Sends(), maxSends)
	var low, high time.Duration
	known := true
	for i, g := range s.Gaps[:shown-1] {
		send := i + 2
		line := strings.Repeat("─", length(g))
		if s.First <= send && send <= s.Last {
			line = c.red + strings.Repeat("━", length(g)) + c.off
		}
		if g.Unknown {
			line = "?"
		}
		b.WriteString(line + "●")
		low, high = low+schedule.Round(g.Min), high+schedule.Round(g.Max)
		known = known && !g.Unknown
	}
	switch {
	case s.Sends() == 1 && s.Ended:
	case shown < s.Sends() || !s.Ended:
		b.WriteString(" …")
	case known && low < high:
		b.WriteString(" " + schedule.Duration(low) + "–" + schedule.Duration(high))
	case known:
		b.WriteString(" " + schedule.Duration(high))
	}
	return b.String()
}

// steps are the gaps from which on a line is one longer.
var steps = [...]time.Duration{
	10 * time.Millisecond, time.Second, 10 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour,
}

// length is how long a gap is drawn.
func length(g retry.Gap) int {
	n := 1
	for _, s := range steps {
		if g.Max >= s {
			n++
		}
	}
	return n
}
