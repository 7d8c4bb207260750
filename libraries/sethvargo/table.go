// Package sethvargo is the table of github.com/sethvargo/go-retry.
package sethvargo

import (
	"context"
	"time"

	"github.com/sethvargo/go-retry"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the options and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// assign marks every error.
func (t Table) assign(serial string) retry.RetryFunc {
	return func(ctx context.Context) error { return retry.RetryableError(t.VPP.Assign(ctx, serial)) }
}

// assignOnce marks 9603 alone.
func (t Table) assignOnce(serial string) retry.RetryFunc {
	return func(ctx context.Context) error {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) == vpp.Internal {
			return retry.RetryableError(err)
		}
		return err
	}
}

// Constant never ends.
//
//want:vppretry9603 vppretry9616
func (t Table) Constant(ctx context.Context, serial string) error {
	return retry.Constant(ctx, 2*time.Second, t.assign(serial))
}

// ConstantMinutes never ends either, but takes its time.
//
//want:vppretry9616
func (t Table) ConstantMinutes(ctx context.Context, serial string) error {
	return retry.Constant(ctx, 2*time.Minute, t.assign(serial))
}

// Unmarked does not retry.
func (t Table) Unmarked(ctx context.Context, serial string) error {
	return retry.Constant(ctx, 2*time.Second, func(ctx context.Context) error { return t.VPP.Assign(ctx, serial) })
}

// Exponential doubles from one second.
//
//want:vppretry9603
func (t Table) Exponential(ctx context.Context, serial string) error {
	return retry.Exponential(ctx, time.Second, t.assignOnce(serial))
}

// ExponentialTwo doubles from two.
func (t Table) ExponentialTwo(ctx context.Context, serial string) error {
	return retry.Exponential(ctx, 2*time.Second, t.assignOnce(serial))
}

// Fibonacci begins with one second.
//
//want:vppretry9603
func (t Table) Fibonacci(ctx context.Context, serial string) error {
	return retry.Fibonacci(ctx, time.Second, t.assignOnce(serial))
}

// FibonacciFive begins with five.
func (t Table) FibonacciFive(ctx context.Context, serial string) error {
	return retry.Fibonacci(ctx, 5*time.Second, t.assignOnce(serial))
}

// FiveRetries sends six times.
func (t Table) FiveRetries(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithMaxRetries(5, retry.NewConstant(time.Second)), t.assignOnce(serial))
}

// SixRetries sends seven times.
//
//want:vppretry9603
func (t Table) SixRetries(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithMaxRetries(6, retry.NewConstant(time.Second)), t.assignOnce(serial))
}

// Capped waits half a minute at most.
//
//want:vppretry9603
func (t Table) Capped(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithCappedDuration(30*time.Second, retry.NewExponential(2*time.Second)), t.assignOnce(serial))
}

// CappedMinutes waits five minutes at most.
func (t Table) CappedMinutes(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithCappedDuration(5*time.Minute, retry.NewExponential(2*time.Second)), t.assignOnce(serial))
}

// Window ends before the seventh send.
func (t Table) Window(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithMaxDuration(10*time.Second, retry.NewConstant(3*time.Second)), t.assignOnce(serial))
}

// WindowWide ends after it.
//
//want:vppretry9603
func (t Table) WindowWide(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithMaxDuration(50*time.Second, retry.NewConstant(3*time.Second)), t.assignOnce(serial))
}

// Jitter varies around twenty seconds.
//
//random:with zero, which it does not go below
//want:vppretry9603
func (t Table) Jitter(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithJitter(5*time.Second, retry.NewConstant(20*time.Second)), t.assignOnce(serial))
}

// JitterWide varies around fifty: part of it is long enough.
//
//random:with zero, which it does not go below
func (t Table) JitterWide(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithJitter(30*time.Second, retry.NewConstant(50*time.Second)), t.assignOnce(serial))
}

// JitterPercent varies by a tenth.
//
//want:vppretry9603
func (t Table) JitterPercent(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithJitterPercent(10, retry.NewConstant(30*time.Second)), t.assignOnce(serial))
}

// FullJitter takes anything below the delay.
//
//want:vppretry9603
func (t Table) FullJitter(ctx context.Context, serial string) error {
	return retry.Do(ctx, retry.WithFullJitter(retry.NewConstant(40*time.Second)), t.assignOnce(serial))
}

// Everything wraps one in the other.
//
//want:vppretry9603
func (t Table) Everything(ctx context.Context, serial string) error {
	b := retry.NewFibonacci(time.Second)
	b = retry.WithCappedDuration(20*time.Second, b)
	b = retry.WithJitterPercent(5, b)
	b = retry.WithMaxRetries(20, b)
	b = retry.WithMaxDuration(10*time.Minute, b)
	return retry.Do(ctx, b, t.assignOnce(serial))
}

// Own makes its own delays.
func (t Table) Own(ctx context.Context, serial string) error {
	n := 0
	b := retry.BackoffFunc(func() (time.Duration, bool) {
		n++
		return time.Duration(n) * 10 * time.Second, n > 20
	})
	return retry.Do(ctx, b, t.assignOnce(serial))
}

// OwnHasty makes shorter ones.
//
//want:vppretry9603
func (t Table) OwnHasty(ctx context.Context, serial string) error {
	n := 0
	b := retry.BackoffFunc(func() (time.Duration, bool) {
		n++
		return time.Duration(n) * time.Second, n > 20
	})
	return retry.Do(ctx, b, t.assignOnce(serial))
}

// Value returns the response.
//
//want:vppretry9603 vppretry9616
func (t Table) Value(ctx context.Context, serial string) (*vpp.Response, error) {
	return retry.DoValue(ctx, retry.WithMaxRetries(9, retry.NewConstant(time.Second)), func(ctx context.Context) (*vpp.Response, error) {
		res, err := t.VPP.Response(ctx, serial)
		return res, retry.RetryableError(err)
	})
}

// Deadline ends with its context, before the seventh send.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return retry.Constant(ctx, time.Second, t.assignOnce(serial))
}
