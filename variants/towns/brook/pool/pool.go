// Package pool works things off.
package pool

import (
	"context"
	"sync"
	"time"
)

type item[T any] struct {
	v T
	n int
}

// Pool works things off.
type Pool[T any] struct {
	work    func(context.Context, T) error
	again   func(T, int, error) (time.Duration, bool)
	workers int
	c       chan item[T]
	open    sync.WaitGroup
}

// Option sets a pool up.
type Option[T any] func(*Pool[T])

// Workers is how many work.
func Workers[T any](n int) Option[T] { return func(p *Pool[T]) { p.workers = n } }

// Again says whether something that failed comes again, and when.
func Again[T any](f func(v T, n int, err error) (time.Duration, bool)) Option[T] {
	return func(p *Pool[T]) { p.again = f }
}

// New makes a pool.
func New[T any](work func(context.Context, T) error, opts ...Option[T]) *Pool[T] {
	p := &Pool[T]{work: work, workers: 1, c: make(chan item[T], 64)}
	p.again = func(T, int, error) (time.Duration, bool) { return 0, false }
	for _, o := range opts {
		o(p)
	}
	return p
}

// Run works it all off.
func (p *Pool[T]) Run(ctx context.Context, all ...T) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for _, v := range all {
		p.open.Add(1)
		p.c <- item[T]{v: v}
	}
	for range p.workers {
		go p.loop(ctx)
	}
	done := make(chan struct{})
	go func() { p.open.Wait(); close(done) }()
	<-done
}

func (p *Pool[T]) loop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case it := <-p.c:
			p.one(ctx, it)
		}
	}
}

func (p *Pool[T]) one(ctx context.Context, it item[T]) {
	defer p.open.Done()
	err := p.work(ctx, it.v)
	if err == nil || ctx.Err() != nil {
		return
	}
	it.n++
	if in, ok := p.again(it.v, it.n, err); ok {
		p.open.Add(1)
		time.AfterFunc(in, func() {
			select {
			case p.c <- it:
			case <-ctx.Done():
				p.open.Done()
			}
		})
	}
}
