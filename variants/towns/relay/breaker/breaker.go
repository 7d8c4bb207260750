// Package breaker is a circuit breaker.
package breaker

import (
	"fmt"
	"sync"
	"time"
)

// Open says that the circuit is open.
type Open struct{ For time.Duration }

// Error implements error.
func (o *Open) Error() string { return fmt.Sprintf("open for %s", o.For) }

// Breaker opens after some failures in a row.
type Breaker struct {
	limit  int
	rest   time.Duration
	sticky bool

	mu    sync.Mutex
	fails int
	until time.Time
}

// New makes a breaker. It stays on the alert after it has been open: one failure
// opens it again.
func New(limit int, rest time.Duration) *Breaker {
	return &Breaker{limit: limit, rest: rest, sticky: true}
}

// NewForgetful makes a breaker that forgets what was before it was open.
func NewForgetful(limit int, rest time.Duration) *Breaker {
	return &Breaker{limit: limit, rest: rest}
}

// Do does f unless the circuit is open.
func (b *Breaker) Do(f func() error, bad func(error) bool) error {
	b.mu.Lock()
	wait := time.Until(b.until)
	b.mu.Unlock()
	if wait > 0 {
		return &Open{wait}
	}
	err := f()
	b.mu.Lock()
	defer b.mu.Unlock()
	if !bad(err) {
		b.fails = 0
		return err
	}
	if b.fails++; b.fails >= b.limit {
		b.until = time.Now().Add(b.rest)
		if !b.sticky {
			b.fails = 0
		}
	}
	return err
}
