// Package cooldown keeps the hasty in check.
package cooldown

import (
	"sync"
	"time"
)

// Gate lets each key through a few times in quick succession and then has it
// cool down.
type Gate struct {
	free  int
	quick time.Duration
	cool  time.Duration

	mu   sync.Mutex
	hits map[string]int
}

// Default values.
const (
	DefaultFree = 5
	DefaultCool = 10 * time.Minute
)

// NewGate returns a Gate. Values of nought are replaced by the defaults.
func NewGate(free int, quick, cool time.Duration) *Gate {
	g := &Gate{free: free, quick: quick, cool: cool, hits: map[string]int{}}
	if g.free == 0 {
		g.free = DefaultFree
	}
	if g.cool == 0 {
		g.cool = DefaultCool
	}
	return g
}

// Wait waits until the key may have another go.
func (g *Gate) Wait(key string) {
	g.mu.Lock()
	g.hits[key]++
	n := g.hits[key]
	g.mu.Unlock()
	switch {
	case n == 1:
	case n <= g.free:
		time.Sleep(g.quick)
	default:
		time.Sleep(g.cool)
	}
}

// Clear forgets a key.
func (g *Gate) Clear(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.hits, key)
}
