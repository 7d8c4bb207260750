// Package xrate assigns at a rate: its loops are paced by limiters of
// golang.org/x/time/rate.
package xrate

import (
	"context"
	"errors"
	"time"

	"golang.org/x/time/rate"

	"example.com/serversa/libs/storefront"
)

// Meter assigns.
type Meter struct {
	store *storefront.Store
	lim   *rate.Limiter
}

// New returns a Meter with the pace of the house.
func New(store *storefront.Store) *Meter {
	return &Meter{store: store, lim: rate.NewLimiter(rate.Every(15*time.Second), 2)}
}

// Paced goes by the pace of the house.
//
//want:vppretry9603
func (m *Meter) Paced(ctx context.Context, adamID, serial string) error {
	for {
		if err := m.lim.Wait(ctx); err != nil {
			return err
		}
		_, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
}

// Burst has five at once and one in five minutes after that.
func (m *Meter) Burst(ctx context.Context, adamID, serial string) error {
	lim := rate.NewLimiter(rate.Every(5*time.Minute), 5)
	for {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		_, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
}

// BurstWide has twenty at once.
//
//want:vppretry9603
func (m *Meter) BurstWide(ctx context.Context, adamID, serial string) error {
	lim := rate.NewLimiter(rate.Every(5*time.Minute), 20)
	for {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		_, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
}

// Allowed goes on while the limiter allows it, and that is five times.
func (m *Meter) Allowed(ctx context.Context, adamID, serial string) (err error) {
	for lim := rate.NewLimiter(rate.Every(time.Hour), 5); lim.Allow(); {
		if _, err = m.store.Grant(ctx, storefront.ToDevice(adamID, serial)); !storefront.IsBusy(err) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// AllowedOften goes on while the limiter allows it.
//
//want:vppretry9603
func (m *Meter) AllowedOften(ctx context.Context, adamID, serial string) (err error) {
	for lim := rate.NewLimiter(rate.Every(time.Hour), 12); lim.Allow(); {
		if _, err = m.store.Grant(ctx, storefront.ToDevice(adamID, serial)); !storefront.IsBusy(err) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// Reserved makes a reservation for the second and last time.
//
//want:vppretry9616
func (m *Meter) Reserved(ctx context.Context, adamID, serial string) error {
	lim := rate.NewLimiter(rate.Every(time.Minute), 1)
	var errs []error
	for range 2 {
		time.Sleep(lim.Reserve().Delay())
		_, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Slowing turns the limiter down once it has gone on for a while.
func (m *Meter) Slowing(ctx context.Context, adamID, serial string) error {
	lim := rate.NewLimiter(rate.Every(2*time.Second), 1)
	for n := 1; ; n++ {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		_, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
		if n == 5 {
			lim.SetLimit(rate.Every(3 * time.Minute))
		}
	}
}

// Unlimited lifts the limit for people who wait.
//
//want:vppretry9603
func (m *Meter) Unlimited(ctx context.Context, adamID, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	lim := rate.NewLimiter(rate.Inf, 0)
	for lim.Wait(ctx) == nil {
		_, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
	}
	return ctx.Err()
}

// Each paces a list; nothing is sent again.
func (m *Meter) Each(ctx context.Context, adamID string, serials []string) error {
	for _, serial := range serials {
		if err := m.lim.Wait(ctx); err != nil {
			return err
		}
		if _, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial)); err != nil && !storefront.IsHeld(err) {
			return err
		}
	}
	return nil
}

// EachAgain paces a list and puts what failed at its end.
//
//want:vppretry9603 vppretry9616
func (m *Meter) EachAgain(ctx context.Context, adamID string, serials []string) error {
	for todo := serials; len(todo) > 0; {
		serial := todo[0]
		todo = todo[1:]
		if err := m.lim.Wait(ctx); err != nil {
			return err
		}
		if _, err := m.store.Grant(ctx, storefront.ToDevice(adamID, serial)); err != nil {
			todo = append(todo, serial)
		}
	}
	return nil
}
