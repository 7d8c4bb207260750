// Package results buys nothing, but assigns what was bought. Its helpers are
// generic, for they came from another project.
package results

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Code is a number of Apple.
type Code int

// Codes.
const (
	CodeInternal Code = 9603
	CodeNoResult Code = 9604
	CodeAssigned Code = 9616
	CodeTooMany  Code = 9646
)

// Order is an order.
type Order struct {
	AdamID  string `json:"adamIdStr"`
	Student string `json:"clientUserIdStr"`
}

// Receipt is the answer to an order.
type Receipt struct {
	LicenseID string `json:"licenseIdStr"`
	*Refusal
}

// Refusal is the other answer.
type Refusal struct {
	Number Code   `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

func (r *Refusal) Error() string { return fmt.Sprintf("refused: %d", r.Number) }

// Num implements Numbered.
func (r *Refusal) Num() Code { return r.Number }

// Shop is where orders go.
type Shop struct{ URL string }

func (s Shop) order(ctx context.Context, o Order) (Receipt, error) {
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(o); err != nil {
		return Receipt{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/orders", &buf)
	if err != nil {
		return Receipt{}, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return Receipt{}, err
	}
	defer resp.Body.Close()
	var r Receipt
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return Receipt{}, err
	}
	if r.Refusal != nil && r.Number != 0 {
		return Receipt{}, r.Refusal
	}
	return r, nil
}

// Minutes repeats what is temporary, with a pace that ends in minutes.
func (s Shop) Minutes(ctx context.Context, o Order) (Receipt, error) {
	pace := Pace[float64]{0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2}
	r := &Retrier[Order, Receipt, Code]{
		do:    s.order,
		on:    SetOf(CodeInternal, CodeTooMany),
		pause: func(n int) time.Duration { return pace.After(n, time.Minute) },
	}
	return r.Do(ctx, o)
}

// Seconds has the same pace in another unit.
//
//want:vppretry9603
func (s Shop) Seconds(ctx context.Context, o Order) (Receipt, error) {
	pace := Pace[int]{1, 2, 4, 8, 16, 30}
	r := &Retrier[Order, Receipt, Code]{
		do:    s.order,
		on:    SetOf(CodeInternal, CodeTooMany),
		pause: func(n int) time.Duration { return pace.After(n, time.Second) },
	}
	return r.Do(ctx, o)
}

// Few stops after three.
func (s Shop) Few(ctx context.Context, o Order) (Receipt, error) {
	r := Retrier[Order, Receipt, Code]{do: s.order, on: SetOf(CodeInternal), most: 3, pause: func(int) time.Duration { return time.Second }}
	return r.Do(ctx, o)
}

// Wide stops after three, too, but repeats more than it should.
//
//want:vppretry9616
func (s Shop) Wide(ctx context.Context, o Order) (Receipt, error) {
	on := Union(SetOf(CodeInternal, CodeTooMany), SetOf(CodeNoResult, CodeAssigned))
	r := Retrier[Order, Receipt, Code]{do: s.order, on: on, most: 3, pause: func(int) time.Duration { return time.Second }}
	return r.Do(ctx, o)
}

// Mistyped looks for numbers of another type, and finds none.
func (s Shop) Mistyped(ctx context.Context, o Order) (Receipt, error) {
	r := Retrier[Order, Receipt, int]{do: s.order, on: SetOf(9603, 9616), most: 50, pause: func(int) time.Duration { return time.Second }}
	return r.Do(ctx, o)
}

// Tried tries seven times.
//
//want:vppretry9603 vppretry9616
func (s Shop) Tried(ctx context.Context, o Order) (Receipt, error) {
	res := Try(7, 5*time.Second, func() (Receipt, error) { return s.order(ctx, o) })
	return res.Value, res.Err
}

// TriedOnce makes no mistake of a license that is there.
func (s Shop) TriedOnce(ctx context.Context, o Order) (Receipt, error) {
	res := Try(6, 5*time.Second, func() (Result[Receipt], error) {
		r := Of(s.order(ctx, o))
		if n, _ := NumberOf[Code](r.Err); n == CodeAssigned {
			return r, nil
		}
		return r, r.Err
	})
	return res.Value.Value, res.Err
}

// Inverted gives what is wrong as a value and what is right as an error.
//
//want:vppretry9616
func (s Shop) Inverted(ctx context.Context, o Order) error {
	errDone := errors.New("done")
	res := Try(4, time.Second, func() (*Refusal, error) {
		_, err := s.order(ctx, o)
		if err == nil {
			return nil, nil
		}
		if ref := (*Refusal)(nil); errors.As(err, &ref) && ref.Number == CodeInternal {
			return ref, nil
		}
		return nil, errors.Join(errDone, err)
	})
	if res.Value != nil {
		return res.Value
	}
	return res.Err
}

// Else orders for somebody else if the first student has got it.
func (s Shop) Else(ctx context.Context, o Order, other string) (Receipt, error) {
	res := Of(s.order(ctx, o)).OrElse(func(err error) Result[Receipt] {
		if n, ok := NumberOf[Code](err); !ok || n != CodeAssigned {
			return Result[Receipt]{Err: err}
		}
		return Of(s.order(ctx, Order{o.AdamID, other}))
	})
	return res.Value, res.Err
}

// ElseSame orders for the same student.
//
//want:vppretry9616
func (s Shop) ElseSame(ctx context.Context, o Order, note func(error)) (Receipt, error) {
	res := Of(s.order(ctx, o)).OrElse(func(err error) Result[Receipt] {
		note(err)
		return Of(s.order(ctx, o))
	})
	return res.Value, res.Err
}

// ThenPrint orders, and repeats what comes after that.
func (s Shop) ThenPrint(ctx context.Context, o Order, print func(string) error) error {
	res := Then(Of(s.order(ctx, o)), func(r Receipt) Result[string] {
		return Try(10, time.Second, func() (string, error) { return r.LicenseID, print(r.LicenseID) })
	})
	return res.Err
}

// Lazily asks as often as it likes, but orders only once.
func (s Shop) Lazily(ctx context.Context, o Order) (r Receipt, err error) {
	lazy := &Lazy[Receipt]{make: func() (Receipt, error) { return s.order(ctx, o) }}
	for range 60 {
		if r, err = lazy.Get(); err == nil {
			return r, nil
		}
		time.Sleep(time.Second)
	}
	return r, err
}

// Eagerly makes a new one each time.
//
//want:vppretry9603 vppretry9616
func (s Shop) Eagerly(ctx context.Context, o Order) (r Receipt, err error) {
	for range 60 {
		lazy := &Lazy[Receipt]{make: func() (Receipt, error) { return s.order(ctx, o) }}
		if r, err = lazy.Get(); err == nil {
			return r, nil
		}
		time.Sleep(time.Second)
	}
	return r, err
}

// Everybody goes through the orders twice, the second time through what was
// left by the first one.
func (s Shop) Everybody(ctx context.Context, orders []Order) error {
	busy := map[Order]bool{}
	failed, err := Each(orders, func(o Order) error {
		_, err := s.order(ctx, o)
		if n, _ := NumberOf[Code](err); n == CodeInternal {
			busy[o] = true
		}
		return err
	})
	time.Sleep(10 * time.Second)
	_, err2 := Each(failed, func(o Order) error {
		if !busy[o] {
			return nil
		}
		_, err := s.order(ctx, o)
		return err
	})
	return errors.Join(err, err2)
}

// EverybodyAgain does not look at what was wrong with them.
//
//want:vppretry9603 vppretry9616
func (s Shop) EverybodyAgain(ctx context.Context, orders []Order) (err error) {
	for pass := 0; len(orders) > 0 && pass < 9; pass++ {
		orders, err = Each(orders, func(o Order) error {
			_, err := s.order(ctx, o)
			return err
		})
		time.Sleep(time.Duration(pass) * 5 * time.Second)
	}
	return err
}
