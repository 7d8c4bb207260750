// Package lestrrat assigns lane by lane with policies of
// github.com/lestrrat-go/backoff/v2.
package lestrrat

import (
	"context"
	"errors"
	"time"

	"github.com/lestrrat-go/backoff/v2"

	"example.com/serversa/libs/storefront"
)

// Lane assigns.
type Lane struct {
	store  *storefront.Store
	policy backoff.Policy
}

// NewLane returns a Lane that goes by a policy or by the usual one.
func NewLane(store *storefront.Store, policy backoff.Policy) *Lane {
	if policy == nil {
		policy = backoff.Exponential(backoff.WithMinInterval(time.Second), backoff.WithMaxInterval(15*time.Second))
	}
	return &Lane{store: store, policy: policy}
}

var errLane = errors.New("lane closed")

// Usual goes by the lane's policy.
//
//want:vppretry9603
func (l *Lane) Usual(ctx context.Context, adamID, serial string) error {
	for c := l.policy.Start(ctx); backoff.Continue(c); {
		_, err := l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
	return errLane
}

// Minutes goes by the library's constant policy, which is a minute.
func (l *Lane) Minutes(ctx context.Context, adamID, serial string) error {
	for c := backoff.Constant().Start(ctx); backoff.Continue(c); {
		_, err := l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
	return errLane
}

// Seconds goes by a constant policy and the library's limit.
//
//want:vppretry9603
func (l *Lane) Seconds(ctx context.Context, adamID, serial string) error {
	for c := backoff.Constant(backoff.WithInterval(10 * time.Second)).Start(ctx); backoff.Continue(c); {
		_, err := l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
	return errLane
}

// FewSeconds sets a limit.
func (l *Lane) FewSeconds(ctx context.Context, adamID, serial string) error {
	c := backoff.Constant(backoff.WithInterval(10*time.Second), backoff.WithMaxRetries(4)).Start(ctx)
	for backoff.Continue(c) {
		_, err := l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
	return errLane
}

// Endless has no limit and keeps looking at the number.
//
//want:vppretry9603
func (l *Lane) Endless(ctx context.Context, adamID, serial string) error {
	p := backoff.NewExponentialPolicy(backoff.WithMaxRetries(0), backoff.WithMaxInterval(50*time.Second), backoff.WithMultiplier(2))
	c := p.Start(ctx)
	for {
		select {
		case <-c.Done():
			return errLane
		case <-c.Next():
		}
		_, err := l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if code, _ := storefront.CodeOf(err); code == storefront.Busy || code == storefront.Throttled {
			continue
		}
		return err
	}
}

// EndlessWide grows to half an hour.
func (l *Lane) EndlessWide(ctx context.Context, adamID, serial string) error {
	p := backoff.NewExponentialPolicy(backoff.WithMaxRetries(0), backoff.WithMinInterval(2*time.Second),
		backoff.WithMaxInterval(30*time.Minute), backoff.WithMultiplier(3))
	c := p.Start(ctx)
	for {
		select {
		case <-c.Done():
			return errLane
		case <-c.Next():
		}
		_, err := l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if code, _ := storefront.CodeOf(err); code == storefront.Busy || code == storefront.Throttled {
			continue
		}
		return err
	}
}

// Any takes whatever comes for a reason.
//
//want:vppretry9616
func (l *Lane) Any(ctx context.Context, adamID, serial string) (err error) {
	c := backoff.Exponential(backoff.WithMaxRetries(3), backoff.WithJitterFactor(0.05)).Start(ctx)
	for backoff.Continue(c) {
		if _, err = l.store.Grant(ctx, storefront.ToDevice(adamID, serial)); err == nil {
			break
		}
	}
	return err
}

// Once goes by no policy.
func (l *Lane) Once(ctx context.Context, adamID, serial string) (err error) {
	for c := backoff.Null().Start(ctx); backoff.Continue(c); {
		if _, err = l.store.Grant(ctx, storefront.ToDevice(adamID, serial)); err == nil {
			break
		}
	}
	return err
}

// AnyButHeld leaves the loop for good.
func (l *Lane) AnyButHeld(ctx context.Context, adamID, serial string) (err error) {
	c := backoff.Constant(backoff.WithInterval(5*time.Second), backoff.WithMaxRetries(5)).Start(ctx)
loop:
	for backoff.Continue(c) {
		_, err = l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		switch {
		case err == nil:
			break loop
		case storefront.IsHeld(err):
			err = nil
			break loop
		}
	}
	return err
}

// AnyButSwitch means to leave the loop and leaves the switch.
//
//want:vppretry9616
func (l *Lane) AnyButSwitch(ctx context.Context, adamID, serial string) (err error) {
	c := backoff.Constant(backoff.WithInterval(5*time.Second), backoff.WithMaxRetries(4)).Start(ctx)
	for backoff.Continue(c) {
		_, err = l.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		switch {
		case err == nil:
			return nil
		case storefront.IsHeld(err):
			break
		case !storefront.IsBusy(err):
			return err
		}
	}
	return err
}
