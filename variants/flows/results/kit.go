package results

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Result is a value or an error.
type Result[T any] struct {
	Value T
	Err   error
}

// Of makes a result of a pair.
func Of[T any](v T, err error) Result[T] { return Result[T]{v, err} }

// OK tells whether there is a value.
func (r Result[T]) OK() bool { return r.Err == nil }

// OrElse calls f if there is no value.
func (r Result[T]) OrElse(f func(error) Result[T]) Result[T] {
	if r.OK() {
		return r
	}
	return f(r.Err)
}

// Then calls f with the value.
func Then[A, B any](r Result[A], f func(A) Result[B]) Result[B] {
	if !r.OK() {
		return Result[B]{Err: r.Err}
	}
	return f(r.Value)
}

// Numbered is an error with a number.
type Numbered[N comparable] interface {
	error
	Num() N
}

// NumberOf returns the number of an error.
func NumberOf[N comparable](err error) (n N, ok bool) {
	var e Numbered[N]
	if errors.As(err, &e) {
		return e.Num(), true
	}
	return n, false
}

// Set is a set.
type Set[K comparable] map[K]struct{}

// SetOf makes a set.
func SetOf[K comparable](keys ...K) Set[K] {
	s := make(Set[K], len(keys))
	for _, k := range keys {
		s[k] = struct{}{}
	}
	return s
}

// Has tells whether k is in the set.
func (s Set[K]) Has(k K) bool { _, ok := s[k]; return ok }

// Union returns what is in one of the sets.
func Union[K comparable](sets ...Set[K]) Set[K] {
	u := Set[K]{}
	for _, s := range sets {
		for k := range s {
			u[k] = struct{}{}
		}
	}
	return u
}

// Pace is a sequence of pauses; the last one is repeated.
type Pace[D ~int | ~int64 | ~float64] []D

// After returns the pause after attempt n.
func (p Pace[D]) After(n int, unit time.Duration) time.Duration {
	if len(p) == 0 {
		return 0
	}
	return time.Duration(float64(p[min(n, len(p))-1]) * float64(unit))
}

// Retrier calls do again for errors whose number is in the set.
type Retrier[Req, Resp any, N comparable] struct {
	do    func(context.Context, Req) (Resp, error)
	on    Set[N]
	most  int
	pause func(int) time.Duration
}

// Do does it.
func (r *Retrier[Req, Resp, N]) Do(ctx context.Context, in Req) (out Resp, err error) {
	for n := 1; ; n++ {
		out, err = r.do(ctx, in)
		num, ok := NumberOf[N](err)
		if !ok || !r.on.Has(num) {
			return out, err
		}
		if r.most > 0 && n >= r.most {
			return out, fmt.Errorf("attempt %d: %w", n, err)
		}
		select {
		case <-ctx.Done():
			return out, ctx.Err()
		case <-time.After(r.pause(n)):
		}
	}
}

// Try calls f up to most times.
func Try[T any](most int, gap time.Duration, f func() (T, error)) (r Result[T]) {
	for n := 0; n < most; n++ {
		if n > 0 {
			time.Sleep(gap)
		}
		if r = Of(f()); r.OK() {
			return r
		}
	}
	return r
}

// Each calls f with each of the items.
func Each[T any](items []T, f func(T) error) (failed []T, err error) {
	for _, it := range items {
		if ferr := f(it); ferr != nil {
			failed = append(failed, it)
			err = errors.Join(err, ferr)
		}
	}
	return failed, err
}

// Lazy is a value that is made when it is needed for the first time.
type Lazy[T any] struct {
	make func() (T, error)
	done bool
	res  Result[T]
}

// Get returns the value.
func (l *Lazy[T]) Get() (T, error) {
	if !l.done {
		l.res, l.done = Of(l.make()), true
	}
	return l.res.Value, l.res.Err
}
