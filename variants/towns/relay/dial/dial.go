// Package dial makes clients.
package dial

import (
	"net/http"
	"sync"
	"time"

	"example.com/towns/relay/breaker"
	"example.com/towns/relay/bucket"
	"example.com/towns/relay/chain"
	"example.com/towns/relay/wire"
)

// Plain sends once.
func Plain(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Logged, chain.Token("t")))
}

// Polite sends up to five times.
func Polite(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Repeat(5, chain.Evenly(time.Second), wire.Temporary), chain.Token("t")))
}

// Long sends for long.
func Long(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Repeat(60, chain.FastThenSlow, wire.Temporary)))
}

// Pushy sends for long without pauses to speak of.
//
//want:vppretry9603
func Pushy(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Logged, chain.Repeat(60, chain.Evenly(time.Second), wire.Temporary)))
}

// Rough sends again whatever was refused.
//
//want:vppretry9616
func Rough(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Repeat(2, chain.Evenly(time.Minute), func(error) bool { return true })))
}

// Limited sends for long; the bucket below sees to the pauses.
func Limited(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Repeat(60, chain.Evenly(0), wire.Temporary), chain.Limited(bucket.New(5, 5*time.Minute))))
}

// Guarded sends twice at most; the breaker says no after three.
func Guarded(rt http.RoundTripper) *wire.Client {
	return wire.Over(chain.Of(rt, chain.Repeat(2, chain.Evenly(time.Second), wire.Busy), chain.Broken(breaker.New(3, time.Minute))))
}

// Pool makes one client and no more.
type Pool struct {
	RT   http.RoundTripper
	once sync.Once
	c    *wire.Client
}

// Get gets it.
func (p *Pool) Get() *wire.Client {
	p.once.Do(func() { p.c = Plain(p.RT) })
	return p.c
}
