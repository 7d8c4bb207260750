// Package copied is the table of a retry library that lies in the user's own
// tree, see package waiter.
package copied

import (
	"context"
	"time"

	"github.com/vpplint/vpplint/libraries/copied/waiter"
	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the options and defaults of the copy do.
type Table struct {
	VPP *vpp.Client
}

// assign does not send 9616 again.
func (t Table) assign(ctx context.Context, serial string) func() error {
	return func() error {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) == vpp.Assigned {
			return waiter.Permanent(err)
		}
		return err
	}
}

// Defaults end after three seconds, which are four retries at most.
//
//random:with the time that has passed
func (t Table) Defaults(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, t.assign(ctx, serial), waiter.NewExponential())
}

// DefaultsAny sends 9616 again.
//
//random:with the time that has passed
//want:vppretry9616
func (t Table) DefaultsAny(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, func() error { return t.VPP.Assign(ctx, serial) }, waiter.NewExponential())
}

// Elapsed lifts the limit of the defaults.
//
//random:with the time that has passed
//want:vppretry9603
func (t Table) Elapsed(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, t.assign(ctx, serial), waiter.NewExponential(waiter.MaxElapsedTime(10*time.Minute)))
}

// Endless has none.
//
//want:vppretry9603
func (t Table) Endless(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, t.assign(ctx, serial), waiter.NewExponential(waiter.MaxElapsedTime(0)))
}

// EndlessWide reaches minutes in time.
func (t Table) EndlessWide(ctx context.Context, serial string) error {
	b := waiter.NewExponential(waiter.MaxElapsedTime(0), waiter.InitialInterval(3*time.Second), waiter.MaxInterval(time.Hour))
	return waiter.Retry(ctx, t.assign(ctx, serial), b)
}

// Fields sets the fields.
//
//want:vppretry9603
func (t Table) Fields(ctx context.Context, serial string) error {
	b := waiter.NewExponential()
	b.MaxElapsedTime, b.InitialInterval, b.RandomizationFactor = 0, 10*time.Second, 0
	return waiter.Retry(ctx, t.assign(ctx, serial), b)
}

// Constant is ten seconds, five times.
func (t Table) Constant(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, t.assign(ctx, serial), waiter.WithTries(&waiter.Constant{Interval: 10 * time.Second}, 5))
}

// ConstantSix is once more.
//
//want:vppretry9603
func (t Table) ConstantSix(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, t.assign(ctx, serial), waiter.WithTries(&waiter.Constant{Interval: 10 * time.Second}, 6))
}

// ConstantMinutes is a minute and a half.
func (t Table) ConstantMinutes(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, t.assign(ctx, serial), &waiter.Constant{Interval: 90 * time.Second})
}

// Notified is told, and keeps the response.
//
//want:vppretry9603 vppretry9616
func (t Table) Notified(ctx context.Context, serial string) (*vpp.Response, error) {
	told := 0
	return waiter.RetryWithData(ctx, func() (*vpp.Response, error) { return t.VPP.Response(ctx, serial) },
		waiter.WithTries(&waiter.Constant{Interval: time.Second}, 9), func(error, time.Duration) { told++ })
}

// Once has no tries.
func (t Table) Once(ctx context.Context, serial string) error {
	return waiter.Retry(ctx, func() error { return t.VPP.Assign(ctx, serial) }, waiter.WithTries(&waiter.Constant{}, 0))
}

// Deadline ends with the context.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	return waiter.Retry(ctx, t.assign(ctx, serial), &waiter.Constant{Interval: 4 * time.Second})
}
