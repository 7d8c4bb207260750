// Package cenkalti4 keeps the ledger of device licenses; it waits with
// github.com/cenkalti/backoff/v4.
package cenkalti4

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/cenkalti/backoff/v4"

	"example.com/serversa/libs/storefront"
)

// Ledger books licenses on devices.
type Ledger struct {
	Store *storefront.Store
}

// settled marks everything that waiting does not change.
func settled(err error) error {
	if err == nil || storefront.IsBusy(err) {
		return err
	}
	return backoff.Permanent(err)
}

// booking makes the operation that books one app.
func (l *Ledger) booking(ctx context.Context, adamID, serial string) backoff.Operation {
	return func() error {
		_, err := l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return settled(err)
	}
}

// Book books with the library's own pace and never gives up.
//
//want:vppretry9603
func (l *Ledger) Book(ctx context.Context, adamID, serial string) error {
	pace := backoff.NewExponentialBackOff(backoff.WithMaxElapsedTime(0))
	return backoff.Retry(l.booking(ctx, adamID, serial), backoff.WithContext(pace, ctx))
}

// BookAtDesk books while somebody stands at the desk.
func (l *Ledger) BookAtDesk(ctx context.Context, adamID, serial string) error {
	pace := backoff.NewExponentialBackOff(backoff.WithMaxElapsedTime(3 * time.Second))
	return backoff.RetryNotifyWithTimer(l.booking(ctx, adamID, serial), pace, func(err error, d time.Duration) {
		log.Printf("%s is asked again in %s: %v", serial, d, err)
	}, nil)
}

// BookOvernight books at a pace that nobody notices.
func (l *Ledger) BookOvernight(ctx context.Context, adamID, serial string) error {
	pace := &backoff.ExponentialBackOff{
		InitialInterval:     time.Minute,
		Multiplier:          1.5,
		MaxInterval:         time.Hour,
		RandomizationFactor: 0.1,
		Stop:                backoff.Stop,
		Clock:               backoff.SystemClock,
	}
	return backoff.Retry(l.booking(ctx, adamID, serial), backoff.WithContext(pace, ctx))
}

// BookTight does not wait at all.
//
//want:vppretry9603
func (l *Ledger) BookTight(ctx context.Context, adamID, serial string) error {
	return backoff.Retry(l.booking(ctx, adamID, serial), backoff.WithContext(&backoff.ZeroBackOff{}, ctx))
}

// BookWrapped says what it was about; the mark inside still counts.
func (l *Ledger) BookWrapped(ctx context.Context, adamID, serial string) error {
	return backoff.Retry(func() error {
		_, err := l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err := settled(err); err != nil {
			return fmt.Errorf("booking %s for %s: %w", adamID, serial, err)
		}
		return nil
	}, backoff.WithMaxRetries(backoff.NewConstantBackOff(15*time.Second), 5))
}

// BookFlattened says what it was about as well.
//
//want:vppretry9616
func (l *Ledger) BookFlattened(ctx context.Context, adamID, serial string) error {
	return backoff.Retry(func() error {
		_, err := l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err := settled(err); err != nil {
			return fmt.Errorf("booking %s for %s: %v", adamID, serial, err)
		}
		return nil
	}, backoff.WithMaxRetries(backoff.NewConstantBackOff(15*time.Second), 5))
}

// BookUnlessHeld treats a held license as final.
//
//want:vppretry9616
func (l *Ledger) BookUnlessHeld(ctx context.Context, adamID, serial string) error {
	return backoff.Retry(func() error {
		_, err := l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if storefront.IsHeld(err) {
			_ = backoff.Permanent(err)
		}
		return err
	}, backoff.WithMaxRetries(backoff.NewExponentialBackOff(), 3))
}

// BookOnce hands a limit of nought to the library.
func (l *Ledger) BookOnce(ctx context.Context, adamID, serial string) error {
	return backoff.Retry(func() error {
		_, err := l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		return err
	}, backoff.WithMaxRetries(backoff.NewConstantBackOff(time.Second), 0))
}

// patient stretches the pace of another back-off once it has been asked often.
type patient struct {
	backoff.BackOff
	asked, quick int
	rest         time.Duration
}

// NextBackOff implements backoff.BackOff.
func (p *patient) NextBackOff() time.Duration {
	d := p.BackOff.NextBackOff()
	if p.asked++; d == backoff.Stop || p.asked <= p.quick {
		return d
	}
	return max(d, p.rest)
}

// BookPatiently rests after the first few times.
func (l *Ledger) BookPatiently(ctx context.Context, adamID, serial string) error {
	pace := &patient{BackOff: backoff.NewConstantBackOff(2 * time.Second), quick: 4, rest: 3 * time.Minute}
	return backoff.Retry(l.booking(ctx, adamID, serial), backoff.WithContext(pace, ctx))
}

// BookLessPatiently rests as well, for less.
//
//want:vppretry9603
func (l *Ledger) BookLessPatiently(ctx context.Context, adamID, serial string) error {
	pace := &patient{BackOff: backoff.NewConstantBackOff(2 * time.Second), quick: 4, rest: 40 * time.Second}
	return backoff.Retry(l.booking(ctx, adamID, serial), backoff.WithContext(pace, ctx))
}

// Receipt books and keeps the receipt; it asks the back-off itself.
//
//want:vppretry9603 vppretry9616
func (l *Ledger) Receipt(ctx context.Context, adamID, serial string) (storefront.Receipt, error) {
	pace := backoff.WithMaxRetries(backoff.NewConstantBackOff(8*time.Second), 30)
	var last error
	for d := time.Duration(0); d != backoff.Stop; d = pace.NextBackOff() {
		select {
		case <-ctx.Done():
			return storefront.Receipt{}, ctx.Err()
		case <-time.After(d):
		}
		got, err := l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err == nil {
			return got, nil
		}
		last = err
	}
	return storefront.Receipt{}, last
}

// Unbook takes a license back and repeats that a few times.
func (l *Ledger) Unbook(ctx context.Context, adamID, serial string) (storefront.Receipt, error) {
	return backoff.RetryWithData(func() (storefront.Receipt, error) {
		return l.Store.Withdraw(ctx, storefront.ToDevice(adamID, serial))
	}, backoff.WithMaxRetries(backoff.NewExponentialBackOff(), 4))
}

// errQueueFull is local: nothing has been sent when it comes up.
var errQueueFull = errors.New("too many bookings at once")

// BookGated waits for a free place and sends once.
func (l *Ledger) BookGated(ctx context.Context, gate chan struct{}, adamID, serial string) error {
	err := backoff.Retry(func() error {
		select {
		case gate <- struct{}{}:
			return nil
		default:
			return errQueueFull
		}
	}, backoff.WithContext(backoff.NewConstantBackOff(time.Second), ctx))
	if err != nil {
		return err
	}
	defer func() { <-gate }()
	_, err = l.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
	return err
}
