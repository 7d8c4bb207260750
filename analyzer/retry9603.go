package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/rule"
)

const retry9603Doc = `vppretry9603: report retries of VPP error 9603 that stay seconds apart

APPLE

WRONG:

	for range 10 {
		if num, err = send(req); num != 9603 {
			break
		}
		time.Sleep(2 * time.Second)
	}

RIGHT:

	for attempt := 1; ; attempt++ {
		if num, err = send(req); num != 9603 {
			break
		}
		if attempt <= 5 {
			time.Sleep(2 * time.Second)
		} else {
			time.Sleep(5 * time.Minute)
		}
	}

The code is replayed against a service that answers 9603 for ever; the finding
quotes the schedule of the sends. A send from the 7th on that follows the one
before it by less than a minute is reported.

The rule is silent where the code gives up in time, where a delay cannot be
told, where the next send is another request, and for code that nothing shows
to speak VPP.`

func newRetry9603(s Settings) *analysis.Analyzer {
	return check{
		name:     rule.Retry9603,
		doc:      quoting(retry9603Doc, apple.Says9603),
		settings: s,
		flags:    fileFlags | limitFlags,
		find: func(c *check, result *core.Result) []finding.Finding {
			return c.retries(result, 9603, c.tooSoon, c.tooClose)
		},
	}.analyzer()
}
