// Package faults lends laptops out, and has every kind of error there is.
package faults

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// Loan is a loan.
type Loan struct {
	App    string
	Laptop string
}

// Library lends.
type Library struct {
	url  string
	log  *slog.Logger
	last atomic.Pointer[Fault]
	err  error
}

// NewLibrary returns a library.
func NewLibrary() *Library {
	return &Library{url: "https://vpp.itunes.apple.com/mdm/loans", log: slog.New(slog.DiscardHandler)}
}

// post returns a fault if there is one, and an error if it could not find out.
func (l *Library) post(ctx context.Context, loan Loan) (*Fault, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url, strings.NewReader(fmt.Sprintf(`{"adamIdStr":%q,"associateSerialNumbers":[%q]}`, loan.App, loan.Laptop)))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var f Fault
	if err := json.NewDecoder(resp.Body).Decode(&f); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	if f.Number == 0 {
		return nil, nil
	}
	return &f, nil
}

// lend is post with one error.
func (l *Library) lend(ctx context.Context, loan Loan) error {
	f, err := l.post(ctx, loan)
	if err != nil {
		return &OpError{Op: "lend", Cause: err}
	}
	if f != nil {
		return &OpError{Op: "lend", Cause: fmt.Errorf("laptop %s: %w", loan.Laptop, f)}
	}
	return nil
}

// lendTyped returns nothing but faults.
func (l *Library) lendTyped(ctx context.Context, loan Loan) *Fault {
	f, err := l.post(ctx, loan)
	if err != nil {
		return &Fault{Number: -1, Text: err.Error()}
	}
	return f
}

// Typed is nil only if there is no type either. There always is.
func (l *Library) Typed(ctx context.Context, loan Loan) error {
	var err error
	for n := 0; n < 10; n++ {
		err = l.lendTyped(ctx, loan)
		if err == nil {
			return nil
		}
		l.log.WarnContext(ctx, "lend", "n", n)
		time.Sleep(time.Second)
	}
	return err
}

// TypedRight compares what has no other type.
//
//want:vppretry9603 vppretry9616
func (l *Library) TypedRight(ctx context.Context, loan Loan) error {
	var f *Fault
	for n := 0; n < 10; n++ {
		if f = l.lendTyped(ctx, loan); f == nil {
			return nil
		}
		l.log.WarnContext(ctx, "lend", "n", n)
		time.Sleep(time.Second)
	}
	return f
}

