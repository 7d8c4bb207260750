package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/rule"
)

const retry9616Doc = `vppretry9616: report retries of VPP error 9616 (license already assigned)

APPLE Repeating it soon
is answered 9630: too many recent already-assigned errors.

WRONG:

	for range 3 {
		if err = client.Assign(user, app); err == nil {
			break
		}
		time.Sleep(time.Minute)
	}

RIGHT:

	for range 3 {
		err = client.Assign(user, app)
		if err == nil || errors.As(err, &vppErr) && vppErr.Number == 9616 {
			break
		}
		time.Sleep(time.Minute)
	}

The code is replayed against a service that answers 9616 for ever; the finding
quotes the schedule of the sends.

The rule is silent where another request follows (another license, the batch
without the user who has it, a lookup), where the request cannot be an
assignment, and for code that nothing shows to speak VPP.`

func newRetry9616(s Settings) *analysis.Analyzer {
	return check{
		name:     rule.Retry9616,
		doc:      quoting(retry9616Doc, apple.Says9616),
		settings: s,
		flags:    fileFlags,
		find: func(c *check, result *core.Result) []finding.Finding {
			return c.retries(result, 9616, c.again, resends)
		},
	}.analyzer()
}
