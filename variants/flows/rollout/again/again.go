// Package again does things again. It does not know what things.
package again

import (
	"context"
	"errors"
	"time"
)

// Plan is how often and when.
type Plan struct {
	attempts int
	waits    []time.Duration
	onError  func(int, error)
	worth    func(error) bool
}

// Option changes a plan.
type Option func(*Plan)

// Times sets the number of attempts; 0 is no limit.
func Times(n int) Option { return func(p *Plan) { p.attempts = n } }

// Waits sets the waits. The last of them is repeated.
func Waits(w ...time.Duration) Option { return func(p *Plan) { p.waits = w } }

// OnError is called for every error that leads to another attempt.
func OnError(f func(attempt int, err error)) Option { return func(p *Plan) { p.onError = f } }

// If tells for which errors there is another attempt.
func If(f func(error) bool) Option { return func(p *Plan) { p.worth = f } }

type halt struct{ error }

func (h halt) Unwrap() error { return h.error }

// Stop marks an error for which there is no other attempt.
func Stop(err error) error {
	if err == nil {
		return nil
	}
	return halt{err}
}

// Do does f until it succeeds. Without options it does so eight times, with
// two seconds between.
func Do(ctx context.Context, f func(context.Context) error, opts ...Option) error {
	p := Plan{attempts: 8, waits: []time.Duration{2 * time.Second}, onError: func(int, error) {}, worth: func(error) bool { return true }}
	for _, o := range opts {
		o(&p)
	}
	for n := 1; ; n++ {
		err := f(ctx)
		if err == nil {
			return nil
		}
		if h, ok := errors.AsType[halt](err); ok {
			return h.error
		}
		if !p.worth(err) || n == p.attempts {
			return err
		}
		p.onError(n, err)
		t := time.NewTimer(p.waits[min(n, len(p.waits))-1])
		select {
		case <-ctx.Done():
			t.Stop()
			return errors.Join(err, ctx.Err())
		case <-t.C:
		}
	}
}

// Get is Do for functions with a value.
func Get[T any](ctx context.Context, f func(context.Context) (T, error), opts ...Option) (v T, err error) {
	err = Do(ctx, func(ctx context.Context) (err error) {
		v, err = f(ctx)
		return err
	}, opts...)
	return v, err
}

// Safe returns f with a plan that suits services which need minutes to recover.
func Safe(worth func(error) bool) []Option {
	return []Option{Times(0), If(worth), Waits(time.Second, 2*time.Second, 4*time.Second, 8*time.Second, 5*time.Minute)}
}
