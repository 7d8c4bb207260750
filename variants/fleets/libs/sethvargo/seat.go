// Package sethvargo seats people in front of apps; it comes back with
// github.com/sethvargo/go-retry.
package sethvargo

import (
	"context"
	"errors"
	"os"
	"strconv"
	"time"

	"github.com/sethvargo/go-retry"

	"example.com/serversa/libs/storefront"
)

// Seat seats people.
type Seat struct {
	Store *storefront.Store
	// Tries overrides how often a seat is asked for.
	Tries uint64
}

const (
	beat  = 1500 * time.Millisecond
	often = 9
)

// attempt adapts a call; worth says what is worth another one.
func attempt(worth func(error) bool, call func(context.Context) error) retry.RetryFunc {
	return func(ctx context.Context) error {
		err := call(ctx)
		if err != nil && worth(err) {
			return retry.RetryableError(err)
		}
		return err
	}
}

func (s *Seat) one(adamID, user string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := s.Store.Grant(ctx, storefront.ToReader(adamID, user))
		return err
	}
}

func steady(n uint64, d time.Duration) retry.Backoff {
	return retry.WithMaxRetries(n, retry.NewConstant(d))
}

// Sit asks at the beat of the house.
//
//want:vppretry9603
func (s *Seat) Sit(ctx context.Context, adamID, user string) error {
	return retry.Do(ctx, steady(often, beat), attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitBriefly asks half as often.
func (s *Seat) SitBriefly(ctx context.Context, adamID, user string) error {
	return retry.Do(ctx, steady(often/2, beat), attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitAnyhow asks whatever was said.
//
//want:vppretry9616
func (s *Seat) SitAnyhow(ctx context.Context, adamID, user string) error {
	anything := func(error) bool { return true }
	return retry.Do(ctx, steady(1, time.Hour), attempt(anything, s.one(adamID, user)))
}

// SitConfigured asks as often as it is set to, 3 times without a setting.
func (s *Seat) SitConfigured(ctx context.Context, adamID, user string) error {
	n := s.Tries
	if n == 0 {
		n = 3
	}
	return retry.Do(ctx, steady(n, beat), attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitEnv asks as often as the environment says, or 20 times.
//
//want:vppretry9603
func (s *Seat) SitEnv(ctx context.Context, adamID, user string) error {
	n, err := strconv.ParseUint(os.Getenv("SEAT_TRIES"), 10, 32)
	if err != nil {
		n = 20
	}
	return retry.Do(ctx, steady(n, beat), attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitFull waits up to the doubled beat, with full jitter.
//
//want:vppretry9603
func (s *Seat) SitFull(ctx context.Context, adamID, user string) error {
	b := retry.WithFullJitter(retry.WithCappedDuration(12*time.Second, retry.NewExponential(beat)))
	return retry.Do(ctx, b, attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitGolden grows like rabbits and starts so late that minutes come in time.
func (s *Seat) SitGolden(ctx context.Context, adamID, user string) error {
	b := retry.WithMaxRetries(40, retry.NewFibonacci(10*time.Second))
	return retry.Do(ctx, b, attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitUntil stops after half a minute of asking every ten seconds.
func (s *Seat) SitUntil(ctx context.Context, adamID, user string) error {
	b := retry.WithMaxDuration(30*time.Second, retry.NewConstant(10*time.Second))
	return retry.Do(ctx, b, attempt(storefront.IsBusy, s.one(adamID, user)))
}

// SitInTurns goes round two times, five quick ones each.
//
//want:vppretry9603
func (s *Seat) SitInTurns(ctx context.Context, adamID, user string) (err error) {
	for turn := 0; turn < 2; turn++ {
		if turn > 0 {
			time.Sleep(20 * time.Second)
		}
		err = retry.Do(ctx, steady(4, beat), attempt(storefront.IsBusy, s.one(adamID, user)))
		if !storefront.IsBusy(err) {
			break
		}
	}
	return err
}

// SitOutside keeps the real error out of the library's sight.
func (s *Seat) SitOutside(ctx context.Context, adamID, user string) error {
	var refused error
	err := retry.Constant(ctx, 5*time.Second, func(ctx context.Context) error {
		_, err := s.Store.Grant(ctx, storefront.ToReader(adamID, user))
		if _, ok := storefront.CodeOf(err); ok {
			refused = err
			return nil
		}
		return retry.RetryableError(err)
	})
	return errors.Join(err, refused)
}

// Stand gives the seat up.
//
//want:vppretry9603
func (s *Seat) Stand(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return retry.DoValue(ctx, retry.WithJitterPercent(20, steady(7, 40*time.Second)), func(ctx context.Context) (storefront.Receipt, error) {
		got, err := s.Store.Withdraw(ctx, storefront.ToReader(adamID, user))
		var rej *storefront.Rejection
		if errors.As(err, &rej) && rej.Passing() {
			return got, retry.RetryableError(err)
		}
		return got, err
	})
}
