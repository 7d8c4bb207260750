package analyzer

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// tooSoon words a retry of 9603.
func (c *check) tooSoon(f retry.Finding) string {
	limits := c.limits()
	text := fmt.Sprintf("%s retries 9603 %s%s", c.decl(f.Decl), schedule.Rhythm(f.Schedule), byDefault(f))
	if run, ok := schedule.Close(f.Schedule, limits); ok {
		text += ": " + sends(run)
	}
	wait := "wait minutes, not seconds"
	if limits.EscalatedDelay != time.Duration(DefaultSettings().EscalatedDelay) {
		wait = "wait at least " + schedule.Duration(limits.EscalatedDelay)
	}
	return fmt.Sprintf("%s; after more than %s %s", text, attempts(limits.MaxAttempts), wait)
}

// sends says which sends come too soon.
func sends(r schedule.Run) string {
	apart := schedule.Apart(r.Gaps)
	switch {
	case r.Open:
		return fmt.Sprintf("from send %d on they come %s", r.First, apart)
	case r.First < r.Last:
		return fmt.Sprintf("sends %d–%d come %s", r.First, r.Last, apart)
	case strings.HasSuffix(apart, " apart"):
		return fmt.Sprintf("send %d comes %s after send %d", r.First, strings.TrimSuffix(apart, " apart"), r.First-1)
	}
	return fmt.Sprintf("send %d comes %s", r.First, apart)
}

// again words a retry of 9616.
func (c *check) again(f retry.Finding) string {
	times := fmt.Sprintf("sent %d times", f.Schedule.Sends())
	switch {
	case !f.Schedule.Ended:
		times = "sent again and again"
	case f.Schedule.Sends() == 2:
		times = "sent twice"
	}
	switch apart := schedule.Apart(f.Schedule.Gaps); apart {
	case "":
	case "without delay":
		times += " " + apart
	default:
		times += ", " + apart
	}
	return fmt.Sprintf("%s retries 9616 (license already assigned)%s: %s; there is no need to retry, and repeating it turns into 9630",
		c.decl(f.Decl), byDefault(f), times)
}

// byDefault marks a limit or delay that can be configured.
func byDefault(f retry.Finding) string {
	if f.ByDefault {
		return " by default"
	}
	return ""
}

// attempts spells small numbers, as Apple does.
func attempts(n int) string {
	words := [...]string{1: "one attempt", 2: "two attempts", 3: "three attempts", 4: "four attempts", 5: "five attempts"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n) + " attempts"
}
