package clockwork

import (
	"context"
	"math"
	"time"
)

// Clock tells the time.
type Clock interface {
	Now() time.Time
	Sleep(d time.Duration)
	After(d time.Duration) <-chan time.Time
}

type wall struct{}

func (wall) Now() time.Time                         { return time.Now() }
func (wall) Sleep(d time.Duration)                  { time.Sleep(d) }
func (wall) After(d time.Duration) <-chan time.Time { return time.After(d) }

// sleeper is how a function waits.
type sleeper func(ctx context.Context, d time.Duration) error

func realSleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Pace says how long to wait.
type Pace interface {
	Wait(attempt int) time.Duration
}

// Even always waits the same.
type Even time.Duration

// Wait implements Pace.
func (e Even) Wait(int) time.Duration { return time.Duration(e) }

// Rising waits longer and longer, up to a minute less a second.
type Rising struct{ Base time.Duration }

// Wait implements Pace.
func (r Rising) Wait(n int) time.Duration {
	return time.Duration(math.Min(float64(r.Base)*math.Pow(2, float64(n)), float64(59*time.Second)))
}
