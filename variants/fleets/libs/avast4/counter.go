// Package avast4 serves the counter of the device shop; it tries again with
// github.com/avast/retry-go/v4.
package avast4

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/avast/retry-go/v4"

	"example.com/serversa/libs/storefront"
)

// Counter hands out apps.
type Counter struct {
	store *storefront.Store
	opts  []retry.Option
}

// usual are the options of the house.
var usual = []retry.Option{retry.LastErrorOnly(true), retry.Delay(3 * time.Second), retry.DelayType(retry.FixedDelay)}

// Open opens the counter.
func Open(store *storefront.Store) *Counter {
	return &Counter{store: store, opts: append(slices.Clone(usual), retry.RetryIf(storefront.IsBusy))}
}

var errHeld = errors.New("the device has it")

// hand sends once.
func (c *Counter) hand(ctx context.Context, adamID, serial string) error {
	_, err := c.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	return err
}

// Usual goes by the rules of the house, which leave the number of times open.
//
//want:vppretry9603
func (c *Counter) Usual(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) }, c.opts...)
}

// Quick goes by them a few times.
func (c *Counter) Quick(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) }, append(slices.Clone(c.opts), retry.Attempts(4), retry.Context(ctx))...)
}

// Careful replaces the condition of the house.
//
//want:vppretry9616
func (c *Counter) Careful(ctx context.Context, adamID, serial string) error {
	opts := append(slices.Clone(c.opts), retry.Attempts(3), retry.RetryIf(func(err error) bool {
		code, known := storefront.CodeOf(err)
		return !known || code != storefront.Short
	}))
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) }, opts...)
}

// Marked goes on until told otherwise.
func (c *Counter) Marked(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error {
		err := c.hand(ctx, adamID, serial)
		if _, refused := storefront.CodeOf(err); refused {
			return retry.Unrecoverable(err)
		}
		return err
	}, retry.Attempts(0), retry.MaxDelay(time.Minute))
}

// Spread waits for a random time of up to ten seconds.
//
//want:vppretry9603
func (c *Counter) Spread(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) },
		retry.Attempts(12), retry.DelayType(retry.RandomDelay), retry.MaxJitter(10*time.Second), retry.RetryIf(storefront.IsBusy))
}

// SpreadWide waits for a random time of up to five minutes.
func (c *Counter) SpreadWide(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) },
		retry.Attempts(12), retry.DelayType(retry.RandomDelay), retry.MaxJitter(5*time.Minute), retry.RetryIf(storefront.IsBusy))
}

// Stepped has a delay of its own.
func (c *Counter) Stepped(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) },
		retry.UntilSucceeded(),
		retry.Context(ctx),
		retry.RetryIf(storefront.IsBusy),
		retry.DelayType(func(n uint, err error, cfg *retry.Config) time.Duration {
			if n > 4 {
				return 10 * time.Minute
			}
			return retry.BackOffDelay(n, err, cfg)
		}))
}

// SteppedClipped has the same delay and a most.
//
//want:vppretry9603
func (c *Counter) SteppedClipped(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error { return c.hand(ctx, adamID, serial) },
		retry.UntilSucceeded(),
		retry.Context(ctx),
		retry.MaxDelay(30*time.Second),
		retry.RetryIf(storefront.IsBusy),
		retry.DelayType(func(n uint, err error, cfg *retry.Config) time.Duration {
			if n > 4 {
				return 10 * time.Minute
			}
			return retry.BackOffDelay(n, err, cfg)
		}))
}

// Counted allows a held device one look.
func (c *Counter) Counted(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error {
		err := c.hand(ctx, adamID, serial)
		if storefront.IsHeld(err) {
			return errors.Join(errHeld, err)
		}
		return err
	}, retry.Attempts(5), retry.AttemptsForError(1, errHeld))
}

// CountedUntilDone allows it one look, too, and has no limit otherwise; the
// library counts errors only where it counts attempts.
//
//want:vppretry9603 vppretry9616
func (c *Counter) CountedUntilDone(ctx context.Context, adamID, serial string) error {
	return retry.Do(func() error {
		err := c.hand(ctx, adamID, serial)
		if storefront.IsHeld(err) {
			return errors.Join(errHeld, err)
		}
		return err
	}, retry.UntilSucceeded(), retry.AttemptsForError(1, errHeld), retry.MaxDelay(10*time.Second))
}

// Kept keeps the receipt and takes every answer but success for trouble.
//
//want:vppretry9616
func (c *Counter) Kept(ctx context.Context, adamID, serial string) (storefront.Receipt, error) {
	reply, err := retry.DoWithData(func() (*storefront.Reply, error) {
		reply, err := c.store.Raw(ctx, storefront.ToDevice(adamID, serial))
		if err == nil && reply.Number == 0 {
			return reply, nil
		}
		return nil, errors.New("no receipt")
	}, retry.Attempts(3), retry.Context(ctx))
	if err != nil {
		return storefront.Receipt{}, err
	}
	return reply.Receipt, nil
}
