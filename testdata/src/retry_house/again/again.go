// Package again has helpers for whatever may fail.
package again

import (
	"context"
	"errors"
	"time"
)

// Verdict is what a filter makes of an error.
type Verdict int

// Verdicts.
const (
	Normal Verdict = iota // wait for longer than before
	Reset                 // wait as at first
	Ignore                // it is none
	Stop                  // nothing helps
)

// Config says how it is tried.
type Config struct {
	Attempts int           // 0 is ten
	First    time.Duration // 0 is a second
	Most     time.Duration // 0 is a minute
	Filter   func(error) Verdict
}

func (c Config) withDefaults() Config {
	if c.Attempts == 0 {
		c.Attempts = 10
	}
	if c.First == 0 {
		c.First = time.Second
	}
	if c.Most == 0 {
		c.Most = time.Minute
	}
	if c.Filter == nil {
		c.Filter = func(error) Verdict { return Normal }
	}
	return c
}

// Do tries f as c says.
//
//twin:none it calls whatever it is given
func (c Config) Do(ctx context.Context, f func(context.Context) error) error {
	c = c.withDefaults()
	wait := c.First
	for n := 1; ; n++ {
		err := f(ctx)
		if err == nil {
			return nil
		}
		switch c.Filter(err) {
		case Stop:
			return err
		case Ignore:
			return nil
		case Reset:
			wait = c.First
		}
		if n == c.Attempts {
			return err
		}
		if err := Sleep(ctx, wait); err != nil {
			return err
		}
		wait = min(2*wait, c.Most)
	}
}

// Sleep waits, unless the context ends.
//
//twin:none it sends nothing
func Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

type permanent struct{ error }

// Permanent marks what nothing helps against.
//
//twin:none it sends nothing
func Permanent(err error) error { return permanent{err} }

// Until tries f every so often until it succeeds, or fails for good.
//
//twin:none it calls whatever it is given
func Until(ctx context.Context, every time.Duration, f func() error) error {
	for {
		err := f()
		if p := (permanent{}); errors.As(err, &p) {
			return p.error
		}
		if err == nil {
			return nil
		}
		if err := Sleep(ctx, every); err != nil {
			return err
		}
	}
}

// Twice tries f once more.
//
//twin:none it calls whatever it is given
func Twice(f func() error) error {
	if f() == nil {
		return nil
	}
	time.Sleep(time.Second)
	return f()
}

// Value tries f until ok likes what it returns.
//
//twin:none it calls whatever it is given
func Value[T any](times int, every time.Duration, f func() (T, error), ok func(T) bool) (v T, err error) {
	for range times {
		if v, err = f(); err != nil || ok(v) {
			return v, err
		}
		time.Sleep(every)
	}
	return v, err
}

// Limit lets so many through, and has the next one cool down.
type Limit struct {
	Burst       int
	Pause, Cool time.Duration
	// Stays says that all that follow cool down, too.
	Stays bool

	passed int
}

// Wait returns when the next one may pass.
//
//twin:none it sends nothing
func (l *Limit) Wait() {
	l.passed++
	if l.passed <= l.Burst {
		time.Sleep(l.Pause)
		return
	}
	if !l.Stays {
		l.passed = 0
	}
	time.Sleep(l.Cool)
}
