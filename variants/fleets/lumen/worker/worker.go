// Package worker hands out in the background.
package worker

import (
	"container/list"
	"context"
	"errors"
	"sync"
	"time"

	"example.com/serversa/lumen/appstore"
	"example.com/serversa/lumen/problem"
)

// Store is what a pool needs of the client.
type Store interface {
	Out(ctx context.Context, h appstore.Hand) error
}

var _ Store = (*appstore.Client)(nil)

// task is something to hand out.
type task struct {
	hand     appstore.Hand
	strikes  int
	notUntil time.Time
}

// Pool hands out.
type Pool struct {
	store Store

	mu    sync.Mutex
	tasks *list.List
}

// NewPool returns a Pool.
func NewPool(store Store) *Pool { return &Pool{store: store, tasks: list.New()} }

// Add adds a task.
func (p *Pool) Add(h appstore.Hand) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tasks.PushBack(&task{hand: h})
}

func (p *Pool) pop() *task {
	p.mu.Lock()
	defer p.mu.Unlock()
	for e := p.tasks.Front(); e != nil; e = e.Next() {
		if t := e.Value.(*task); !time.Now().Before(t.notUntil) {
			p.tasks.Remove(e)
			return t
		}
	}
	return nil
}

func (p *Pool) push(t *task, in time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t.notUntil = time.Now().Add(in)
	p.tasks.PushBack(t)
}

// Work takes tasks and puts those back that may be handed out later.
//
//want:vppretry9603
func (p *Pool) Work(ctx context.Context) {
	p.each(ctx, func(t *task) {
		if err := p.store.Out(ctx, t.hand); errors.Is(err, problem.ErrSlow) {
			p.push(t, 15*time.Second)
		}
	})
}

// WorkStrikes takes tasks; each has five strikes and rests after that.
func (p *Pool) WorkStrikes(ctx context.Context) {
	p.each(ctx, func(t *task) {
		switch err := p.store.Out(ctx, t.hand); {
		case err == nil, errors.Is(err, problem.ErrHas):
		case problem.Temporary(err) && t.strikes < 5:
			t.strikes++
			p.push(t, 3*time.Second)
		case problem.Temporary(err):
			p.push(t, 20*time.Minute)
		}
	})
}

// WorkOut takes tasks; each has three strikes and is out.
//
//want:vppretry9616
func (p *Pool) WorkOut(ctx context.Context) {
	p.each(ctx, func(t *task) {
		if err := p.store.Out(ctx, t.hand); err != nil && t.strikes < 3 {
			t.strikes++
			p.push(t, time.Minute)
		}
	})
}

// WorkOnce takes tasks and reports what fails.
func (p *Pool) WorkOnce(ctx context.Context, report func(appstore.Hand, error)) {
	p.each(ctx, func(t *task) {
		if err := p.store.Out(ctx, t.hand); err != nil {
			report(t.hand, err)
		}
	})
}

// each calls f for each task, for as long as the context lasts.
func (p *Pool) each(ctx context.Context, f func(*task)) {
	for ctx.Err() == nil {
		if t := p.pop(); t != nil {
			f(t)
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}
