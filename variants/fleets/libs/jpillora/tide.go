// Package jpillora assigns with the tide: loops of its own, with waits from
// github.com/jpillora/backoff.
package jpillora

import (
	"context"
	"errors"
	"time"

	"github.com/jpillora/backoff"

	"example.com/serversa/libs/storefront"
)

// Tide assigns.
type Tide struct {
	store *storefront.Store
	b     *backoff.Backoff
}

// New returns a Tide.
func New(store *storefront.Store) *Tide {
	return &Tide{store: store, b: &backoff.Backoff{Min: 5 * time.Second, Max: 45 * time.Second}}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// Rise uses the zero value, whose waits end at ten seconds.
//
//want:vppretry9603
func (t *Tide) Rise(ctx context.Context, adamID, serial string) error {
	var b backoff.Backoff
	for {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// RiseFive uses it five times.
func (t *Tide) RiseFive(ctx context.Context, adamID, serial string) (err error) {
	var b backoff.Backoff
	for b.Attempt() < 5 {
		if _, err = t.store.Grant(ctx, storefront.ToDevice(adamID, serial)); !storefront.IsBusy(err) {
			return err
		}
		if perr := pause(ctx, b.Duration()); perr != nil {
			return perr
		}
	}
	return err
}

// RiseShared uses the one in the struct.
//
//want:vppretry9603
func (t *Tide) RiseShared(ctx context.Context, adamID, serial string) error {
	defer t.b.Reset()
	for {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
		if err := pause(ctx, t.b.Duration()); err != nil {
			return err
		}
	}
}

// RiseWide triples up to an hour.
func (t *Tide) RiseWide(ctx context.Context, adamID, serial string) error {
	b := backoff.Backoff{Min: time.Second, Max: time.Hour, Factor: 3}
	for {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
	}
}

// RiseWideReset triples, too, but starts over after each wait.
//
//want:vppretry9603
func (t *Tide) RiseWideReset(ctx context.Context, adamID, serial string) error {
	b := backoff.Backoff{Min: time.Second, Max: time.Hour, Factor: 3}
	for {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return err
		}
		if err := pause(ctx, b.Duration()); err != nil {
			return err
		}
		b.Reset()
	}
}

// RiseByNumber asks for the wait of an attempt and stops when that gets long.
func (t *Tide) RiseByNumber(ctx context.Context, adamID, serial string) error {
	b := &backoff.Backoff{Min: time.Second, Max: 20 * time.Second}
	for n := 0; ; n++ {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err == nil || storefront.IsHeld(err) {
			return nil
		}
		d := b.ForAttempt(float64(n))
		if d >= b.Max {
			return err
		}
		if err := pause(ctx, d); err != nil {
			return err
		}
	}
}

// RiseHeld does not look at the reason.
//
//want:vppretry9603 vppretry9616
func (t *Tide) RiseHeld(ctx context.Context, adamID, serial string) error {
	b := &backoff.Backoff{Min: 10 * time.Second, Max: 30 * time.Second, Jitter: true}
	var errs []error
	for len(errs) < 12 {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err == nil {
			return nil
		}
		errs = append(errs, err)
		time.Sleep(b.Duration())
	}
	return errors.Join(errs...)
}

// RiseJittered doubles from half a minute, more or less.
func (t *Tide) RiseJittered(ctx context.Context, adamID, serial string) error {
	b := &backoff.Backoff{Min: 30 * time.Second, Max: 15 * time.Minute, Jitter: true}
	for {
		_, err := t.store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if code, refused := storefront.CodeOf(err); !refused || code != storefront.Busy {
			return err
		}
		time.Sleep(b.Duration())
	}
}

// Fall takes back and gives up after ten tries.
//
//want:vppretry9603
func (t *Tide) Fall(ctx context.Context, adamID, serial string) error {
	b := t.b.Copy()
	for {
		_, err := t.store.Withdraw(ctx, storefront.ToDevice(adamID, serial))
		if err == nil {
			return nil
		}
		if b.Attempt() == 9 {
			return err
		}
		<-time.After(b.Duration())
	}
}

// Twice tries the second pricing when the first has nothing left.
func (t *Tide) Twice(ctx context.Context, adamID, serial string) (err error) {
	b := &backoff.Backoff{}
	for _, pricing := range []string{"STDQ", "PLUS"} {
		g := storefront.ToDevice(adamID, serial)
		g.Titles[0].Pricing = pricing
		if _, err = t.store.Grant(ctx, g); err == nil {
			return nil
		}
		time.Sleep(b.Duration())
	}
	return err
}
