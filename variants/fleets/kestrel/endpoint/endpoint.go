// Package endpoint wraps calls of the API.
package endpoint

import (
	"context"
	"log/slog"
	"time"

	"example.com/serversa/kestrel/sched"
)

// Func is a call.
type Func[In, Out any] func(context.Context, In) (Out, error)

// Wrapper changes how a call is made.
type Wrapper[In, Out any] func(Func[In, Out]) Func[In, Out]

// Wrap puts wrappers around f; the first is the outermost.
func Wrap[In, Out any](f Func[In, Out], ws ...Wrapper[In, Out]) Func[In, Out] {
	for i := len(ws) - 1; i >= 0; i-- {
		f = ws[i](f)
	}
	return f
}

// Repeat makes the call again under a plan for as long as the condition holds.
func Repeat[In, Out any](plan sched.Plan, again func(error) bool) Wrapper[In, Out] {
	return func(f Func[In, Out]) Func[In, Out] {
		return func(ctx context.Context, in In) (out Out, err error) {
			for range sched.Attempts(ctx, plan) {
				if out, err = f(ctx, in); !again(err) {
					break
				}
			}
			return out, err
		}
	}
}

// Within gives everything inside a deadline.
func Within[In, Out any](d time.Duration) Wrapper[In, Out] {
	return func(f Func[In, Out]) Func[In, Out] {
		return func(ctx context.Context, in In) (Out, error) {
			ctx, cancel := context.WithTimeout(ctx, d)
			defer cancel()
			return f(ctx, in)
		}
	}
}

// Told logs what fails.
func Told[In, Out any](log *slog.Logger, what string) Wrapper[In, Out] {
	return func(f Func[In, Out]) Func[In, Out] {
		return func(ctx context.Context, in In) (Out, error) {
			out, err := f(ctx, in)
			if err != nil {
				log.WarnContext(ctx, what, "err", err)
			}
			return out, err
		}
	}
}

// Try calls f under a plan until it says that it is done.
func Try[T any](ctx context.Context, plan sched.Plan, f func(context.Context) (v T, done bool, err error)) (v T, err error) {
	var done bool
	for range sched.Attempts(ctx, plan) {
		if v, done, err = f(ctx); done {
			return v, err
		}
	}
	return v, err
}
