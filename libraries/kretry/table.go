// Package kretry is the table of k8s.io/client-go/util/retry.
package kretry

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/util/retry"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what backoffs and conditions do.
type Table struct {
	VPP *vpp.Client
	// pace is how to go about it; its steps are 4 unless set.
	pace wait.Backoff
}

// internal says whether to go on.
func internal(err error) bool { return vpp.Number(err) == vpp.Internal }

// assign assigns.
func (t Table) assign(ctx context.Context, serial string) func() error {
	return func() error { return t.VPP.Assign(ctx, serial) }
}

// Default is five steps.
func (t Table) Default(ctx context.Context, serial string) error {
	return retry.OnError(retry.DefaultRetry, internal, t.assign(ctx, serial))
}

// DefaultAny does not look at the number.
//
//want:vppretry9616
func (t Table) DefaultAny(ctx context.Context, serial string) error {
	return retry.OnError(retry.DefaultRetry, func(error) bool { return true }, t.assign(ctx, serial))
}

// DefaultBackoff is four.
//
//want:vppretry9616
func (t Table) DefaultBackoff(ctx context.Context, serial string) error {
	return retry.OnError(retry.DefaultBackoff, func(err error) bool { return vpp.Number(err) != 0 }, t.assign(ctx, serial))
}

// DefaultMore is the default with three times the steps.
//
//want:vppretry9603
func (t Table) DefaultMore(ctx context.Context, serial string) error {
	b := retry.DefaultRetry
	b.Steps *= 3
	return retry.OnError(b, internal, t.assign(ctx, serial))
}

// Six has six steps.
func (t Table) Six(ctx context.Context, serial string) error {
	return retry.OnError(wait.Backoff{Steps: 6, Duration: time.Second}, internal, t.assign(ctx, serial))
}

// Seven has seven.
//
//want:vppretry9603
func (t Table) Seven(ctx context.Context, serial string) error {
	return retry.OnError(wait.Backoff{Steps: 7, Duration: time.Second}, internal, t.assign(ctx, serial))
}

// slow begins with a minute and a half.
var slow = wait.Backoff{Steps: 30, Duration: 90 * time.Second, Factor: 1.2, Cap: time.Hour}

// Slow is a variable's.
func (t Table) Slow(ctx context.Context, serial string) error {
	return retry.OnError(slow, internal, t.assign(ctx, serial))
}

// Factor triples.
func (t Table) Factor(ctx context.Context, serial string) error {
	return retry.OnError(wait.Backoff{Steps: 12, Duration: time.Second, Factor: 3}, internal, t.assign(ctx, serial))
}

// FactorCap stops at the cap, after the fourth send.
func (t Table) FactorCap(ctx context.Context, serial string) error {
	return retry.OnError(wait.Backoff{Steps: 12, Duration: time.Second, Factor: 3, Cap: 20 * time.Second}, internal, t.assign(ctx, serial))
}

// FactorSmall stays below a minute.
//
//want:vppretry9603
func (t Table) FactorSmall(ctx context.Context, serial string) error {
	return retry.OnError(wait.Backoff{Steps: 12, Duration: time.Second, Factor: 1.3}, internal, t.assign(ctx, serial))
}

// Jitter is half as much again.
//
//want:vppretry9603
func (t Table) Jitter(ctx context.Context, serial string) error {
	return retry.OnError(wait.Backoff{Steps: 30, Duration: 5 * time.Second, Jitter: 0.5}, internal, t.assign(ctx, serial))
}

// Conflict retries what the API server calls a conflict, which this is not.
func (t Table) Conflict(ctx context.Context, serial string) error {
	return retry.RetryOnConflict(wait.Backoff{Steps: 50, Duration: time.Second}, t.assign(ctx, serial))
}

// Pace has a default of its own.
//
//want:vppretry9616
func (t Table) Pace(ctx context.Context, serial string) error {
	b := t.pace
	if b.Steps == 0 {
		b = wait.Backoff{Steps: 4, Duration: 3 * time.Second, Factor: 2}
	}
	return retry.OnError(b, func(err error) bool { return vpp.Number(err) != 9625 }, t.assign(ctx, serial))
}

// Twice goes through the default two times.
//
//want:vppretry9603
func (t Table) Twice(ctx context.Context, serial string) error {
	err := retry.OnError(retry.DefaultRetry, internal, t.assign(ctx, serial))
	if !internal(err) {
		return err
	}
	time.Sleep(10 * time.Second)
	return retry.OnError(retry.DefaultRetry, internal, t.assign(ctx, serial))
}

// Kept keeps from the helper what is not to be retried.
func (t Table) Kept(ctx context.Context, serial string) error {
	var final error
	err := retry.OnError(retry.DefaultRetry, func(error) bool { return true }, func() error {
		err := t.VPP.Assign(ctx, serial)
		if n := vpp.Number(err); n != 0 && n != vpp.Internal {
			final = err
			return nil
		}
		return err
	})
	if final != nil {
		return final
	}
	return err
}
