// Package avastv4 is the table of github.com/avast/retry-go/v4.
package avastv4

import (
	"context"
	"errors"
	"time"

	"github.com/avast/retry-go/v4"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the options and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// assignOnce does not send 9616 again.
func (t Table) assignOnce(ctx context.Context, serial string) retry.RetryableFunc {
	return func() error {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) == vpp.Assigned {
			return retry.Unrecoverable(err)
		}
		return err
	}
}

// Defaults sends ten times, with delays that double from 100 ms.
//
//want:vppretry9603 vppretry9616
func (t Table) Defaults(ctx context.Context, serial string) error {
	return retry.Do(func() error { return t.VPP.Assign(ctx, serial) })
}

// DefaultsOnce does not send 9616 again.
//
//want:vppretry9603
func (t Table) DefaultsOnce(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial))
}

// SixAttempts is what Apple allows.
//
//want:vppretry9616
func (t Table) SixAttempts(ctx context.Context, serial string) error {
	return retry.Do(func() error { return t.VPP.Assign(ctx, serial) }, retry.Attempts(6))
}

// SevenAttempts is one more.
//
//want:vppretry9603
func (t Table) SevenAttempts(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.Attempts(7))
}

// NoAttempts has no limit.
//
//want:vppretry9603
func (t Table) NoAttempts(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.Attempts(0), retry.DelayType(retry.FixedDelay), retry.Delay(time.Second))
}

// UntilSucceeded has no limit either, and a long delay.
//
//want:vppretry9616
func (t Table) UntilSucceeded(ctx context.Context, serial string) error {
	return retry.Do(func() error { return t.VPP.Assign(ctx, serial) },
		retry.UntilSucceeded(), retry.DelayType(retry.FixedDelay), retry.Delay(time.Minute))
}

// Doubling reaches a minute before the seventh send.
func (t Table) Doubling(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.Delay(2*time.Second), retry.DelayType(retry.BackOffDelay), retry.Attempts(12))
}

// DoublingSlow does not.
//
//want:vppretry9603
func (t Table) DoublingSlow(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.Delay(time.Second), retry.DelayType(retry.BackOffDelay), retry.Attempts(12))
}

// DoublingForever doubles until the delay would overflow.
//
//want:vppretry9603
func (t Table) DoublingForever(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(retry.BackOffDelay), retry.Attempts(0))
}

// Capped waits half a minute at most.
//
//want:vppretry9603
func (t Table) Capped(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.Delay(5*time.Second), retry.MaxDelay(30*time.Second), retry.Attempts(12))
}

// Random waits up to 50 seconds.
//
//want:vppretry9603
func (t Table) Random(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(retry.RandomDelay), retry.MaxJitter(50*time.Second))
}

// RandomLong waits up to three minutes: part of it is long enough.
func (t Table) RandomLong(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(retry.RandomDelay), retry.MaxJitter(3*time.Minute))
}

// NoJitter is random about nothing: zero would panic.
//
//want:vppretry9603
func (t Table) NoJitter(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.MaxJitter(1))
}

// Full jitters the whole delay.
//
//want:vppretry9603
func (t Table) Full(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(retry.FullJitterBackoffDelay), retry.Delay(time.Second), retry.MaxDelay(40*time.Second), retry.Attempts(20))
}

// Combined adds a fixed delay to a random one.
//
//want:vppretry9603
func (t Table) Combined(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial),
		retry.DelayType(retry.CombineDelay(retry.FixedDelay, retry.RandomDelay)), retry.Delay(20*time.Second), retry.MaxJitter(10*time.Second))
}

// Own computes its delay itself.
func (t Table) Own(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(func(n uint, _ error, _ *retry.Config) time.Duration {
		return time.Duration(n) * 10 * time.Second
	}), retry.Attempts(12))
}

