package core

import (
	"github.com/vpplint/vpplint/internal/retry"
)

// Census replays every loop of the package, whether or not it has to do with
// VPP, and says what has come of it. It is for packages that are looked at
// because Hooks.Open says so, or that speak VPP; of others there is nothing to
// count.
func (r *Result) Census(o Options) (census retry.Census, failure *Failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	x := r.plain.examined
	if x == nil || x.retry.lowered == nil {
		return census, nil
	}
	failure = Guard(r.pass.Pkg, Retry, func() error {
		census = retry.TakeCensus(x.retry.input(), o.replay().limits)
		return nil
	})
	return census, failure
}
