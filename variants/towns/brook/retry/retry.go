// Package retry retries. It knows nothing about what it retries.
package retry

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"math/rand/v2"
	"time"

	"example.com/towns/brook/verdict"
)

// Policy says how. Make it with New.
type Policy struct {
	attempts int
	first    time.Duration
	ceiling  time.Duration
	factor   float64
	spread   float64
	late     time.Duration
	lateFrom int
	budget   time.Duration
	judge    verdict.Func
	log      *slog.Logger
}

// Option changes a policy.
type Option func(*Policy)

// Attempts is how often something is tried; none for ever.
func Attempts(n int) Option { return func(p *Policy) { p.attempts = n } }

// Backoff is the first pause and the longest.
func Backoff(first, ceiling time.Duration) Option {
	return func(p *Policy) { p.first, p.ceiling = first, ceiling }
}

// Factor is what a pause is multiplied with.
func Factor(f float64) Option { return func(p *Policy) { p.factor = f } }

// Spread makes pauses differ by up to this share, both ways.
func Spread(s float64) Option { return func(p *Policy) { p.spread = s } }

// Late is the pause from the nth on.
func Late(n int, d time.Duration) Option {
	return func(p *Policy) { p.lateFrom, p.late = n, d }
}

// Budget is how long it may take.
func Budget(d time.Duration) Option { return func(p *Policy) { p.budget = d } }

// Judge is who judges.
func Judge(j verdict.Func) Option { return func(p *Policy) { p.judge = j } }

// Log is where it is logged.
func Log(l *slog.Logger) Option { return func(p *Policy) { p.log = l } }

// New makes a policy.
func New(opts ...Option) Policy {
	p := Policy{attempts: 4, first: 500 * time.Millisecond, ceiling: 20 * time.Second, factor: 2, judge: verdict.Standard}
	for _, o := range opts {
		o(&p)
	}
	if p.log == nil {
		p.log = slog.Default()
	}
	return p
}

// With is a policy with more options.
func (p Policy) With(opts ...Option) Policy {
	for _, o := range opts {
		o(&p)
	}
	return p
}

// pause is the pause after the nth attempt.
func (p Policy) pause(n int) time.Duration {
	if p.late > 0 && n >= p.lateFrom {
		return p.late
	}
	d := float64(p.first)
	for range n - 1 {
		if d *= p.factor; d >= float64(p.ceiling) {
			d = float64(p.ceiling)
			break
		}
	}
	if p.spread > 0 {
		d += d * p.spread * (2*rand.Float64() - 1)
	}
	return time.Duration(d)
}

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// Permanent marks an error that is not to be retried.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

// Do tries f and returns what it returns.
func Do[T any](ctx context.Context, p Policy, f func(context.Context) (T, error)) (T, error) {
	if p.budget > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, p.budget)
		defer cancel()
	}
	var zero T
	for n := 1; ; n++ {
		v, err := f(ctx)
		if err == nil {
			return v, nil
		}
		if perm, ok := errors.AsType[permanent](err); ok {
			return zero, perm.error
		}
		switch p.judge(err) {
		case verdict.Ignore:
			return v, nil
		case verdict.Stop:
			return zero, err
		case verdict.Reset:
			n = 1
		case verdict.Normal:
			if p.attempts > 0 && n >= p.attempts {
				return zero, err
			}
		}
		p.log.DebugContext(ctx, "again", "n", n, "err", err)
		if serr := Sleep(ctx, p.pause(n)); serr != nil {
			return zero, errors.Join(err, serr)
		}
	}
}

// Run is Do for what returns nothing.
func Run(ctx context.Context, p Policy, f func(context.Context) error) error {
	_, err := Do(ctx, p, func(ctx context.Context) (struct{}, error) { return struct{}{}, f(ctx) })
	return err
}

// Call is Run for what takes an argument.
func Call[A any](ctx context.Context, p Policy, f func(context.Context, A) error, a A) error {
	return Run(ctx, p, func(ctx context.Context) error { return f(ctx, a) })
}

// Each yields the numbers of the attempts and sleeps in between.
func (p Policy) Each(ctx context.Context) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := 1; p.attempts == 0 || n <= p.attempts; n++ {
			if !yield(n) {
				return
			}
			if Sleep(ctx, p.pause(n)) != nil {
				return
			}
		}
	}
}

// Pauses yields the pauses only.
func (p Policy) Pauses() iter.Seq2[int, time.Duration] {
	return func(yield func(int, time.Duration) bool) {
		for n := 1; p.attempts == 0 || n < p.attempts; n++ {
			if !yield(n, p.pause(n)) {
				return
			}
		}
	}
}

// Sleep sleeps or not.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
