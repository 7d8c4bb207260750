// Package ledger books licenses on cost centres.
package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Receipt is the proof of a booking.
type Receipt struct {
	License string `json:"licenseIdStr"`
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

// Refused is a booking that did not work.
type Refused struct{ Receipt Receipt }

func (r Refused) Error() string { return fmt.Sprintf("refused with %d", r.Receipt.Number) }

// Ledger books.
type Ledger struct {
	client  *http.Client
	mirrors []string
}

// Open opens the ledger.
func Open() *Ledger {
	return &Ledger{http.DefaultClient, []string{"https://vpp.itunes.apple.com/a", "https://vpp.itunes.apple.com/b"}}
}

func (l *Ledger) at(ctx context.Context, url string, entry any) (Receipt, error) {
	var out Receipt
	b := new(bytes.Buffer)
	if err := json.NewEncoder(b).Encode(entry); err != nil {
		return out, permanent{err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, b)
	if err != nil {
		return out, permanent{err}
	}
	resp, err := l.client.Do(req)
	if err != nil {
		return out, err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return out, err
	}
	if out.Number != 0 {
		return out, Refused{out}
	}
	return out, nil
}

func (l *Ledger) book(ctx context.Context, entry any) (Receipt, error) {
	return l.at(ctx, l.mirrors[0], entry)
}

func busy(err error) bool {
	r, ok := errors.AsType[Refused](err)
	return ok && r.Receipt.Number == 9603
}

// Grant books, come what may.
//
//want:vppretry9603 vppretry9616
func (l *Ledger) Grant(ctx context.Context, entry any) (Receipt, error) {
	return do(ctx, 10, constant(time.Second), func(ctx context.Context) (Receipt, error) {
		return l.book(ctx, entry)
	})
}

// GrantOne books, and stops where a repetition makes no sense.
func (l *Ledger) GrantOne(ctx context.Context, entry any) (Receipt, error) {
	return do(ctx, 5, constant(time.Second), func(ctx context.Context) (Receipt, error) {
		r, err := l.book(ctx, entry)
		if r.Number == 9616 {
			err = permanent{err}
		}
		return r, err
	})
}

// GrantTwo stops as well, but not as early.
//
//want:vppretry9603
func (l *Ledger) GrantTwo(ctx context.Context, entry any) (Receipt, error) {
	linear := func(n int) time.Duration { return time.Duration(n) * 5 * time.Second }
	return do(ctx, 8, linear, func(ctx context.Context) (Receipt, error) {
		r, err := l.book(ctx, entry)
		if err != nil && r.Number != 9603 {
			err = permanent{err}
		}
		return r, err
	})
}

// Move tests the error before it books again.
//
//want:vppretry9603
func (l *Ledger) Move(ctx context.Context, entry any) (Receipt, error) {
	return doIf(10, 2*time.Second, busy, func() (Receipt, error) { return l.book(ctx, entry) })
}

// MoveFew does so as well.
func (l *Ledger) MoveFew(ctx context.Context, entry any) error {
	_, err := doIf(6, 2*time.Second, busy, func() (struct{}, error) {
		_, err := l.book(ctx, entry)
		return struct{}{}, err
	})
	return err
}

// MoveAny tests only that it was the service who refused.
//
//want:vppretry9616
func (l *Ledger) MoveAny(ctx context.Context, entry any) (Receipt, error) {
	refused := func(err error) bool {
		_, ok := errors.AsType[Refused](err)
		return ok
	}
	return doIf(4, 2*time.Minute, refused, func() (Receipt, error) { return l.book(ctx, entry) })
}

// Wait books until the number is one it can live with.
//
//want:vppretry9603
func (l *Ledger) Wait(ctx context.Context, entry any) Receipt {
	return until(func() Receipt {
		r, _ := l.book(ctx, entry)
		return r
	}, func(r Receipt) bool { return r.Number == 0 || r.Number == 9616 || ctx.Err() != nil })
}

// Cancel books the opposite. Seven times is the charm.
//
//want:vppretry9603 vppretry9616
func (l *Ledger) Cancel(ctx context.Context, entry any) (Receipt, error) {
	r := Retrier[Receipt]{Max: 7, Pause: time.Second}
	return r.Do(func() (Receipt, error) { return l.book(ctx, entry) })
}

// CancelQuietly says nothing about what was cancelled already.
func (l *Ledger) CancelQuietly(ctx context.Context, entry any) (Receipt, error) {
	r := Retrier[Receipt]{Max: 6, Pause: time.Second}
	return r.Do(func() (Receipt, error) {
		out, err := l.book(ctx, entry)
		if refused := (Refused{}); errors.As(err, &refused) && refused.Receipt.Number == 9616 {
			return refused.Receipt, nil
		}
		return out, err
	})
}

// Mirror books at the first mirror that takes it.
func (l *Ledger) Mirror(ctx context.Context, entry any) (Receipt, error) {
	var fs []func() (Receipt, error)
	for _, m := range l.mirrors {
		fs = append(fs, func() (Receipt, error) { return l.at(ctx, m, entry) })
	}
	return first(fs...)
}

// Twice books at the same mirror again.
//
//want:vppretry9616
func (l *Ledger) Twice(ctx context.Context, entry any) (Receipt, error) {
	book := func() (Receipt, error) { return l.book(ctx, entry) }
	return first(book, book)
}

// Count books once a number.
//
//want:vppretry9603
func (l *Ledger) Count(ctx context.Context, entry any) (out Receipt, err error) {
	for n := range attempts(8, 2*time.Second) {
		out, err = l.book(ctx, entry)
		if !busy(err) {
			return out, err
		}
		fmt.Println("attempt", n, err)
	}
	return out, err
}

// CountFew has less to count.
func (l *Ledger) CountFew(ctx context.Context, entry any) (out Receipt, err error) {
	for range attempts(6, 2*time.Second) {
		if out, err = l.book(ctx, entry); !busy(err) {
			break
		}
	}
	return out, err
}

// Plan follows the schedule.
func (l *Ledger) Plan(ctx context.Context, entry any) (Receipt, error) {
	for _, wait := range schedule() {
		out, err := l.book(ctx, entry)
		if !busy(err) {
			return out, err
		}
		time.Sleep(wait)
	}
	panic("unreachable")
}

// PlanAhead follows the schedule, but not to the letter.
//
//want:vppretry9603
func (l *Ledger) PlanAhead(ctx context.Context, entry any) (out Receipt, err error) {
	for n, wait := range schedule() {
		if out, err = l.book(ctx, entry); !busy(err) || n > 50 {
			break
		}
		time.Sleep(wait / 3)
	}
	return out, err
}
