package breakers

import (
	"errors"
	"sync"
	"time"
)

// State is the state of a breaker.
type State uint8

// The states.
const (
	Closed State = iota
	HalfOpen
	Open
)

func (s State) String() string { return [...]string{"closed", "half-open", "open"}[s] }

// ErrOpen is returned while a breaker is open.
var ErrOpen = errors.New("breakers: open")

// Breaker is a circuit breaker. After threshold failures in a row it is open
// for the cool-down; then it lets one probe pass.
type Breaker struct {
	threshold int
	cooldown  time.Duration
	growth    int
	now       func() time.Time

	mu       sync.Mutex
	state    State
	failures int
	trips    int
	openedAt time.Time
}

// Settings are the settings of a breaker. What is zero has a default.
type Settings struct {
	Threshold int
	Cooldown  time.Duration
	Growth    int
}

// NewBreaker returns a closed breaker.
func NewBreaker(s Settings) *Breaker {
	b := &Breaker{threshold: s.Threshold, cooldown: s.Cooldown, growth: s.Growth, now: time.Now}
	if b.threshold == 0 {
		b.threshold = 5
	}
	if b.cooldown == 0 {
		b.cooldown = 30 * time.Second
	}
	if b.growth == 0 {
		b.growth = 1
	}
	return b
}

func (b *Breaker) span() time.Duration {
	d := b.cooldown
	for range b.trips - 1 {
		d *= time.Duration(b.growth)
		if d > time.Hour {
			return time.Hour
		}
	}
	return d
}

// Allow tells whether a request may pass.
func (b *Breaker) Allow() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.state {
	case Open:
		if b.now().Sub(b.openedAt) < b.span() {
			return ErrOpen
		}
		b.state = HalfOpen
		return nil
	default:
		return nil
	}
}

// Done tells the breaker how a request went.
func (b *Breaker) Done(ok bool) State {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case ok:
		b.state, b.failures, b.trips = Closed, 0, 0
	case b.state == HalfOpen:
		b.trip()
	default:
		if b.failures++; b.failures >= b.threshold {
			b.trip()
		}
	}
	return b.state
}

func (b *Breaker) trip() {
	b.state, b.openedAt = Open, b.now()
	b.trips++
}

// Bucket is a token bucket.
type Bucket struct {
	rate  float64 // tokens a second
	burst float64

	mu     sync.Mutex
	tokens float64
	last   time.Time
}

// NewBucket returns a full bucket.
func NewBucket(rate float64, burst int) *Bucket {
	return &Bucket{rate: rate, burst: float64(burst), tokens: float64(burst), last: time.Now()}
}

// Reserve takes a token, and tells how long to wait for it.
func (b *Bucket) Reserve() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.tokens = min(b.burst, b.tokens+now.Sub(b.last).Seconds()*b.rate)
	b.last = now
	b.tokens--
	if b.tokens >= 0 {
		return 0
	}
	return time.Duration(-b.tokens / b.rate * float64(time.Second))
}
