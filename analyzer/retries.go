package analyzer

import (
	"time"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// retries words the retries of one number; breach is the row of sends that
// should not be.
func (c *check) retries(result *core.Result, number int, word func(retry.Finding) string, breach func(retry.Schedule) (first, last int)) []finding.Finding {
	var list []finding.Finding
	for _, f := range result.Retry(c.settings.options()) {
		if f.Number != number {
			continue
		}
		first, last := breach(f.Schedule)
		list = append(list, finding.Finding{
			Pos: f.Pos, End: f.End, Message: word(f), Related: places(f),
			Decl: f.Decl, Kind: "retry", Numbers: []int{number},
			Schedule: &finding.Schedule{Schedule: f.Schedule, First: first, Last: last, ByDefault: f.ByDefault},
		})
	}
	return list
}

// tooClose are the sends that come too soon after the one before.
func (c *check) tooClose(s retry.Schedule) (first, last int) {
	run, _ := schedule.Close(s, c.limits())
	return run.First, run.Last
}

// resends are all sends but the first.
func resends(s retry.Schedule) (first, last int) { return 2, s.Sends() }

// places are the timetable, which belongs to the finding's own place, and the
// places that make it.
func places(f retry.Finding) []finding.Related {
	related := []finding.Related{{
		Pos: f.Pos, End: f.End, Role: "schedule", Message: "sends at " + schedule.Times(f.Schedule),
	}}
	for _, p := range f.Related {
		related = append(related, finding.Related{Pos: p.Pos, End: p.Pos, Role: p.Role, Message: p.Text})
	}
	return related
}

func (c *check) limits() retry.Limits {
	return retry.Limits{
		MaxAttempts:    int(c.settings.MaxAttempts),
		EscalatedDelay: time.Duration(c.settings.EscalatedDelay),
	}
}
