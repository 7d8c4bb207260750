// Package runner runs operations until they are through or hopeless.
package runner

import (
	"context"
	"fmt"
	"time"

	"example.com/serversa/harbor/internal/fault"
	"example.com/serversa/harbor/internal/pace"
)

// Runner runs operations.
type Runner struct {
	pacer  pace.Pacer
	judge  func(error) fault.Disposition
	tries  int
	budget time.Duration
	notify func(n int, err error)
}

// Option sets a Runner up.
type Option func(*Runner)

// Tries limits the attempts, nought lifts the limit. Without it there are five.
func Tries(n int) Option { return func(r *Runner) { r.tries = n } }

// Pace sets the rests between attempts. Without it they double from half a
// second to twenty.
func Pace(p pace.Pacer) Option { return func(r *Runner) { r.pacer = p } }

// Judge sets what is done about errors. Without it fault.Dispose says so.
func Judge(f func(error) fault.Disposition) Option { return func(r *Runner) { r.judge = f } }

// Budget sets how long everything may take.
func Budget(d time.Duration) Option { return func(r *Runner) { r.budget = d } }

// Notify sets what is called before a rest.
func Notify(f func(n int, err error)) Option { return func(r *Runner) { r.notify = f } }

// New returns a Runner.
func New(opts ...Option) *Runner {
	r := &Runner{
		pacer:  pace.Ramp{First: 500 * time.Millisecond, Most: 20 * time.Second},
		judge:  fault.Dispose,
		tries:  5,
		notify: func(int, error) {},
	}
	for _, opt := range opts {
		opt(r)
	}
	return r
}

// Run runs op.
func (r *Runner) Run(ctx context.Context, op func(context.Context) error) error {
	if r.budget > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.budget)
		defer cancel()
	}
	n := 0
	for {
		n++
		err := op(ctx)
		switch d := r.judge(err); d {
		case fault.Settled:
			return nil
		case fault.Later:
		default:
			return fmt.Errorf("%s after %d: %w", d, n, err)
		}
		if n == r.tries {
			return fmt.Errorf("gave up after %d: %w", n, err)
		}
		r.notify(n, err)
		rest := time.NewTimer(r.pacer.Rest(n))
		select {
		case <-rest.C:
		case <-ctx.Done():
			rest.Stop()
			return context.Cause(ctx)
		}
	}
}

// Value is Run for operations with a value.
func Value[T any](ctx context.Context, r *Runner, op func(context.Context) (T, error)) (v T, err error) {
	err = r.Run(ctx, func(ctx context.Context) (err error) {
		v, err = op(ctx)
		return err
	})
	return v, err
}
