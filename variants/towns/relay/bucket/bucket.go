// Package bucket limits rates.
package bucket

import (
	"context"
	"sync"
	"time"
)

// Bucket holds tokens.
type Bucket struct {
	mu    sync.Mutex
	size  int
	have  int
	every time.Duration
	last  time.Time
}

// New makes a full bucket that gets a token every so often.
func New(size int, every time.Duration) *Bucket {
	return &Bucket{size: size, have: size, every: every, last: time.Now()}
}

// Wait waits for a token.
func (b *Bucket) Wait(ctx context.Context) error {
	for {
		in := b.take()
		if in <= 0 {
			return nil
		}
		select {
		case <-time.After(in):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (b *Bucket) take() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.have < b.size && time.Since(b.last) >= b.every {
		b.last = b.last.Add(b.every)
		b.have++
	}
	if b.have > 0 {
		if b.have == b.size {
			b.last = time.Now()
		}
		b.have--
		return 0
	}
	return b.every - time.Since(b.last)
}
