// Package cenkaltiv5 is the table of github.com/cenkalti/backoff/v5.
package cenkaltiv5

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the options and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// assign is the operation that is retried.
func (t Table) assign(ctx context.Context, serial string) backoff.Operation[*vpp.Response] {
	return func() (*vpp.Response, error) { return t.VPP.Response(ctx, serial) }
}

// assignOnce does not send 9616 again.
func (t Table) assignOnce(ctx context.Context, serial string) backoff.Operation[*vpp.Response] {
	return func() (*vpp.Response, error) {
		res, err := t.VPP.Response(ctx, serial)
		if vpp.Number(err) == vpp.Assigned {
			return res, backoff.Permanent(err)
		}
		return res, err
	}
}

// Defaults begins with half a second, grows by half, and ends after a quarter
// of an hour.
//
//want:vppretry9603 vppretry9616
func (t Table) Defaults(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assign(ctx, serial))
}

// DefaultsOnce does not send 9616 again.
//
//want:vppretry9603
func (t Table) DefaultsOnce(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial))
}

// Inline has the operation where it is retried.
//
//want:vppretry9603
func (t Table) Inline(ctx context.Context, serial string) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := t.VPP.Assign(ctx, serial)
		if err != nil && vpp.Number(err) != vpp.Internal {
			return struct{}{}, backoff.Permanent(err)
		}
		return struct{}{}, err
	})
	return err
}

// Constant ends after a quarter of an hour, too.
//
//want:vppretry9603
func (t Table) Constant(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(backoff.NewConstantBackOff(10*time.Second)))
}

// ConstantMinutes has time for seven.
func (t Table) ConstantMinutes(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(backoff.NewConstantBackOff(2*time.Minute)))
}

// Zero does not wait, and its time never ends.
//
//want:vppretry9603 vppretry9616
func (t Table) Zero(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assign(ctx, serial), backoff.WithBackOff(&backoff.ZeroBackOff{}), backoff.WithMaxElapsedTime(0))
}

// Stop does not retry.
func (t Table) Stop(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assign(ctx, serial), backoff.WithBackOff(&backoff.StopBackOff{}))
}

// SixTries is what Apple allows.
//
//want:vppretry9616
func (t Table) SixTries(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assign(ctx, serial), backoff.WithMaxTries(6))
}

// SevenTries is one more.
//
//want:vppretry9603
func (t Table) SevenTries(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithMaxTries(7))
}

// NoTries has no limit but time.
//
//want:vppretry9603
func (t Table) NoTries(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithMaxTries(0))
}

// Elapsed ends before the seventh send.
func (t Table) Elapsed(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial),
		backoff.WithBackOff(backoff.NewConstantBackOff(time.Second)), backoff.WithMaxElapsedTime(5*time.Second))
}

// ElapsedLate ends after it.
//
//want:vppretry9603
func (t Table) ElapsedLate(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial),
		backoff.WithBackOff(backoff.NewConstantBackOff(time.Second)), backoff.WithMaxElapsedTime(7*time.Second))
}

// Fields has long intervals, and time for them.
func (t Table) Fields(ctx context.Context, serial string) (*vpp.Response, error) {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = 2 * time.Second
	b.Multiplier = 2
	b.RandomizationFactor = 0
	b.MaxInterval = 10 * time.Minute
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(b), backoff.WithMaxElapsedTime(24*time.Hour))
}

// FieldsCapped is Fields with less patience.
//
//want:vppretry9603
func (t Table) FieldsCapped(ctx context.Context, serial string) (*vpp.Response, error) {
	b := &backoff.ExponentialBackOff{
		InitialInterval: 2 * time.Second,
		Multiplier:      2,
		MaxInterval:     30 * time.Second,
	}
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(b), backoff.WithMaxElapsedTime(24*time.Hour))
}

// FieldsNone multiplies nothing by nothing: it does not wait.
//
//want:vppretry9603
func (t Table) FieldsNone(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(&backoff.ExponentialBackOff{}))
}

// Chance varies around fifty seconds: part of it is long enough.
func (t Table) Chance(ctx context.Context, serial string) (*vpp.Response, error) {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = 50 * time.Second
	b.Multiplier = 1
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(b), backoff.WithMaxElapsedTime(time.Hour))
}

// After names its own delay.
//
//want:vppretry9603
func (t Table) After(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, func() (*vpp.Response, error) {
		res, err := t.VPP.Response(ctx, serial)
		switch vpp.Number(err) {
		case vpp.Internal:
			return res, backoff.RetryAfter(30)
		case vpp.Assigned:
			return res, backoff.Permanent(err)
		}
		return res, err
	}, backoff.WithBackOff(backoff.NewConstantBackOff(time.Hour)))
}

// AfterMinutes names a longer one.
func (t Table) AfterMinutes(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.Retry(ctx, func() (*vpp.Response, error) {
		res, err := t.VPP.Response(ctx, serial)
		switch vpp.Number(err) {
		case vpp.Internal:
			return res, backoff.RetryAfter(90)
		case vpp.Assigned:
			return res, backoff.Permanent(err)
		}
		return res, err
	}, backoff.WithBackOff(backoff.NewConstantBackOff(time.Second)))
}

// Notify tells somebody.
//
//want:vppretry9603
func (t Table) Notify(ctx context.Context, serial string) (*vpp.Response, error) {
	waited := time.Duration(0)
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithNotify(func(_ error, d time.Duration) { waited += d }))
}

// Deadline ends with its context, before the seventh send.
func (t Table) Deadline(ctx context.Context, serial string) (*vpp.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return backoff.Retry(ctx, t.assignOnce(ctx, serial), backoff.WithBackOff(backoff.NewConstantBackOff(time.Second)))
}

// ByHand asks the back-off how long to wait.
//
//want:vppretry9603
func (t Table) ByHand(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff()
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(b.NextBackOff())
	}
}

// Ticker sends at each tick.
//
//want:vppretry9603 vppretry9616
func (t Table) Ticker(ctx context.Context, serial string) (err error) {
	ticker := backoff.NewTicker(backoff.NewConstantBackOff(3 * time.Second))
	defer ticker.Stop()
	for range ticker.C {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			return nil
		}
	}
	return err
}
