// Package avast5 serves the counter with github.com/avast/retry-go/v5, whose
// retriers are made once and used often.
package avast5

import (
	"context"
	"fmt"
	"time"

	"github.com/avast/retry-go/v5"

	"example.com/serversa/libs/storefront"
)

// Retriers of the house.
var (
	swift   = retry.New(retry.Attempts(4), retry.Delay(time.Second), retry.RetryIf(storefront.IsBusy))
	stout   = retry.New(retry.Attempts(25), retry.Delay(time.Second), retry.MaxDelay(20*time.Second), retry.RetryIf(storefront.IsBusy))
	receipt = retry.NewWithData[storefront.Receipt](retry.Attempts(7), retry.Delay(time.Second), retry.DelayType(retry.FixedDelay), retry.RetryIf(passing))
)

func passing(err error) bool {
	code, _ := storefront.CodeOf(err)
	return code == storefront.Busy || code == storefront.Throttled
}

// Counter hands out apps.
type Counter struct {
	store *storefront.Store
	r     *retry.Retrier
	keen  *retry.Retrier
}

// Open opens the counter.
func Open(store *storefront.Store) *Counter {
	return &Counter{
		store: store,
		r:     retry.New(retry.UntilSucceeded(), retry.Delay(4*time.Second), retry.RetryIf(storefront.IsBusy)),
		keen:  retry.New(retry.Attempts(2), retry.Delay(time.Minute)),
	}
}

// Swift uses the swift one.
func (c *Counter) Swift(ctx context.Context, adamID, serial string) error {
	return swift.Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// Stout uses the stout one.
//
//want:vppretry9603
func (c *Counter) Stout(ctx context.Context, adamID, serial string) error {
	return stout.Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// Receipt wants to keep the receipt.
//
//want:vppretry9603
func (c *Counter) Receipt(ctx context.Context, adamID, serial string) (storefront.Receipt, error) {
	return receipt.Do(func() (storefront.Receipt, error) {
		return c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Doubling uses the counter's own, which doubles from four seconds for ever.
func (c *Counter) Doubling(ctx context.Context, adamID, serial string) error {
	return c.r.Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// Keen asks once more whatever the reason.
//
//want:vppretry9616
func (c *Counter) Keen(ctx context.Context, adamID, serial string) error {
	return c.keen.Do(func() error {
		if _, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial)); err != nil {
			return fmt.Errorf("keen: %w", err)
		}
		return nil
	})
}

// Jittered waits anywhere below a ceiling that doubles up to eight seconds.
//
//want:vppretry9603 vppretry9616
func (c *Counter) Jittered(ctx context.Context, adamID, serial string) error {
	return retry.New(
		retry.Attempts(9),
		retry.Context(ctx),
		retry.Delay(500*time.Millisecond),
		retry.MaxDelay(8*time.Second),
		retry.DelayType(retry.FullJitterBackoffDelay),
	).Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// Throttled pays for each repetition out of a small purse.
func (c *Counter) Throttled(ctx context.Context, adamID, serial string) error {
	purse := retry.NewFixedTokenBucketThrottle(retry.FixedTokenBucketThrottleConfig{MaxCapacity: 20, ThrottleCost: 5})
	return retry.New(
		retry.Attempts(50),
		retry.Delay(time.Second),
		retry.RetryIf(storefront.IsBusy),
		retry.WithThrottle(purse),
	).Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// ThrottledRich has the purse of the library, a hundred.
//
//want:vppretry9603
func (c *Counter) ThrottledRich(ctx context.Context, adamID, serial string) error {
	return retry.New(
		retry.Attempts(50),
		retry.Delay(time.Second),
		retry.MaxDelay(4*time.Second),
		retry.RetryIf(storefront.IsBusy),
		retry.WithFixedTokenBucketThrottle(retry.FixedTokenBucketThrottleConfig{}),
	).Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	})
}

// Marked forgets to hand the mark on.
//
//want:vppretry9616
func (c *Counter) Marked(ctx context.Context, adamID, serial string) error {
	final := func(err error) error {
		if err != nil && !passing(err) {
			return retry.Unrecoverable(err)
		}
		return err
	}
	return retry.New(retry.Attempts(5), retry.RetryIf(func(err error) bool { return err != nil })).Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return final(err)
	})
}

// MarkedKept leaves the condition to the library.
func (c *Counter) MarkedKept(ctx context.Context, adamID, serial string) error {
	final := func(err error) error {
		if err != nil && !passing(err) {
			return retry.Unrecoverable(err)
		}
		return err
	}
	return retry.New(retry.Attempts(5)).Do(func() error {
		_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return final(err)
	})
}

// Enroll registers and waits for minutes from the sixth time on.
func (c *Counter) Enroll(ctx context.Context, p storefront.Person) error {
	slow := retry.DelayTypeFunc(func(n uint, err error, cfg retry.DelayContext) time.Duration {
		return retry.CombineDelay(retry.FixedDelay, func(n uint, _ error, _ retry.DelayContext) time.Duration {
			if n < 5 {
				return 0
			}
			return 2 * time.Minute
		})(n, err, cfg)
	})
	return retry.New(retry.Attempts(15), retry.Delay(time.Second), retry.DelayType(slow)).Do(func() error {
		_, err := c.store.Enroll(ctx, p)
		return err
	})
}
