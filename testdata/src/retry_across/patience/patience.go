// Package patience tries things again. It knows nothing of what it tries.
package patience

import (
	"context"
	"time"
)

// Policy says how often, and how long to wait.
type Policy struct {
	Attempts int
	Delay    time.Duration
	Cap      time.Duration
	Again    func(error) bool
}

// Impatient is for what answers quickly.
var Impatient = Policy{Attempts: 10, Delay: time.Second, Cap: 8 * time.Second}

// Do tries f until it succeeds.
//
//twin:none it calls whatever it is given
func (p Policy) Do(ctx context.Context, f func(context.Context) error) error {
	delay := p.Delay
	for attempt := 1; ; attempt++ {
		err := f(ctx)
		if err == nil || attempt == p.Attempts || p.Again != nil && !p.Again(err) {
			return err
		}
		if err := Sleep(ctx, delay); err != nil {
			return err
		}
		if delay *= 2; delay > p.Cap {
			delay = p.Cap
		}
	}
}

// Sleep waits, unless the context ends.
//
//twin:none it sends nothing
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Escalate is the delay before attempt n+1: seconds first, then minutes.
//
//twin:none it sends nothing
func Escalate(n int) time.Duration {
	if n <= 5 {
		return time.Duration(n) * time.Second
	}
	return 10 * time.Minute
}
