// Package lestrrat is the table of github.com/lestrrat-go/backoff/v2, whose
// policies tick on a channel.
package lestrrat

import (
	"context"
	"errors"
	"time"

	"github.com/lestrrat-go/backoff/v2"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the policies and options of the library do.
type Table struct {
	VPP *vpp.Client
}

var errStopped = errors.New("stopped")

// assign assigns.
func (t Table) assign(serial string) func(context.Context) error {
	return func(ctx context.Context) error { return t.VPP.Assign(ctx, serial) }
}

// whileInternal sends until the answer is something else than 9603.
func whileInternal(ctx context.Context, send func(context.Context) error, p backoff.Policy) error {
	for c := p.Start(ctx); backoff.Continue(c); {
		err := send(ctx)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
	return errStopped
}

// Constant is a minute by default, and ten retries.
func (t Table) Constant(ctx context.Context, serial string) error {
	for c := backoff.Constant().Start(ctx); backoff.Continue(c); {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
	return errStopped
}

// ConstantShort is ten seconds, by the same number of retries.
//
//want:vppretry9603
func (t Table) ConstantShort(ctx context.Context, serial string) error {
	for c := backoff.Constant(backoff.WithInterval(10 * time.Second)).Start(ctx); backoff.Continue(c); {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
	return errStopped
}

// ConstantFive retries five times.
func (t Table) ConstantFive(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Constant(backoff.WithInterval(10*time.Second), backoff.WithMaxRetries(5)))
}

// ConstantMore retries more often.
//
//want:vppretry9603
func (t Table) ConstantMore(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Constant(backoff.WithInterval(10*time.Second), backoff.WithMaxRetries(8)))
}

// ConstantEndless has no limit.
//
//want:vppretry9603
func (t Table) ConstantEndless(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Constant(backoff.WithInterval(20*time.Second), backoff.WithMaxRetries(0)))
}

// Exponential is half a second to a minute by default, times 1.5.
//
//want:vppretry9603
func (t Table) Exponential(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Exponential())
}

// ExponentialWide grows to half an hour.
func (t Table) ExponentialWide(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Exponential(backoff.WithMinInterval(2*time.Second), backoff.WithMaxInterval(30*time.Minute),
		backoff.WithMultiplier(3), backoff.WithMaxRetries(0)))
}

// ExponentialFlat has a multiplier that the library does not take.
//
//want:vppretry9603
func (t Table) ExponentialFlat(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Exponential(backoff.WithMinInterval(time.Second), backoff.WithMultiplier(0.5)))
}

// ExponentialUpside has a minimum above the maximum.
//
//want:vppretry9603
func (t Table) ExponentialUpside(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Exponential(backoff.WithMinInterval(time.Hour), backoff.WithMaxInterval(15*time.Second)))
}

// Jitter is random by a tenth.
//
//want:vppretry9603
func (t Table) Jitter(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), backoff.Constant(backoff.WithInterval(30*time.Second), backoff.WithJitterFactor(0.1)))
}

// Null sends once.
func (t Table) Null(ctx context.Context, serial string) (err error) {
	for c := backoff.Null().Start(ctx); backoff.Continue(c); {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			break
		}
	}
	return err
}

// Any does not look at the number.
//
//want:vppretry9616
func (t Table) Any(ctx context.Context, serial string) (err error) {
	for c := backoff.Constant(backoff.WithInterval(time.Second), backoff.WithMaxRetries(3)).Start(ctx); backoff.Continue(c); {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			break
		}
	}
	return err
}

// ByHand selects on the channels itself.
//
//want:vppretry9603
func (t Table) ByHand(ctx context.Context, serial string) error {
	c := backoff.NewExponentialPolicy(backoff.WithMaxRetries(0), backoff.WithMaxInterval(50*time.Second), backoff.WithMultiplier(2)).Start(ctx)
	for {
		select {
		case <-c.Done():
			return errStopped
		case <-c.Next():
		}
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
}

// ByHandWide does so, for minutes.
func (t Table) ByHandWide(ctx context.Context, serial string) error {
	c := backoff.NewExponentialPolicy(backoff.WithMaxRetries(0), backoff.WithMinInterval(5*time.Second), backoff.WithMaxInterval(time.Hour), backoff.WithMultiplier(2)).Start(ctx)
	for {
		select {
		case <-c.Done():
			return errStopped
		case <-c.Next():
		}
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
}

// Cancelled stops the policy for 9616.
func (t Table) Cancelled(ctx context.Context, serial string) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for c := backoff.Constant(backoff.WithInterval(5*time.Second), backoff.WithMaxRetries(4)).Start(ctx); backoff.Continue(c); {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			return nil
		}
		if vpp.Number(err) == vpp.Assigned {
			cancel()
			break
		}
	}
	return err
}

// Deadline ends with the context.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 35*time.Second)
	defer cancel()
	return whileInternal(ctx, t.assign(serial), backoff.Constant(backoff.WithInterval(10*time.Second), backoff.WithMaxRetries(0)))
}
