// Package vendored fills class rooms; it waits with our own copy of a back-off
// library.
package vendored

import (
	"context"
	"fmt"
	"time"

	"example.com/serversa/libs/storefront"
	"example.com/serversa/libs/third_party/waiter"
)

// Room fills a room.
type Room struct {
	Store *storefront.Store
}

func (r *Room) fill(ctx context.Context, adamID string, serials []string) waiter.Operation {
	return func() error {
		g := storefront.Grant{Titles: []storefront.Title{{AdamID: adamID, Pricing: "STDQ"}}, Serials: serials}
		_, err := r.Store.Grant(ctx, g)
		switch {
		case err == nil, storefront.IsBusy(err):
			return err
		}
		return waiter.Permanent(fmt.Errorf("filling the room: %w", err))
	}
}

// Fill goes by the default of our copy.
func (r *Room) Fill(ctx context.Context, adamID string, serials []string) error {
	return waiter.Retry(r.fill(ctx, adamID, serials), waiter.NewExponentialBackOff())
}

// FillLong lifts the limit of the default.
//
//want:vppretry9603
func (r *Room) FillLong(ctx context.Context, adamID string, serials []string) error {
	b := waiter.NewExponentialBackOff(waiter.WithMaxElapsedTime(10 * time.Minute))
	return waiter.Retry(r.fill(ctx, adamID, serials), waiter.WithContext(b, ctx))
}

// FillTimes goes by the helper that is not in the original.
//
//want:vppretry9603
func (r *Room) FillTimes(ctx context.Context, adamID string, serials []string) error {
	return waiter.Times(ctx, 8, 10*time.Second, r.fill(ctx, adamID, serials))
}

// FillFewTimes does so, less often.
func (r *Room) FillFewTimes(ctx context.Context, adamID string, serials []string) error {
	return waiter.Times(ctx, 4, 10*time.Second, r.fill(ctx, adamID, serials))
}

// FillSlowly waits a minute and a half.
func (r *Room) FillSlowly(ctx context.Context, adamID string, serials []string) error {
	return waiter.Times(ctx, 400, 90*time.Second, r.fill(ctx, adamID, serials))
}

// FillPlain repeats what was refused.
//
//want:vppretry9616
func (r *Room) FillPlain(ctx context.Context, adamID, serial string) error {
	return waiter.Retry(func() error {
		_, err := r.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	}, waiter.NewExponentialBackOff())
}

// FillValue keeps the receipt and repeats what was refused, for an hour.
//
//want:vppretry9603 vppretry9616
func (r *Room) FillValue(ctx context.Context, adamID, serial string) (storefront.Receipt, error) {
	b := waiter.NewExponentialBackOff(waiter.WithMaxElapsedTime(time.Hour), waiter.WithMaxInterval(20*time.Second))
	return waiter.RetryNotifyWithData(func() (storefront.Receipt, error) {
		return r.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
	}, waiter.WithContext(b, ctx), nil)
}

// FillOnce stops at once.
func (r *Room) FillOnce(ctx context.Context, adamID, serial string) error {
	return waiter.Retry(func() error {
		_, err := r.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	}, &waiter.StopBackOff{})
}

// Empty takes everything back within the default.
func (r *Room) Empty(ctx context.Context, adamID string, serials []string) error {
	return waiter.RetryNotify(func() error {
		_, err := r.Store.Withdraw(ctx, storefront.Grant{Titles: []storefront.Title{{AdamID: adamID, Pricing: "STDQ"}}, Serials: serials})
		return err
	}, waiter.NewExponentialBackOff(), func(error, time.Duration) {})
}

// EmptyHard takes everything back without a pause.
//
//want:vppretry9603
func (r *Room) EmptyHard(ctx context.Context, adamID string, serials []string) error {
	return waiter.Retry(func() error {
		_, err := r.Store.Withdraw(ctx, storefront.Grant{Titles: []storefront.Title{{AdamID: adamID, Pricing: "STDQ"}}, Serials: serials})
		return err
	}, waiter.WithMaxRetries(&waiter.ZeroBackOff{}, 50))
}
