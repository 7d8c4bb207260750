package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/rule"
)

const retry9603Doc = `vppretry9603: report retries of VPP error 9603 that stay seconds apart

Apple: "When the MDM server receives this response, it should send the current
request again. If it continues to receive 9603 errors after more than five
attempts, it may mean that the VPP service is unexpectedly down and further
retries should be scheduled for minutes later, instead of seconds."

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
		doc:      retry9603Doc,
		settings: s,
		flags:    fileFlags | limitFlags,
		find: func(c *check, result *core.Result) []finding.Finding {
			return c.retries(result, 9603, c.tooSoon, c.tooClose)
		},
	}.analyzer()
}
