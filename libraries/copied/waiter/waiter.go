// Package waiter is what a team makes of a retry library when it takes it into
// its own tree: the shape is that of cenkalti/backoff, the defaults are the
// team's.
package waiter

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// Stop says that there is nothing more to wait for.
const Stop time.Duration = -1

// The team's defaults.
const (
	DefaultInitialInterval     = 250 * time.Millisecond
	DefaultRandomizationFactor = 0.25
	DefaultMultiplier          = 2
	DefaultMaxInterval         = 30 * time.Second
	DefaultMaxElapsedTime      = 3 * time.Second
)

// BackOff says how long to wait.
type BackOff interface {
	NextBackOff() time.Duration
	Reset()
}

// Constant waits the same each time.
type Constant struct{ Interval time.Duration }

// NextBackOff implements BackOff.
func (c *Constant) NextBackOff() time.Duration { return c.Interval }

// Reset implements BackOff.
func (c *Constant) Reset() {}

// Clock tells the time.
type Clock interface{ Now() time.Time }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

// Exponential waits longer each time.
type Exponential struct {
	InitialInterval     time.Duration
	RandomizationFactor float64
	Multiplier          float64
	MaxInterval         time.Duration
	MaxElapsedTime      time.Duration // 0: no limit
	Clock               Clock

	current time.Duration
	start   time.Time
}

// Option sets something of an Exponential.
type Option func(*Exponential)

// MaxElapsedTime limits the time.
func MaxElapsedTime(d time.Duration) Option { return func(e *Exponential) { e.MaxElapsedTime = d } }

// MaxInterval limits what is waited.
func MaxInterval(d time.Duration) Option { return func(e *Exponential) { e.MaxInterval = d } }

// InitialInterval is what is waited first.
func InitialInterval(d time.Duration) Option { return func(e *Exponential) { e.InitialInterval = d } }

// NewExponential has the defaults.
func NewExponential(options ...Option) *Exponential {
	e := &Exponential{
		InitialInterval:     DefaultInitialInterval,
		RandomizationFactor: DefaultRandomizationFactor,
		Multiplier:          DefaultMultiplier,
		MaxInterval:         DefaultMaxInterval,
		MaxElapsedTime:      DefaultMaxElapsedTime,
		Clock:               systemClock{},
	}
	for _, o := range options {
		o(e)
	}
	e.Reset()
	return e
}

// Reset implements BackOff.
func (e *Exponential) Reset() {
	e.current = e.InitialInterval
	e.start = e.Clock.Now()
}

// NextBackOff implements BackOff.
func (e *Exponential) NextBackOff() time.Duration {
	elapsed := e.Clock.Now().Sub(e.start)
	delta := e.RandomizationFactor * float64(e.current)
	low, high := float64(e.current)-delta, float64(e.current)+delta
	next := time.Duration(low + rand.Float64()*(high-low+1))
	if float64(e.current) >= float64(e.MaxInterval)/e.Multiplier {
		e.current = e.MaxInterval
	} else {
		e.current = time.Duration(float64(e.current) * e.Multiplier)
	}
	if e.MaxElapsedTime != 0 && elapsed+next > e.MaxElapsedTime {
		return Stop
	}
	return next
}

type tries struct {
	BackOff
	max, done uint64
}

// WithTries limits the retries of a BackOff.
func WithTries(b BackOff, limit uint64) BackOff { return &tries{BackOff: b, max: limit} }

func (t *tries) NextBackOff() time.Duration {
	if t.done >= t.max {
		return Stop
	}
	t.done++
	return t.BackOff.NextBackOff()
}

func (t *tries) Reset() {
	t.done = 0
	t.BackOff.Reset()
}

// PermanentError is not retried.
type PermanentError struct{ Err error }

// Error implements error.
func (e *PermanentError) Error() string { return e.Err.Error() }

// Unwrap is for errors.As.
func (e *PermanentError) Unwrap() error { return e.Err }

// Permanent marks an error.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return &PermanentError{Err: err}
}

// Retry runs an operation until it succeeds, fails for good, or the BackOff stops.
func Retry(ctx context.Context, operation func() error, b BackOff) error {
	return RetryNotify(ctx, operation, b, nil)
}

// RetryNotify is Retry that tells of each failure.
func RetryNotify(ctx context.Context, operation func() error, b BackOff, notify func(error, time.Duration)) error {
	_, err := RetryWithData(ctx, func() (struct{}, error) { return struct{}{}, operation() }, b, notify)
	return err
}

// RetryWithData is RetryNotify for operations that return something.
func RetryWithData[T any](ctx context.Context, operation func() (T, error), b BackOff, notify func(error, time.Duration)) (T, error) {
	b.Reset()
	for {
		v, err := operation()
		if err == nil {
			return v, nil
		}
		var permanent *PermanentError
		if errors.As(err, &permanent) {
			return v, permanent.Err
		}
		next := b.NextBackOff()
		if next == Stop {
			return v, err
		}
		if notify != nil {
			notify(err, next)
		}
		select {
		case <-ctx.Done():
			return v, ctx.Err()
		case <-time.After(next):
		}
	}
}
