// Package kwait assigns with the helpers of k8s.io/apimachinery/pkg/util/wait.
package kwait

import (
	"context"
	"errors"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/utils/clock"

	"example.com/serversa/libs/storefront"
)

// Poller assigns.
type Poller struct {
	Store *storefront.Store
}

// granted makes a condition that holds once the grant is through.
func (p *Poller) granted(adamID, serial string) wait.ConditionWithContextFunc {
	return func(ctx context.Context) (bool, error) {
		_, err := p.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if storefront.IsBusy(err) {
			return false, nil
		}
		return err == nil, err
	}
}

// Soon asks every ten seconds for less than a minute.
func (p *Poller) Soon(ctx context.Context, adamID, serial string) error {
	return wait.PollUntilContextTimeout(ctx, 10*time.Second, 35*time.Second, true, p.granted(adamID, serial))
}

// Later asks every ten seconds for minutes.
//
//want:vppretry9603
func (p *Poller) Later(ctx context.Context, adamID, serial string) error {
	return wait.PollUntilContextTimeout(ctx, 10*time.Second, 5*time.Minute, true, p.granted(adamID, serial))
}

// Patient asks every two minutes for as long as it takes.
func (p *Poller) Patient(ctx context.Context, adamID, serial string) error {
	return wait.PollUntilContextCancel(ctx, 2*time.Minute, false, p.granted(adamID, serial))
}

// Impatient takes every error for a reason to ask again.
//
//want:vppretry9603 vppretry9616
func (p *Poller) Impatient(ctx context.Context, adamID, serial string) error {
	return wait.PollUntilContextCancel(ctx, 20*time.Second, false, func(ctx context.Context) (bool, error) {
		_, err := p.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err == nil, nil
	})
}

// Doubling doubles from one second in ten steps.
//
//want:vppretry9603
func (p *Poller) Doubling(ctx context.Context, adamID, serial string) error {
	return wait.ExponentialBackoffWithContext(ctx, wait.Backoff{Duration: time.Second, Factor: 2, Steps: 10}, p.granted(adamID, serial))
}

// DoublingCapped has a cap, where the library stops.
func (p *Poller) DoublingCapped(ctx context.Context, adamID, serial string) error {
	return wait.ExponentialBackoffWithContext(ctx, wait.Backoff{Duration: time.Second, Factor: 3, Steps: 25, Cap: 30 * time.Second}, p.granted(adamID, serial))
}

// DoublingByHand has it, too, and does not stop there.
//
//want:vppretry9603
func (p *Poller) DoublingByHand(ctx context.Context, adamID, serial string) error {
	b := wait.Backoff{Duration: time.Second, Factor: 3, Steps: 25, Cap: 30 * time.Second}
	for {
		if done, err := p.granted(adamID, serial)(ctx); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(b.Step()):
		}
	}
}

// Stopping has a timer that the work itself stops.
//
//want:vppretry9603
func (p *Poller) Stopping(ctx context.Context, adamID, serial string) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	wait.UntilWithContext(ctx, func(ctx context.Context) {
		if _, err = p.Store.Grant(ctx, storefront.ToDevice(adamID, serial)); !storefront.IsBusy(err) {
			stop()
		}
	}, 15*time.Second)
	return err
}

// StoppingSlowly has one whose waits grow to an hour.
func (p *Poller) StoppingSlowly(ctx context.Context, adamID, serial string) (err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	pace := wait.NewExponentialBackoffManager(5*time.Second, time.Hour, 6*time.Hour, 2, 0, clock.RealClock{})
	wait.BackoffUntilWithContext(ctx, func(ctx context.Context) {
		if _, err = p.Store.Grant(ctx, storefront.ToDevice(adamID, serial)); !storefront.IsBusy(err) {
			stop()
		}
	}, pace, true)
	return err
}

// Watch grants again and again on purpose: the set of devices is open.
func (p *Poller) Watch(ctx context.Context, adamID string, serial string) {
	wait.JitterUntilWithContext(ctx, func(ctx context.Context) {
		_, _ = p.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
	}, time.Hour, 0.1, true)
}

var errStillHeld = errors.New("still held")

// UntilFree waits for a device to be free of the app.
//
//want:vppretry9616
func (p *Poller) UntilFree(ctx context.Context, adamID, serial string) error {
	err := wait.ExponentialBackoff(wait.Backoff{Duration: 2 * time.Minute, Steps: 5}, func() (bool, error) {
		_, err := p.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		switch code, _ := storefront.CodeOf(err); code {
		case storefront.Held:
			return false, nil
		default:
			return err == nil, err
		}
	})
	if wait.Interrupted(err) {
		return errStillHeld
	}
	return err
}
