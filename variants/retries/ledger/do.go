package ledger

import (
	"context"
	"errors"
	"iter"
	"time"
)

// permanent marks an error that no repetition heals.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// do calls f until it has no error, at most tries times.
func do[T any](ctx context.Context, tries int, pause func(n int) time.Duration, f func(context.Context) (T, error)) (T, error) {
	var zero T
	var last error
	for n := range tries {
		if n > 0 {
			select {
			case <-time.After(pause(n)):
			case <-ctx.Done():
				return zero, context.Cause(ctx)
			}
		}
		v, err := f(ctx)
		if err == nil {
			return v, nil
		}
		if p, ok := errors.AsType[permanent](err); ok {
			return v, p.error
		}
		last = err
	}
	return zero, last
}

// doIf is do for errors which pass a test.
func doIf[T any](tries int, pause time.Duration, test func(error) bool, f func() (T, error)) (v T, err error) {
	for i := 0; i < tries; i++ {
		if v, err = f(); err == nil || !test(err) {
			return v, err
		}
		time.Sleep(pause)
	}
	return v, err
}

// until calls f until ok likes what it returns.
func until[T any](f func() T, ok func(T) bool) T {
	for {
		if v := f(); ok(v) {
			return v
		}
		time.Sleep(time.Second)
	}
}

// Retrier repeats what returns a T.
type Retrier[T any] struct {
	Max   int
	Pause time.Duration
}

// Do calls f.
func (r Retrier[T]) Do(f func() (T, error)) (T, error) {
	for n := 1; ; n++ {
		v, err := f()
		if err == nil || n == r.Max {
			return v, err
		}
		time.Sleep(r.Pause)
	}
}

// first returns the first value that comes without an error.
func first[T any](fs ...func() (T, error)) (v T, err error) {
	for _, f := range fs {
		if v, err = f(); err == nil {
			return v, nil
		}
	}
	return v, err
}

// attempts counts to n, with a pause between the numbers.
func attempts(n int, pause time.Duration) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if i > 0 {
				time.Sleep(pause)
			}
			if !yield(i) {
				return
			}
		}
	}
}

// schedule yields the attempts and how long to wait after each of them.
func schedule() iter.Seq2[int, time.Duration] {
	return func(yield func(int, time.Duration) bool) {
		for i := 0; ; i++ {
			d := 3 * time.Second
			if i >= 4 {
				d = 2 * time.Minute
			}
			if !yield(i, d) {
				return
			}
		}
	}
}

func constant(d time.Duration) func(int) time.Duration {
	return func(int) time.Duration { return d }
}
