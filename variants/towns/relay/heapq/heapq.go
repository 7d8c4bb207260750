// Package heapq is a queue of what is due.
package heapq

import (
	"container/heap"
	"context"
	"iter"
	"sync"
	"time"
)

// Item is what is due at some time.
type Item[T any] struct {
	V   T
	N   int
	due time.Time
	seq int
}

type items[T any] []*Item[T]

func (s items[T]) Len() int { return len(s) }
func (s items[T]) Less(i, j int) bool {
	if s[i].due.Equal(s[j].due) {
		return s[i].seq < s[j].seq
	}
	return s[i].due.Before(s[j].due)
}
func (s items[T]) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *items[T]) Push(x any)   { *s = append(*s, x.(*Item[T])) }
func (s *items[T]) Pop() any {
	old := *s
	it := old[len(old)-1]
	*s = old[:len(old)-1]
	return it
}

// Queue is a queue.
type Queue[T any] struct {
	mu   sync.Mutex
	all  items[T]
	seq  int
	wake chan struct{}
}

// New makes a queue.
func New[T any]() *Queue[T] { return &Queue[T]{wake: make(chan struct{}, 1)} }

// Add adds something that is due now.
func (q *Queue[T]) Add(v T) { q.Put(&Item[T]{V: v}, 0) }

// Put puts an item in that is due in a while.
func (q *Queue[T]) Put(it *Item[T], in time.Duration) {
	q.mu.Lock()
	q.seq++
	it.due, it.seq = time.Now().Add(in), q.seq
	heap.Push(&q.all, it)
	q.mu.Unlock()
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Len is how many there are.
func (q *Queue[T]) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.all)
}

func (q *Queue[T]) next() (it *Item[T], in time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.all) == 0 {
		return nil, time.Hour
	}
	if in = time.Until(q.all[0].due); in > 0 {
		return nil, in
	}
	return heap.Pop(&q.all).(*Item[T]), 0
}

// Due yields what is due when it is due, until the context ends.
func (q *Queue[T]) Due(ctx context.Context) iter.Seq[*Item[T]] {
	return func(yield func(*Item[T]) bool) {
		for ctx.Err() == nil {
			it, in := q.next()
			if it != nil {
				if !yield(it) {
					return
				}
				continue
			}
			t := time.NewTimer(in)
			select {
			case <-t.C:
			case <-q.wake:
			case <-ctx.Done():
			}
			t.Stop()
		}
	}
}
