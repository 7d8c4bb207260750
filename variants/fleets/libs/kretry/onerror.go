// Package kretry assigns with k8s.io/client-go/util/retry.
package kretry

import (
	"context"
	"errors"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/util/retry"

	"example.com/serversa/libs/storefront"
)

// Assigner assigns.
type Assigner struct {
	Store *storefront.Store
	// Pace is how to go about it; Steps is 4 unless set.
	Pace wait.Backoff
}

var slow = wait.Backoff{Steps: 30, Duration: 90 * time.Second, Factor: 1.2, Cap: time.Hour}

func (a *Assigner) send(ctx context.Context, adamID, serial string) func() error {
	return func() error {
		_, err := a.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	}
}

// Default goes by the library's default.
func (a *Assigner) Default(ctx context.Context, adamID, serial string) error {
	return retry.OnError(retry.DefaultRetry, storefront.IsBusy, a.send(ctx, adamID, serial))
}

// More takes the default and asks for more.
//
//want:vppretry9603
func (a *Assigner) More(ctx context.Context, adamID, serial string) error {
	b := retry.DefaultRetry
	b.Steps *= 3
	return retry.OnError(b, storefront.IsBusy, a.send(ctx, adamID, serial))
}

// Whatever does not care why.
//
//want:vppretry9616
func (a *Assigner) Whatever(ctx context.Context, adamID, serial string) error {
	return retry.OnError(retry.DefaultBackoff, func(error) bool { return true }, a.send(ctx, adamID, serial))
}

// Conflict means well: only the API server's own errors are conflicts.
func (a *Assigner) Conflict(ctx context.Context, adamID, serial string) error {
	return retry.RetryOnConflict(wait.Backoff{Steps: 50, Duration: time.Second}, a.send(ctx, adamID, serial))
}

// Slow goes slowly.
func (a *Assigner) Slow(ctx context.Context, adamID, serial string) error {
	return retry.OnError(slow, func(err error) bool {
		code, _ := storefront.CodeOf(err)
		return code == storefront.Busy || code == storefront.Throttled
	}, a.send(ctx, adamID, serial))
}

// Paced goes by the setting.
func (a *Assigner) Paced(ctx context.Context, adamID, serial string) error {
	b := a.Pace
	if b.Steps == 0 {
		b = wait.Backoff{Steps: 4, Duration: 3 * time.Second, Factor: 2}
	}
	return retry.OnError(b, storefront.IsBusy, a.send(ctx, adamID, serial))
}

// PacedAny goes by it as well and only spares the token.
//
//want:vppretry9616
func (a *Assigner) PacedAny(ctx context.Context, adamID, serial string) error {
	b := a.Pace
	if b.Steps == 0 {
		b = wait.Backoff{Steps: 4, Duration: 3 * time.Second, Factor: 2}
	}
	spare := func(err error) bool {
		code, _ := storefront.CodeOf(err)
		return code != storefront.Expired
	}
	return retry.OnError(b, spare, a.send(ctx, adamID, serial))
}

// Twice goes through the default two times.
//
//want:vppretry9603
func (a *Assigner) Twice(ctx context.Context, adamID, serial string) error {
	first := retry.OnError(retry.DefaultRetry, storefront.IsBusy, a.send(ctx, adamID, serial))
	if !storefront.IsBusy(first) {
		return first
	}
	time.Sleep(10 * time.Second)
	second := retry.OnError(retry.DefaultRetry, storefront.IsBusy, a.send(ctx, adamID, serial))
	if second != nil {
		return errors.Join(first, second)
	}
	return nil
}

// Marked keeps away from the helper what is not to be repeated.
func (a *Assigner) Marked(ctx context.Context, adamID, serial string) error {
	var final error
	err := retry.OnError(retry.DefaultRetry, func(error) bool { return true }, func() error {
		err := a.send(ctx, adamID, serial)()
		if _, refused := storefront.CodeOf(err); refused && !storefront.IsBusy(err) {
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

// Enroll registers at the default's pace, thirty times.
//
//want:vppretry9603
func (a *Assigner) Enroll(ctx context.Context, p storefront.Person) error {
	return retry.OnError(wait.Backoff{Steps: 30, Duration: 5 * time.Second, Jitter: 0.5}, storefront.IsBusy, func() error {
		_, err := a.Store.Enroll(ctx, p)
		return err
	})
}
