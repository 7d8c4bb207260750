// Package line works jobs off, one after the other.
package line

import (
	"context"
	"time"
)

// Line is a queue of jobs.
type Line[T any] struct {
	do    func(context.Context, T) error
	again func(error) bool
	later time.Duration
	jobs  chan T
}

// Option changes a line.
type Option[T any] func(*Line[T])

// Again has jobs done again after some errors alone.
//
//twin:none it sends nothing
func Again[T any](again func(error) bool) Option[T] {
	return func(l *Line[T]) { l.again = again }
}

// Later has them done again after some time.
//
//twin:none it sends nothing
func Later[T any](d time.Duration) Option[T] {
	return func(l *Line[T]) { l.later = d }
}

// New returns a line whose jobs are done by do, and again ten seconds after
// they have failed.
//
//twin:none it sends nothing
func New[T any](do func(context.Context, T) error, opts ...Option[T]) *Line[T] {
	l := &Line[T]{do: do, again: func(error) bool { return true }, later: 10 * time.Second, jobs: make(chan T, 100)}
	for _, opt := range opts {
		opt(l)
	}
	return l
}

// Add adds a job.
//
//twin:none it sends nothing
func (l *Line[T]) Add(job T) { l.jobs <- job }

// Run does jobs until the context ends.
//
//twin:none it calls whatever it is given
func (l *Line[T]) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-l.jobs:
			if err := l.do(ctx, job); err != nil && l.again(err) {
				time.AfterFunc(l.later, func() { l.Add(job) })
			}
		}
	}
}
