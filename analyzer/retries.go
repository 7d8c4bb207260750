package analyzer

import (
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// retries words the retries of one number.
func (c *check) retries(result *core.Result, number int, word func(retry.Finding) string) []diagnostic {
	var list []diagnostic
	for _, f := range result.Retry(c.settings.options()) {
		if f.Number == number {
			list = append(list, diagnostic{pos: f.Pos, end: f.End, text: word(f), related: places(f)})
		}
	}
	return list
}

// places are the timetable, which belongs to the finding's own place, and the
// places that make it.
func places(f retry.Finding) []analysis.RelatedInformation {
	related := []analysis.RelatedInformation{{
		Pos: f.Pos, End: f.End, Message: "sends at " + schedule.Times(f.Schedule),
	}}
	for _, p := range f.Related {
		related = append(related, analysis.RelatedInformation{Pos: p.Pos, End: p.Pos, Message: p.Text})
	}
	return related
}

func (c *check) limits() retry.Limits {
	return retry.Limits{
		MaxAttempts:    int(c.settings.MaxAttempts),
		EscalatedDelay: time.Duration(c.settings.EscalatedDelay),
	}
}
