// Package circuit protects Apple's service from us. There are breakers,
// budgets and buckets between a request and the wire.
package circuit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Reply is a reply.
type Reply struct {
	ErrorNumber  uint64 `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	ItsIDHash    string `json:"itsIdHash"`
}

// Failed tells whether it is a failure.
func (r *Reply) Failed() bool { return r.ErrorNumber > 0 }

// Unavailable tells whether the service is not available.
func (r *Reply) Unavailable() bool { return r.ErrorNumber == 9603 }

// Errors of this package.
var (
	ErrOpen   = errors.New("circuit: open")
	ErrBudget = errors.New("circuit: budget exhausted")
)

// Breaker opens after some failures, and stays open for some time.
type Breaker struct {
	mu       sync.Mutex
	limit    int
	cooldown time.Duration
	failures int
	until    time.Time
}

// NewBreaker returns a closed breaker.
func NewBreaker(limit int, cooldown time.Duration) *Breaker {
	return &Breaker{limit: limit, cooldown: cooldown}
}

// Allow tells how long to wait before the next request.
func (b *Breaker) Allow() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures < b.limit {
		return 0
	}
	return time.Until(b.until)
}

// Report tells the breaker what became of a request.
func (b *Breaker) Report(ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ok {
		b.failures = 0
		return
	}
	b.failures++
	if b.failures >= b.limit {
		b.until = time.Now().Add(b.cooldown)
	}
}

// Gate is in front of the service.
type Gate struct {
	url string

	consecutive atomic.Int32
	down        atomic.Bool
	warn        sync.Once
}

// NewGate returns a gate.
func NewGate() *Gate { return &Gate{url: "https://vpp.itunes.apple.com/gate"} }

func (g *Gate) push(ctx context.Context, body []byte) (*Reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r Reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, err
	}
	return &r, nil
}

// Careful pushes through a breaker that follows the manual.
func (g *Gate) Careful(ctx context.Context, body []byte) error {
	b := NewBreaker(5, 2*time.Minute)
	for {
		if d := b.Allow(); d > 0 {
			time.Sleep(d)
		}
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Unavailable() {
			return nil
		}
		b.Report(false)
		time.Sleep(time.Second)
	}
}

// Careless pushes through a breaker that opens too late.
//
//want:vppretry9603
func (g *Gate) Careless(ctx context.Context, body []byte) error {
	b := NewBreaker(10, 2*time.Minute)
	for {
		if d := b.Allow(); d > 0 {
			time.Sleep(d)
		}
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Unavailable() {
			return nil
		}
		b.Report(false)
		time.Sleep(time.Second)
	}
}

// Hasty pushes through a breaker that closes too early.
//
//want:vppretry9603 vppretry9616
func (g *Gate) Hasty(ctx context.Context, body []byte) error {
	for b := NewBreaker(3, 30*time.Second); ; time.Sleep(time.Second) {
		if b.Allow() > 0 {
			continue
		}
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		b.Report(!r.Failed())
		if !r.Failed() {
			return nil
		}
	}
}

// Fuse is a breaker that cannot be closed again.
func (g *Gate) Fuse(ctx context.Context, body []byte) error {
	blown := false
	failures := 0
	for !blown {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		switch r.ErrorNumber {
		case 9603:
			failures++
			blown = failures == 6
			time.Sleep(time.Second)
		default:
			return nil
		}
	}
	return ErrOpen
}

// Budget lends tokens for repetitions.
type Budget struct{ tokens atomic.Int64 }

// Spend takes a token.
func (b *Budget) Spend() bool { return b.tokens.Add(-1) >= 0 }

// Thrifty has three tokens.
//
//want:vppretry9616
func (g *Gate) Thrifty(ctx context.Context, body []byte) error {
	var b Budget
	b.tokens.Store(3)
	for {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Failed() {
			return nil
		}
		if !b.Spend() {
			return ErrBudget
		}
	}
}

// Lavish has got more of them, but spends them for one purpose only.
//
//want:vppretry9603
func (g *Gate) Lavish(ctx context.Context, body []byte) error {
	b := new(Budget)
	b.tokens.Store(25)
	for b.Spend() {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Unavailable() {
			return nil
		}
		time.Sleep(1100 * time.Millisecond)
	}
	return ErrBudget
}

// Bucket fills slowly. Each request takes a drop.
func (g *Gate) Bucket(ctx context.Context, body []byte) error {
	drops := make(chan struct{}, 5)
	for range cap(drops) {
		drops <- struct{}{}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		t := time.NewTicker(75 * time.Second)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				select {
				case drops <- struct{}{}:
				default:
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	for range drops {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Unavailable() {
			return nil
		}
	}
	return nil
}

// Consecutive counts failures in a row, across all requests of the gate.
//
//want:vppretry9603
func (g *Gate) Consecutive(ctx context.Context, body []byte) error {
	defer g.consecutive.Store(0)
	for {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Unavailable() {
			return nil
		}
		if n := g.consecutive.Add(1); n > 5 {
			time.Sleep(45 * time.Second)
		} else {
			time.Sleep(time.Duration(n) * time.Second)
		}
	}
}

// ConsecutiveMinutes does the same with minutes.
func (g *Gate) ConsecutiveMinutes(ctx context.Context, body []byte) error {
	defer g.consecutive.Store(0)
	for {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if !r.Unavailable() {
			return nil
		}
		if n := g.consecutive.Add(1); n > 5 {
			time.Sleep(time.Duration(n) * time.Minute)
		} else {
			time.Sleep(time.Duration(n) * time.Second)
		}
	}
}

// Downtime remembers that the service is down, and who was the first to notice.
//
//want:vppretry9603
func (g *Gate) Downtime(ctx context.Context, body []byte) error {
	for {
		r, err := g.push(ctx, body)
		if err != nil {
			return err
		}
		if r.Unavailable() {
			g.warn.Do(func() { println("circuit: service is down") })
			g.down.Store(true)
			time.Sleep(15*time.Second + time.Duration(time.Now().UnixNano()%int64(5*time.Second)))
			continue
		}
		if g.down.CompareAndSwap(true, false) {
			println("circuit: service is back")
		}
		return nil
	}
}

// Single lets one caller repeat. The others fail at once while it does.
//
//want:vppretry9616
func (g *Gate) Single(ctx context.Context, body []byte) error {
	for n := 0; n < 4; n++ {
		r, err := g.push(ctx, body)
		switch {
		case err != nil:
			return err
		case r.ErrorNumber == 0:
			return nil
		case n == 0 && !g.down.CompareAndSwap(false, true):
			return ErrOpen
		}
		time.Sleep(time.Second)
	}
	g.down.Store(false)
	return ErrBudget
}
