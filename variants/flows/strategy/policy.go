package strategy

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"
)

// Backoff says how long to wait, and when to stop.
type Backoff interface {
	Next() (wait time.Duration, stop bool)
}

// Constant always waits the same time.
type Constant time.Duration

// Next implements Backoff.
func (c Constant) Next() (time.Duration, bool) { return time.Duration(c), false }

// Of is Next as a function of the attempt.
func (c Constant) Of(int) time.Duration { return time.Duration(c) }

// Doubling waits twice as long each time.
type Doubling struct{ Start, current time.Duration }

// Next implements Backoff.
func (d *Doubling) Next() (time.Duration, bool) {
	if d.current == 0 {
		d.current = d.Start
	} else {
		d.current *= 2
	}
	return d.current, false
}

// Capped limits the waits of another backoff.
type Capped struct {
	Backoff
	Most time.Duration
}

// Next implements Backoff.
func (c Capped) Next() (time.Duration, bool) {
	wait, stop := c.Backoff.Next()
	return min(wait, c.Most), stop
}

// Counted stops another backoff after some waits.
type Counted struct {
	Backoff
	Left int
}

// Next implements Backoff.
func (c *Counted) Next() (time.Duration, bool) {
	if c.Left == 0 {
		return 0, true
	}
	c.Left--
	return c.Backoff.Next()
}

// Floored waits at least some time once the first waits are over.
type Floored struct {
	Backoff
	After int
	Least time.Duration
	seen  int
}

// Next implements Backoff.
func (f *Floored) Next() (time.Duration, bool) {
	wait, stop := f.Backoff.Next()
	if f.seen++; f.seen >= f.After {
		wait = max(wait, f.Least)
	}
	return wait, stop
}

// Wait calls op until it has nothing to complain about, or b stops.
func Wait(ctx context.Context, b Backoff, op func(context.Context) error, again func(*Failure) bool) error {
	for {
		err := op(ctx)
		var f *Failure
		if !errors.As(err, &f) || !again(f) {
			return err
		}
		wait, stop := b.Next()
		if stop {
			return fmt.Errorf("giving up: %w", err)
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		}
	}
}

// Policy is a policy.
type Policy struct {
	Max   int
	Delay func(attempt int) time.Duration
	Retry func(*Failure) bool
}

// Run runs op.
func (p Policy) Run(ctx context.Context, op func(context.Context) error) (err error) {
	for n := 1; n <= p.Max; n++ {
		if err = op(ctx); err == nil {
			return nil
		}
		var f *Failure
		if !errors.As(err, &f) || !p.Retry(f) {
			return err
		}
		p.Pause(n)
	}
	return err
}

// Pause waits after attempt n.
func (p Policy) Pause(n int) { time.Sleep(p.Delay(n)) }

// calm is a policy with longer pauses.
type calm struct{ Policy }

// Pause waits for five minutes after the fourth attempt.
func (c calm) Pause(n int) {
	if n > 4 {
		time.Sleep(5 * time.Minute)
		return
	}
	c.Policy.Pause(n)
}

// Builder builds a policy.
type Builder struct {
	max     int
	every   time.Duration
	growth  float64
	numbers []int
	err     error
}

// NewBuilder returns a builder with the usual values.
func NewBuilder() *Builder { return &Builder{max: 3, every: time.Second, growth: 1} }

// Attempts sets the number of attempts. More than the service can bear are not possible.
func (b *Builder) Attempts(n int) *Builder {
	if n < 1 {
		b.err = errors.Join(b.err, fmt.Errorf("strategy: %d attempts", n))
		return b
	}
	b.max = n
	return b
}

// Every sets the pause.
func (b *Builder) Every(d time.Duration) *Builder {
	b.every = d
	return b
}

// Growing lets the pause grow.
func (b *Builder) Growing(factor float64) *Builder {
	b.growth = factor
	return b
}

// On sets the numbers.
func (b *Builder) On(numbers ...int) *Builder {
	b.numbers = append(b.numbers, numbers...)
	return b
}

func (b *Builder) delay(n int) time.Duration {
	return time.Duration(float64(b.every) * math.Pow(b.growth, float64(n-1)))
}

func (b *Builder) retry(f *Failure) bool {
	for _, n := range b.numbers {
		if f.Code == n {
			return true
		}
	}
	return false
}

// Build returns the policy as it was ordered.
func (b *Builder) Build() (Policy, error) {
	if b.err != nil {
		return Policy{}, b.err
	}
	return Policy{Max: b.max, Delay: b.delay, Retry: b.retry}, nil
}

// BuildSafe returns a policy that keeps to the rules, whatever was ordered.
func (b *Builder) BuildSafe() Policy {
	if b.max > 6 && b.every < time.Minute {
		b.every = time.Minute
	}
	b.growth = math.Max(b.growth, 1)
	return Policy{Max: b.max, Delay: b.delay, Retry: b.retry}
}
