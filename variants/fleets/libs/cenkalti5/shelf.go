// Package cenkalti5 puts books on the shelves of users; it waits with
// github.com/cenkalti/backoff/v5.
package cenkalti5

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/cenkalti/backoff/v5"

	"example.com/serversa/libs/storefront"
)

// Shelf puts books on shelves.
type Shelf struct {
	store *storefront.Store
	extra []backoff.RetryOption
}

// NewShelf returns a Shelf whose attempts are logged.
func NewShelf(store *storefront.Store) *Shelf {
	return &Shelf{store: store, extra: []backoff.RetryOption{
		backoff.WithNotify(func(err error, d time.Duration) { slog.Info("again", "after", d, "because", err) }),
	}}
}

// onlyBusy lets nothing through but a busy service.
func onlyBusy[T any](op backoff.Operation[T]) backoff.Operation[T] {
	return func() (T, error) {
		v, err := op()
		if err != nil && !storefront.IsBusy(err) {
			return v, backoff.Permanent(err)
		}
		return v, err
	}
}

func (s *Shelf) put(ctx context.Context, adamID, user string) backoff.Operation[storefront.Receipt] {
	return func() (storefront.Receipt, error) { return s.store.Grant(ctx, storefront.ToReader(adamID, user)) }
}

// Put leaves everything to the library.
//
//want:vppretry9603 vppretry9616
func (s *Shelf) Put(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return backoff.Retry(ctx, s.put(ctx, adamID, user))
}

// PutFive gives up after the fifth time.
func (s *Shelf) PutFive(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return backoff.Retry(ctx, onlyBusy(s.put(ctx, adamID, user)), backoff.WithMaxTries(5))
}

// PutTen gives up after the tenth time.
//
//want:vppretry9603
func (s *Shelf) PutTen(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return backoff.Retry(ctx, onlyBusy(s.put(ctx, adamID, user)), append(s.extra, backoff.WithMaxTries(10))...)
}

// PutSoon gives up after a few seconds.
func (s *Shelf) PutSoon(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return backoff.Retry(ctx, onlyBusy(s.put(ctx, adamID, user)),
		backoff.WithBackOff(backoff.NewConstantBackOff(2*time.Second)),
		backoff.WithMaxElapsedTime(9*time.Second))
}

// PutWhenTold waits for as long as it tells the library.
//
//want:vppretry9603
func (s *Shelf) PutWhenTold(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return backoff.Retry(ctx, func() (storefront.Receipt, error) {
		got, err := s.store.Grant(ctx, storefront.ToReader(adamID, user))
		switch code, _ := storefront.CodeOf(err); code {
		case storefront.Busy, storefront.Throttled:
			return got, backoff.RetryAfter(20)
		case 0:
			return got, err
		}
		return got, backoff.Permanent(err)
	})
}

// PutWhenToldLater waits for minutes.
func (s *Shelf) PutWhenToldLater(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	return backoff.Retry(ctx, func() (storefront.Receipt, error) {
		got, err := s.store.Grant(ctx, storefront.ToReader(adamID, user))
		switch code, _ := storefront.CodeOf(err); code {
		case storefront.Busy, storefront.Throttled:
			return got, backoff.RetryAfter(150)
		case 0:
			return got, err
		}
		return got, backoff.Permanent(err)
	}, backoff.WithMaxElapsedTime(2*time.Hour))
}

// PutAnyway goes on unless the token has expired.
//
//want:vppretry9616
func (s *Shelf) PutAnyway(ctx context.Context, adamID, user string) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		_, err := s.store.Grant(ctx, storefront.ToReader(adamID, user))
		var rej *storefront.Rejection
		if errors.As(err, &rej) && rej.Number == storefront.Expired {
			return struct{}{}, backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithMaxTries(6), backoff.WithBackOff(&backoff.ExponentialBackOff{
		InitialInterval: 2 * time.Second, Multiplier: 3, MaxInterval: 30 * time.Minute,
	}))
	return err
}

// PutHeldIsFine takes a held book for success.
func (s *Shelf) PutHeldIsFine(ctx context.Context, adamID, user string) (bool, error) {
	return backoff.Retry(ctx, func() (held bool, err error) {
		_, err = s.store.Grant(ctx, storefront.ToReader(adamID, user))
		if storefront.IsHeld(err) {
			return true, nil
		}
		return false, err
	}, backoff.WithMaxTries(6))
}

// PutSteep grows tenfold each time.
func (s *Shelf) PutSteep(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	steep := backoff.NewExponentialBackOff()
	steep.Multiplier, steep.MaxInterval, steep.RandomizationFactor = 10, 6*time.Hour, 0
	return backoff.Retry(ctx, onlyBusy(s.put(ctx, adamID, user)), backoff.WithBackOff(steep), backoff.WithMaxElapsedTime(0))
}

// PutSteepCapped grows tenfold as well.
//
//want:vppretry9603
func (s *Shelf) PutSteepCapped(ctx context.Context, adamID, user string) (storefront.Receipt, error) {
	steep := backoff.NewExponentialBackOff()
	steep.Multiplier, steep.MaxInterval, steep.RandomizationFactor = 10, 25*time.Second, 0
	return backoff.Retry(ctx, onlyBusy(s.put(ctx, adamID, user)), backoff.WithBackOff(steep), backoff.WithMaxElapsedTime(0))
}

// Enroll registers a reader and ends with the deadline of its caller's caller.
func (s *Shelf) Enroll(ctx context.Context, p storefront.Person) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	_, err := backoff.Retry(ctx, func() (storefront.Receipt, error) { return s.store.Enroll(ctx, p) },
		backoff.WithBackOff(backoff.NewConstantBackOff(4*time.Second)))
	return err
}

// EnrollLong registers a reader and has longer.
//
//want:vppretry9603
func (s *Shelf) EnrollLong(ctx context.Context, p storefront.Person) error {
	ctx, cancel := context.WithTimeout(ctx, 50*time.Second)
	defer cancel()
	_, err := backoff.Retry(ctx, func() (storefront.Receipt, error) { return s.store.Enroll(ctx, p) },
		backoff.WithBackOff(backoff.NewConstantBackOff(4*time.Second)))
	return err
}
