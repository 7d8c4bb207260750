// Package actor has actors: each has a mailbox and does one thing at a time.
package actor

import (
	"context"
	"time"

	"example.com/towns/relay/bus"
	"example.com/towns/relay/wire"
)

// Client is what actors need.
type Client interface {
	Grant(ctx context.Context, g wire.Grant) error
	Revoke(ctx context.Context, g wire.Grant) error
}

var _ Client = (*wire.Client)(nil)

type (
	grant struct {
		g wire.Grant
		n int
	}
	revoke struct {
		g wire.Grant
		n int
	}
	stop struct{}
)

// Actor grants and takes back.
type Actor struct {
	c    *wire.Client
	mail chan any
	bus  *bus.Bus
}

// New makes an actor.
func New(c *wire.Client, b *bus.Bus) *Actor { return &Actor{c: c, mail: make(chan any, 64), bus: b} }

// Grant tells the actor to grant.
func (a *Actor) Grant(g wire.Grant) { a.mail <- grant{g: g} }

// Revoke tells the actor to take back.
func (a *Actor) Revoke(g wire.Grant) { a.mail <- revoke{g: g} }

// Stop tells the actor to stop.
func (a *Actor) Stop() { a.mail <- stop{} }

func (a *Actor) later(d time.Duration, m any) { time.AfterFunc(d, func() { a.mail <- m }) }

// Live lives.
func (a *Actor) Live(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-a.mail:
			switch m := m.(type) {
			case stop:
				return
			case grant:
				err := a.c.Grant(ctx, m.g)
				switch {
				case err == nil:
					a.bus.Publish(bus.Event{Kind: "granted", Grant: m.g})
				case wire.Busy(err) && m.n < 4:
					a.later(2*time.Second, grant{m.g, m.n + 1})
				case wire.Busy(err):
					a.later(10*time.Minute, grant{m.g, m.n + 1})
				default:
					a.bus.Refused(m.g, err)
				}
			case revoke:
				if err := a.c.Revoke(ctx, m.g); err != nil && m.n < 3 {
					a.later(time.Second, revoke{m.g, m.n + 1})
				}
			}
		}
	}
}

// LiveHastily lives as if there were no tomorrow.
//
//want:vppretry9603
func (a *Actor) LiveHastily(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-a.mail:
			switch m := m.(type) {
			case grant:
				if err := a.c.Grant(ctx, m.g); wire.Temporary(err) {
					a.later(time.Duration(m.n)*time.Second, grant{m.g, m.n + 1})
				} else if err != nil {
					a.bus.Refused(m.g, err)
				}
			case stop:
				return
			}
		}
	}
}

// LiveStubbornly lives by the day and never learns.
//
//want:vppretry9616
func (a *Actor) LiveStubbornly(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-a.mail:
			if g, ok := m.(grant); ok {
				if err := a.c.Grant(ctx, g.g); err != nil {
					a.bus.Refused(g.g, err)
					a.later(24*time.Hour, g)
				}
			}
		}
	}
}

// LiveOnce lives without a second chance.
func (a *Actor) LiveOnce(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-a.mail:
			a.receive(ctx, m)
		}
	}
}

// receive receives a message and sends what it says.
func (a *Actor) receive(ctx context.Context, m any) {
	switch m := m.(type) {
	case grant:
		if err := a.c.Grant(ctx, m.g); err != nil {
			a.bus.Refused(m.g, err)
		}
	case revoke:
		_ = a.c.Revoke(ctx, m.g)
	}
}

// LiveApart lives and leaves the messages to somebody else.
//
//want:maybe:vppretry9603
func (a *Actor) LiveApart(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-a.mail:
			if g, ok := m.(grant); ok {
				a.apart(ctx, g)
			}
		}
	}
}

// apart grants and sends a letter to itself.
//
//want:maybe:vppretry9603
func (a *Actor) apart(ctx context.Context, g grant) {
	if err := a.c.Grant(ctx, g.g); wire.Busy(err) {
		a.later(5*time.Second, g)
	}
}
