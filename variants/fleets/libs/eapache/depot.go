// Package eapache runs the license depot; it is resilient with
// github.com/eapache/go-resiliency/retrier.
package eapache

import (
	"context"
	"errors"
	"time"

	"github.com/eapache/go-resiliency/retrier"

	"example.com/serversa/libs/storefront"
)

// Sentinels for classes of refusals.
var (
	errBusy  = errors.New("depot: busy")
	errHeld  = errors.New("depot: held")
	errOther = errors.New("depot: refused")
)

// class sorts a refusal into the sentinels.
func class(err error) error {
	code, refused := storefront.CodeOf(err)
	switch {
	case err == nil, !refused:
		return err
	case code == storefront.Busy:
		return errors.Join(errBusy, err)
	case code == storefront.Held:
		return errors.Join(errHeld, err)
	}
	return errors.Join(errOther, err)
}

// byNumber classifies by number.
type byNumber struct{ again map[int]bool }

// Classify implements retrier.Classifier.
func (b byNumber) Classify(err error) retrier.Action {
	if err == nil {
		return retrier.Succeed
	}
	if code, _ := storefront.CodeOf(err); b.again[code] {
		return retrier.Retry
	}
	return retrier.Fail
}

// Depot hands out.
type Depot struct {
	store *storefront.Store
	slow  *retrier.Retrier
}

// New returns a Depot.
func New(store *storefront.Store) *Depot {
	waits := append(retrier.ConstantBackoff(4, time.Second), retrier.ConstantBackoff(20, 5*time.Minute)...)
	return &Depot{store: store, slow: retrier.New(waits, retrier.WhitelistClassifier{errBusy})}
}

// Issue repeats three times, whatever happens.
//
//want:vppretry9616
func (d *Depot) Issue(ctx context.Context, adamID, serial string) error {
	return retrier.New(retrier.ConstantBackoff(3, time.Second), nil).Run(func() error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// IssueBusy repeats while busy.
//
//want:vppretry9603
func (d *Depot) IssueBusy(ctx context.Context, adamID, serial string) error {
	return retrier.New(retrier.ExponentialBackoff(8, 500*time.Millisecond), retrier.WhitelistClassifier{errBusy}).RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return class(err)
	})
}

// IssueBusyLong starts at three seconds, so that minutes come in time.
func (d *Depot) IssueBusyLong(ctx context.Context, adamID, serial string) error {
	return retrier.New(retrier.ExponentialBackoff(8, 3*time.Second), retrier.WhitelistClassifier{errBusy}).RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return class(err)
	})
}

// IssueUnlessHeld repeats all but what is held.
func (d *Depot) IssueUnlessHeld(ctx context.Context, adamID, serial string) error {
	return retrier.New(retrier.ConstantBackoff(5, 2*time.Second), retrier.BlacklistClassifier{errHeld}).RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return class(err)
	})
}

// IssueUnlessOther repeats all but the rest.
//
//want:vppretry9616
func (d *Depot) IssueUnlessOther(ctx context.Context, adamID, serial string) error {
	return retrier.New(retrier.ConstantBackoff(5, 2*time.Second), retrier.BlacklistClassifier{errOther}).RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return class(err)
	})
}

// IssueSlow uses the depot's own.
func (d *Depot) IssueSlow(ctx context.Context, adamID, serial string) error {
	return d.slow.RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return class(err)
	})
}

// IssueForever stays with the last wait.
//
//want:vppretry9603
func (d *Depot) IssueForever(ctx context.Context, adamID, serial string) error {
	r := retrier.New([]time.Duration{time.Second, 5 * time.Second, 25 * time.Second}, byNumber{map[int]bool{storefront.Busy: true}}).WithInfiniteRetry()
	return r.RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// IssueForeverLong stays with it, too.
func (d *Depot) IssueForeverLong(ctx context.Context, adamID, serial string) error {
	r := retrier.New([]time.Duration{time.Second, 5 * time.Second, 10 * time.Minute}, byNumber{map[int]bool{storefront.Busy: true}}).WithInfiniteRetry()
	r.SetJitter(0.2)
	return r.RunCtx(ctx, func(ctx context.Context) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// IssueLimited stays below a limit and has its class from a set.
//
//want:vppretry9603 vppretry9616
func (d *Depot) IssueLimited(ctx context.Context, adamID, serial string) error {
	set := byNumber{again: map[int]bool{storefront.Busy: true, storefront.Held: true, storefront.Throttled: true}}
	r := retrier.New(retrier.LimitedExponentialBackoff(15, time.Second, 16*time.Second), set)
	return r.RunFn(ctx, func(ctx context.Context, _ int) error {
		_, err := d.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// Recall takes back; it stops by itself once it was told so five times.
func (d *Depot) Recall(ctx context.Context, adamID, serial string) error {
	var last error
	r := retrier.New(retrier.ConstantBackoff(60, 3*time.Second), nil)
	err := r.RunFn(ctx, func(ctx context.Context, repeats int) error {
		_, last = d.store.Withdraw(ctx, storefront.ToDevice(adamID, serial))
		if repeats >= 4 {
			return nil
		}
		return last
	})
	return errors.Join(err, last)
}