// ByError makes the delay depend on the number.
//
//want:vppretry9603
func (t Table) ByError(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(func(n uint, err error, c *retry.Config) time.Duration {
		if vpp.Number(err) == vpp.Internal {
			return 15 * time.Second
		}
		return retry.BackOffDelay(n, err, c)
	}))
}

// RetryIf names the number that is retried.
//
//want:vppretry9603
func (t Table) RetryIf(ctx context.Context, serial string) error {
	return retry.Do(func() error { return t.VPP.Assign(ctx, serial) },
		retry.RetryIf(func(err error) bool { return vpp.Number(err) == vpp.Internal }))
}

// RetryIfOther names another.
func (t Table) RetryIfOther(ctx context.Context, serial string) error {
	return retry.Do(func() error { return t.VPP.Assign(ctx, serial) },
		retry.RetryIf(func(err error) bool { return vpp.Number(err) == 9632 }))
}

// RetryIfAny forgets that an error is unrecoverable.
//
//want:vppretry9603 vppretry9616
func (t Table) RetryIfAny(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.RetryIf(func(error) bool { return true }))
}

var errInternal = errors.New("internal error")

// ForError gives one error fewer attempts.
func (t Table) ForError(ctx context.Context, serial string) error {
	return retry.Do(func() error {
		err := t.VPP.Assign(ctx, serial)
		switch vpp.Number(err) {
		case vpp.Internal:
			return errInternal
		case vpp.Assigned:
			return retry.Unrecoverable(err)
		}
		return err
	}, retry.AttemptsForError(4, errInternal))
}

// ForErrorMany gives it more than Apple does.
//
//want:vppretry9603
func (t Table) ForErrorMany(ctx context.Context, serial string) error {
	return retry.Do(func() error {
		err := t.VPP.Assign(ctx, serial)
		switch vpp.Number(err) {
		case vpp.Internal:
			return errInternal
		case vpp.Assigned:
			return retry.Unrecoverable(err)
		}
		return err
	}, retry.AttemptsForError(8, errInternal))
}

// Notified counts in a callback, and keeps the last error only.
//
//want:vppretry9603
func (t Table) Notified(ctx context.Context, serial string) error {
	failed := uint(0)
	return retry.Do(t.assignOnce(ctx, serial), retry.OnRetry(func(uint, error) { failed++ }), retry.LastErrorOnly(true))
}

// Deadline ends with its context, before the seventh send.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return retry.Do(t.assignOnce(ctx, serial), retry.Context(ctx), retry.DelayType(retry.FixedDelay), retry.Delay(time.Second))
}

// DeadlineUnheard has a deadline of which the library knows nothing; it ends
// the sends all the same.
func (t Table) DeadlineUnheard(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return retry.Do(t.assignOnce(ctx, serial), retry.DelayType(retry.FixedDelay), retry.Delay(time.Second))
}

// slow is a timer that takes ten times as long.
type slow struct{}

// After implements retry.Timer.
func (slow) After(d time.Duration) <-chan time.Time { return time.After(10 * d) }

// Timer waits with a timer of its own.
func (t Table) Timer(ctx context.Context, serial string) error {
	return retry.Do(t.assignOnce(ctx, serial), retry.WithTimer(slow{}), retry.DelayType(retry.FixedDelay), retry.Delay(6*time.Second))
}

// Data returns the response.
//
//want:vppretry9603 vppretry9616
func (t Table) Data(ctx context.Context, serial string) (*vpp.Response, error) {
	return retry.DoWithData(func() (*vpp.Response, error) { return t.VPP.Response(ctx, serial) })
}

// DataFew returns it, too, and sends less.
func (t Table) DataFew(ctx context.Context, serial string) (*vpp.Response, error) {
	return retry.DoWithData(func() (*vpp.Response, error) { return t.VPP.Response(ctx, serial) },
		retry.Attempts(5), retry.RetryIf(func(err error) bool { return vpp.Number(err) == vpp.Internal }))
}
