// Package pulse does things at a steady pace.
package pulse

import (
	"context"
	"log"
	"sync"
	"time"

	"example.com/towns/relay/wire"
)

// Beat is something that is done at every beat.
type Beat func(context.Context) error

// Pulse beats.
type Pulse struct {
	every time.Duration
	beats map[string]Beat
}

// New makes a pulse.
func New(every time.Duration) *Pulse {
	return &Pulse{every: every, beats: map[string]Beat{}}
}

// Add adds a beat.
func (p *Pulse) Add(name string, b Beat) { p.beats[name] = b }

// Run beats for ever, all at once.
func (p *Pulse) Run(ctx context.Context) {
	t := time.NewTicker(p.every)
	defer t.Stop()
	for {
		var wg sync.WaitGroup
		for name, b := range p.beats {
			wg.Go(func() {
				if err := b(ctx); err != nil {
					log.Printf("%s: %v", name, err)
				}
			})
		}
		wg.Wait()
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// Once beats until it has worked once.
func Once(ctx context.Context, every time.Duration, b Beat) {
	t := time.NewTicker(every)
	defer t.Stop()
	for b(ctx) != nil {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// Daily grants every day, whether it was granted the day before or not.
func Daily(ctx context.Context, c *wire.Client, g wire.Grant) {
	p := New(24 * time.Hour)
	p.Add("grant", func(ctx context.Context) error { return c.Grant(ctx, g) })
	p.Run(ctx)
}

// Often looks at an event every ten seconds, whatever comes back.
func Often(ctx context.Context, c *wire.Client, event string) {
	p := New(10 * time.Second)
	p.Add("state", func(ctx context.Context) error { _, err := c.State(ctx, event); return err })
	p.Run(ctx)
}

// Settle grants every half minute until it has worked.
//
//want:vppretry9603 vppretry9616
func Settle(ctx context.Context, c *wire.Client, g wire.Grant) {
	Once(ctx, 30*time.Second, func(ctx context.Context) error { return c.Grant(ctx, g) })
}

// SettleBusy grants every quarter of an hour while Apple is busy.
func SettleBusy(ctx context.Context, c *wire.Client, g wire.Grant) (err error) {
	Once(ctx, 15*time.Minute, func(ctx context.Context) error {
		if err = c.Grant(ctx, g); wire.Busy(err) {
			return err
		}
		return nil
	})
	return err
}

// SettleEnroll enrolls every two minutes until it has worked.
func SettleEnroll(ctx context.Context, c *wire.Client, user string) {
	Once(ctx, 2*time.Minute, func(ctx context.Context) error { return c.Enroll(ctx, user) })
}
