// Package sched has schedules that loops can range over.
package sched

import (
	"context"
	"iter"
	"math/rand/v2"
	"time"
)

// Plan yields the pauses between attempts.
type Plan iter.Seq[time.Duration]

// Every pauses for d, for ever.
func Every(d time.Duration) Plan {
	return func(yield func(time.Duration) bool) {
		for yield(d) {
		}
	}
}

// Growing starts at first and multiplies by factor, up to most.
func Growing(first time.Duration, factor float64, most time.Duration) Plan {
	return func(yield func(time.Duration) bool) {
		for d := float64(first); yield(min(time.Duration(d), most)); {
			d = min(d*factor, float64(most))
		}
	}
}

// List pauses as listed.
func List(ds ...time.Duration) Plan {
	return func(yield func(time.Duration) bool) {
		for _, d := range ds {
			if !yield(d) {
				return
			}
		}
	}
}

// Take ends the plan after n pauses.
func (p Plan) Take(n int) Plan {
	return func(yield func(time.Duration) bool) {
		left := n
		if left <= 0 {
			return
		}
		for d := range p {
			if left--; !yield(d) || left == 0 {
				return
			}
		}
	}
}

// Then goes on with q.
func (p Plan) Then(q Plan) Plan {
	return func(yield func(time.Duration) bool) {
		for _, part := range []Plan{p, q} {
			for d := range part {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// Shaken takes off up to a quarter.
func (p Plan) Shaken() Plan {
	return func(yield func(time.Duration) bool) {
		for d := range p {
			if !yield(d - time.Duration(rand.Int64N(int64(d)/4+1))) {
				return
			}
		}
	}
}

// Attempts counts attempts: the first at once, the others after the pauses of
// the plan. It ends with the plan or the context.
func Attempts(ctx context.Context, p Plan) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 1
		if !yield(n) {
			return
		}
		for d := range p {
			select {
			case <-ctx.Done():
				return
			case <-time.After(d):
			}
			if n++; !yield(n) {
				return
			}
		}
	}
}