// Wrapped looks through all the layers.
//
//want:vppretry9603
func (l *Library) Wrapped(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 12; n++ {
		err = l.lend(ctx, loan)
		var f *Fault
		if !errors.As(err, &f) || f.Number != 9603 {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// Layers looks at the outermost one.
func (l *Library) Layers(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 12; n++ {
		err = l.lend(ctx, loan)
		f, ok := err.(*Fault)
		if !ok || f.Number != 9603 {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// Equal compares with a sentinel the old way.
func (l *Library) Equal(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 12; n++ {
		if err = l.lend(ctx, loan); err != ErrBusy && err != ErrTaken {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// Is compares the new way.
//
//want:vppretry9603 vppretry9616
func (l *Library) Is(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 12; n++ {
		if err = l.lend(ctx, loan); !errors.Is(err, ErrBusy) && !errors.Is(err, ErrTaken) {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// quiet loses the cause on the way.
func (l *Library) quiet(ctx context.Context, loan Loan) error {
	if err := l.lend(ctx, loan); err != nil {
		return fmt.Errorf("quiet: %v", err)
	}
	return nil
}

// Quiet cannot find what has been lost.
func (l *Library) Quiet(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 12; n++ {
		if err = l.quiet(ctx, loan); !errors.Is(err, ErrBusy) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Hidden hides it in a struct that does not unwrap.
func (l *Library) Hidden(ctx context.Context, loan Loan) error {
	attempt := func() error {
		if err := l.lend(ctx, loan); err != nil {
			return Opaque{err}
		}
		return nil
	}
	err := attempt()
	for n := 0; errors.Is(err, ErrBusy) && n < 100; n++ {
		time.Sleep(time.Second)
		err = attempt()
	}
	return err
}

// HiddenNot looks into the struct.
//
//want:vppretry9603
func (l *Library) HiddenNot(ctx context.Context, loan Loan) error {
	attempt := func() error {
		if err := l.lend(ctx, loan); err != nil {
			return Opaque{err}
		}
		return nil
	}
	err := attempt()
	for n := 0; n < 100; n++ {
		var o Opaque
		if !errors.As(err, &o) || !errors.Is(o.inner, ErrBusy) {
			break
		}
		time.Sleep(time.Second)
		err = attempt()
	}
	return err
}

// AsCode lets the fault tell its code.
//
//want:vppretry9616
func (l *Library) AsCode(ctx context.Context, loan Loan) error {
	for n := 1; ; n++ {
		err := l.lend(ctx, loan)
		var c Code
		if !errors.As(err, &c) {
			return err
		}
		switch {
		case c == 9603 && n < 5, c > 9609 && n < 3:
			time.Sleep(20 * time.Second)
		default:
			return c
		}
	}
}

// AsValue looks for a code that nobody ever returned as such.
func (l *Library) AsValue(ctx context.Context, loan Loan) error {
	for n := 1; n < 30; n++ {
		err := l.lend(ctx, loan)
		op, ok := err.(*OpError)
		if !ok {
			return err
		}
		if c, ok := op.Cause.(Code); !ok || c != 9603 {
			return fmt.Errorf("not busy: %w", op)
		}
		time.Sleep(time.Second)
	}
	return ErrBusy
}

// Joined keeps all the errors, and looks for one among them.
//
//want:vppretry9603
func (l *Library) Joined(ctx context.Context, loan Loan) (all error) {
	for n := 0; n < 8; n++ {
		err := l.lend(ctx, loan)
		if err == nil {
			return nil
		}
		all = errors.Join(all, fmt.Errorf("attempt %d: %w", n, err))
		if !errors.Is(all, ErrBusy) {
			return all
		}
		time.Sleep(5 * time.Second)
	}
	return all
}

// JoinedTaken looks for the one that tells it to stop.
func (l *Library) JoinedTaken(ctx context.Context, loan Loan) error {
	var all Many
	for !errors.Is(all, ErrTaken) && len(all) < 6 {
		err := l.lend(ctx, loan)
		if err == nil {
			return nil
		}
		all = append(all, &OpError{"joined", err, len(all)})
		time.Sleep(5 * time.Second)
	}
	return all
}

// must panics.
func (l *Library) must(ctx context.Context, loan Loan) {
	if err := l.lend(ctx, loan); err != nil {
		panic(err)
	}
}

// safely turns panics into errors.
func safely(f func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("recovered: %w", p)
		default:
			panic(p)
		}
	}()
	f()
	return nil
}

// Panics recovers, and goes on.
//
//want:vppretry9603
func (l *Library) Panics(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 20; n++ {
		if err = safely(func() { l.must(ctx, loan) }); !errors.Is(err, ErrBusy) {
			return err
		}
		time.Sleep(time.Duration(n) * time.Second)
	}
	return err
}

// PanicsOnce recovers, and goes on to somewhere else.
func (l *Library) PanicsOnce(ctx context.Context, loans ...Loan) (lent []Loan, err error) {
	for _, loan := range loans {
		if perr := safely(func() { l.must(ctx, loan) }); perr != nil {
			err = errors.Join(err, perr)
			continue
		}
		lent = append(lent, loan)
	}
	return lent, err
}

// note lends, and takes a note of what went wrong.
func (l *Library) note(ctx context.Context, loan Loan) bool {
	f, err := l.post(ctx, loan)
	l.last.Store(f)
	l.err = err
	return f == nil && err == nil
}

// Noted reads the note.
//
//want:vppretry9603
func (l *Library) Noted(ctx context.Context, loan Loan) error {
	for tries := 30; tries > 0 && !l.note(ctx, loan); tries-- {
		f := l.last.Load()
		if l.err != nil || f == nil || !errors.Is(f, ErrBusy) {
			break
		}
		time.Sleep(2 * time.Second)
	}
	return l.err
}

// NotedOften lets a few things pass, and knows them by what they are not.
//
//want:vppretry9616
func (l *Library) NotedOften(ctx context.Context, loan Loan) error {
	for tries := 3; tries > 0 && !l.note(ctx, loan); tries-- {
		if l.err != nil || errors.Is(l.last.Load(), ErrToken) {
			break
		}
		time.Sleep(2 * time.Second)
	}
	return l.err
}

// Channel sends the errors of one goroutine to another.
//
//want:vppretry9616
func (l *Library) Channel(ctx context.Context, loan Loan) error {
	errs := make(chan error, 1)
	more := make(chan bool)
	go func() {
		defer close(errs)
		for ok := true; ok; ok = <-more {
			errs <- l.lend(ctx, loan)
		}
	}()
	defer close(more)
	var err error
	for n := 0; n < 4; n++ {
		if err = <-errs; err == nil || errors.Is(err, ErrToken) {
			break
		}
		time.Sleep(time.Minute)
		more <- true
	}
	return err
}

// Named changes its result on the way out.
//
//want:vppretry9616
func (l *Library) Named(ctx context.Context, loan Loan, left int) (err error) {
	defer func() {
		if err != nil && left > 0 {
			l.log.WarnContext(ctx, "once more", "err", err, "left", left)
			err = l.Named(ctx, loan, min(left, 2)-1)
		}
	}()
	return l.lend(ctx, loan)
}

// NamedShadow means to do so, too, but changes something else.
func (l *Library) NamedShadow(ctx context.Context, loan Loan) (err error) {
	for n := 0; n < 20 && err == nil; n++ {
		if err := l.lend(ctx, loan); err != nil && !errors.Is(err, ErrBusy) {
			l.log.WarnContext(ctx, "lend", "err", err)
		}
		time.Sleep(time.Second)
	}
	return err
}
