// Package jpillora is the table of github.com/jpillora/backoff, which counts
// and computes, and leaves the waiting to the caller.
package jpillora

import (
	"context"
	"errors"
	"time"

	"github.com/jpillora/backoff"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the fields and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// pause waits, unless the context ends first.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// assign assigns.
func (t Table) assign(serial string) func(context.Context) error {
	return func(ctx context.Context) error { return t.VPP.Assign(ctx, serial) }
}

// whileInternal sends until the answer is something else than 9603.
func whileInternal(ctx context.Context, send func(context.Context) error, b *backoff.Backoff) error {
	for {
		err := send(ctx)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// Zero is the zero value: from 100 ms to ten seconds, for ever.
//
//want:vppretry9603
func (t Table) Zero(ctx context.Context, serial string) error {
	var b backoff.Backoff
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// ZeroAny does not look at the number.
//
//want:vppretry9603 vppretry9616
func (t Table) ZeroAny(ctx context.Context, serial string) error {
	var b backoff.Backoff
	for {
		err := t.VPP.Assign(ctx, serial)
		if err == nil {
			return nil
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// ZeroSix ends with the sixth attempt.
func (t Table) ZeroSix(ctx context.Context, serial string) error {
	var b backoff.Backoff
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal || b.Attempt() >= 5 {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// ZeroSeven ends one later.
//
//want:vppretry9603
func (t Table) ZeroSeven(ctx context.Context, serial string) error {
	var b backoff.Backoff
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal || b.Attempt() >= 6 {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// Bounded is in a helper of the table's own.
//
//want:vppretry9603
func (t Table) Bounded(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 5 * time.Second, Max: 45 * time.Second})
}

// BoundedWide goes up to an hour: a minute and more before the seventh send.
func (t Table) BoundedWide(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 2 * time.Second, Max: time.Hour})
}

// BoundedNarrow is one second too fast.
//
//want:vppretry9603
func (t Table) BoundedNarrow(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: time.Second, Max: time.Hour})
}

// Upside has a maximum below the minimum, which is then the delay.
//
//want:vppretry9603
func (t Table) Upside(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 2 * time.Minute, Max: 30 * time.Second})
}

// UpsideLong has one that is long enough.
func (t Table) UpsideLong(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 5 * time.Minute, Max: 2 * time.Minute})
}

// Factor triples.
func (t Table) Factor(ctx context.Context, serial string) error {
	b := backoff.Backoff{Factor: 3, Min: time.Second, Max: time.Hour}
	return whileInternal(ctx, t.assign(serial), &b)
}

// FactorSmall hardly grows.
//
//want:vppretry9603
func (t Table) FactorSmall(ctx context.Context, serial string) error {
	b := backoff.Backoff{Factor: 1.1, Min: time.Second, Max: time.Hour}
	return whileInternal(ctx, t.assign(serial), &b)
}

// FactorZero is the default factor, 2.
func (t Table) FactorZero(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Factor: 0, Min: 3 * time.Second, Max: 10 * time.Minute})
}

// Jitter is random between the minimum and what it would be without.
//
//random:with the maximum
//want:vppretry9603
func (t Table) Jitter(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 10 * time.Second, Max: 40 * time.Second, Jitter: true})
}

// JitterLong may be long enough.
//
//random:with the maximum
func (t Table) JitterLong(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 30 * time.Second, Max: 15 * time.Minute, Jitter: true})
}

// Reset starts over after each wait.
//
//want:vppretry9603
func (t Table) Reset(ctx context.Context, serial string) error {
	b := &backoff.Backoff{Factor: 3, Min: time.Second, Max: time.Hour}
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
		b.Reset()
	}
}

// ForAttempt asks for the delay of an attempt, and ends where it is too long.
func (t Table) ForAttempt(ctx context.Context, serial string) error {
	b := &backoff.Backoff{Min: time.Second, Max: 20 * time.Second}
	for n := 0; ; n++ {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		d := b.ForAttempt(float64(n))
		if d >= b.Max {
			return err
		}
		time.Sleep(d)
	}
}

// ForAttemptMore takes the longest delay as often as it likes.
//
//want:vppretry9603
func (t Table) ForAttemptMore(ctx context.Context, serial string) error {
	b := &backoff.Backoff{Min: time.Second, Max: 20 * time.Second}
	for n := range 10 {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(b.ForAttempt(float64(n)))
	}
	return errors.New("still busy")
}

// Copy has the bounds of another, and a count of its own.
//
//want:vppretry9616
func (t Table) Copy(ctx context.Context, serial string) (err error) {
	used := &backoff.Backoff{Min: time.Second, Max: time.Minute}
	for used.Attempt() < 3 {
		used.Duration()
	}
	for b := used.Copy(); b.Attempt() < 4; {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			return nil
		}
		time.Sleep(b.Duration())
	}
	return err
}

// Used goes on with a count that is not zero: nothing is left of it.
func (t Table) Used(ctx context.Context, serial string) (err error) {
	b := &backoff.Backoff{Min: time.Second, Max: time.Minute}
	for b.Attempt() < 3 {
		b.Duration()
	}
	for b.Attempt() < 4 {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			return nil
		}
		time.Sleep(b.Duration())
	}
	return err
}

// Deadline ends before the seventh send.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return whileInternal(ctx, t.assign(serial), &backoff.Backoff{Min: 10 * time.Second, Max: 20 * time.Second})
}
