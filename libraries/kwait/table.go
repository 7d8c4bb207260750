//lint:file-ignore SA1019 what is deprecated is in use, too

// Package kwait is the table of k8s.io/apimachinery/pkg/util/wait.
package kwait

import (
	"context"
	"errors"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/utils/clock"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the pollers and backoffs of the library do.
type Table struct {
	VPP *vpp.Client
}

// assigned holds once the license is assigned; 9603 is a reason to go on.
func (t Table) assigned(serial string) wait.ConditionWithContextFunc {
	return func(ctx context.Context) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) == vpp.Internal {
			return false, nil
		}
		return err == nil, err
	}
}

// done is assigned for functions that know of no context.
func (t Table) done(ctx context.Context, serial string) wait.ConditionFunc {
	return func() (bool, error) { return t.assigned(serial)(ctx) }
}

// PollTimeout ends before the seventh send.
func (t Table) PollTimeout(ctx context.Context, serial string) error {
	return wait.PollUntilContextTimeout(ctx, 10*time.Second, 35*time.Second, true, t.assigned(serial))
}

// PollTimeoutLong does not.
//
//want:vppretry9603
func (t Table) PollTimeoutLong(ctx context.Context, serial string) error {
	return wait.PollUntilContextTimeout(ctx, 10*time.Second, 305*time.Second, true, t.assigned(serial))
}

// PollTimeoutLate begins with the first interval: six sends.
func (t Table) PollTimeoutLate(ctx context.Context, serial string) error {
	return wait.PollUntilContextTimeout(ctx, 10*time.Second, 65*time.Second, false, t.assigned(serial))
}

// PollCancel goes on for ever.
//
//want:vppretry9603
func (t Table) PollCancel(ctx context.Context, serial string) error {
	return wait.PollUntilContextCancel(ctx, 20*time.Second, false, t.assigned(serial))
}

// PollCancelMinutes does so every two minutes.
func (t Table) PollCancelMinutes(ctx context.Context, serial string) error {
	return wait.PollUntilContextCancel(ctx, 2*time.Minute, false, t.assigned(serial))
}

// PollAny takes every error for a reason to go on.
//
//want:vppretry9603 vppretry9616
func (t Table) PollAny(ctx context.Context, serial string) error {
	return wait.PollUntilContextCancel(ctx, 20*time.Second, true, func(ctx context.Context) (bool, error) {
		return t.VPP.Assign(ctx, serial) == nil, nil
	})
}

// PollOld is the function that is deprecated.
//
//want:vppretry9603
func (t Table) PollOld(ctx context.Context, serial string) error {
	return wait.PollImmediate(15*time.Second, 10*time.Minute+5*time.Second, t.done(ctx, serial))
}

// PollOldShort waits less.
func (t Table) PollOldShort(ctx context.Context, serial string) error {
	return wait.PollImmediate(15*time.Second, 50*time.Second, t.done(ctx, serial))
}

// Exponential doubles in ten steps.
//
//want:vppretry9603
func (t Table) Exponential(ctx context.Context, serial string) error {
	return wait.ExponentialBackoffWithContext(ctx, wait.Backoff{Duration: time.Second, Factor: 2, Steps: 10}, t.assigned(serial))
}

// ExponentialLong begins with two seconds.
func (t Table) ExponentialLong(ctx context.Context, serial string) error {
	return wait.ExponentialBackoffWithContext(ctx, wait.Backoff{Duration: 2 * time.Second, Factor: 2, Steps: 10}, t.assigned(serial))
}

// ExponentialSteps has no steps: it sends nothing.
func (t Table) ExponentialSteps(ctx context.Context, serial string) error {
	return wait.ExponentialBackoffWithContext(ctx, wait.Backoff{Duration: time.Second, Factor: 2, Steps: 0}, t.assigned(serial))
}

// ExponentialCap reaches the cap, where the library stops.
func (t Table) ExponentialCap(ctx context.Context, serial string) error {
	return wait.ExponentialBackoffWithContext(ctx, wait.Backoff{Duration: time.Second, Factor: 3, Steps: 25, Cap: 30 * time.Second}, t.assigned(serial))
}

// ExponentialJitter has no factor, and jitter.
//
//want:vppretry9603
func (t Table) ExponentialJitter(ctx context.Context, serial string) error {
	return wait.ExponentialBackoff(wait.Backoff{Duration: 20 * time.Second, Jitter: 0.5, Steps: 10}, t.done(ctx, serial))
}

// ExponentialJitterLong has more of it.
func (t Table) ExponentialJitterLong(ctx context.Context, serial string) error {
	return wait.ExponentialBackoff(wait.Backoff{Duration: 40 * time.Second, Jitter: 1, Steps: 10}, t.done(ctx, serial))
}

// Step asks a backoff for one delay after the other; the cap ends its steps
// only, not the loop.
//
//want:vppretry9603
func (t Table) Step(ctx context.Context, serial string) error {
	b := wait.Backoff{Duration: time.Second, Factor: 3, Steps: 25, Cap: 30 * time.Second}
	for {
		if done, err := t.assigned(serial)(ctx); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(b.Step()):
		}
	}
}

// Until runs until the work itself stops it.
//
//want:vppretry9603
func (t Table) Until(ctx context.Context, serial string) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	wait.UntilWithContext(ctx, func(ctx context.Context) {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			stop()
		}
	}, 15*time.Second)
	return err
}

// UntilMinutes has time.
func (t Table) UntilMinutes(ctx context.Context, serial string) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	wait.UntilWithContext(ctx, func(ctx context.Context) {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			stop()
		}
	}, 3*time.Minute)
	return err
}

// NonSliding counts from the start of one send to that of the next, and stops
// through a channel.
//
//want:vppretry9603 vppretry9616
func (t Table) NonSliding(ctx context.Context, serial string) (err error) {
	stop := make(chan struct{})
	wait.NonSlidingUntil(func() {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			close(stop)
		}
	}, 30*time.Second, stop)
	return err
}

// Managed grows to an hour.
func (t Table) Managed(ctx context.Context, serial string) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pace := wait.NewExponentialBackoffManager(5*time.Second, time.Hour, 6*time.Hour, 2, 0, clock.RealClock{})
	wait.BackoffUntilWithContext(ctx, func(ctx context.Context) {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			stop()
		}
	}, pace, true)
	return err
}

// ManagedReset starts over after a quarter of a minute, which comes too early.
//
//want:vppretry9603
func (t Table) ManagedReset(ctx context.Context, serial string) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pace := wait.NewExponentialBackoffManager(5*time.Second, time.Hour, 15*time.Second, 2, 0, clock.RealClock{})
	wait.BackoffUntilWithContext(ctx, func(ctx context.Context) {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			stop()
		}
	}, pace, true)
	return err
}

// Watch sends for ever whatever the answer: that is no retry.
func (t Table) Watch(ctx context.Context, serial string) error {
	wait.JitterUntilWithContext(ctx, func(ctx context.Context) { _ = t.VPP.Assign(ctx, serial) }, time.Hour, 0.1, true)
	return ctx.Err()
}

var errAssigned = errors.New("still assigned")

// Freed waits for a device that has the license to lose it.
//
//want:vppretry9616
func (t Table) Freed(ctx context.Context, serial string) error {
	err := wait.ExponentialBackoff(wait.Backoff{Duration: 2 * time.Minute, Steps: 5}, func() (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) == vpp.Assigned {
			return false, nil
		}
		return err == nil, err
	})
	if wait.Interrupted(err) {
		return errAssigned
	}
	return err
}
