// Package night does in the night what could not be done during the day.
package night

import (
	"context"
	"errors"
	"time"

	"example.com/loopsb/rollout/again"
	"example.com/loopsb/rollout/apple"
)

// Associator is anything that associates.
type Associator interface {
	Associate(ctx context.Context, in apple.Request) (*apple.Receipt, error)
}

// Opening says when the night begins and how long it is.
type Opening struct {
	Hour   int
	Length time.Duration
	now    func() time.Time
}

// Until returns how long it is until the night begins.
func (o Opening) Until(now time.Time) time.Duration {
	y, m, d := now.Date()
	start := time.Date(y, m, d, o.Hour, 0, 0, 0, now.Location())
	if now.After(start) {
		if now.Before(start.Add(o.Length)) {
			return 0
		}
		start = start.AddDate(0, 0, 1)
	}
	return start.Sub(now)
}

// Shift works through the night.
type Shift struct {
	a    Associator
	open Opening
}

// NewShift returns a shift that begins at one.
func NewShift(c *apple.Client) *Shift {
	return &Shift{a: c, open: Opening{Hour: 1, Length: 3 * time.Hour, now: time.Now}}
}

// Tend associates as soon as the night begins, and does it again as long as it
// lasts.
//
//want:vppretry9603
func (s *Shift) Tend(ctx context.Context, in apple.Request) error {
	for {
		time.Sleep(s.open.Until(s.open.now()))
		_, err := s.a.Associate(ctx, in)
		var e *apple.Error
		if !errors.As(err, &e) || e.Class() != apple.Transient {
			return err
		}
		time.Sleep(20 * time.Second)
	}
}

// TendOnce associates once a night.
func (s *Shift) TendOnce(ctx context.Context, in apple.Request) error {
	for {
		time.Sleep(s.open.Until(s.open.now()))
		_, err := s.a.Associate(ctx, in)
		var e *apple.Error
		if !errors.As(err, &e) || e.Class() != apple.Transient {
			return err
		}
		time.Sleep(s.open.Length)
	}
}

// Morning counts duplicates as errors, which are made up for until the sun rises.
//
//want:vppretry9616
func (s *Shift) Morning(ctx context.Context, in apple.Request) error {
	ctx, cancel := context.WithTimeout(ctx, s.open.Length)
	defer cancel()
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := s.a.Associate(ctx, in)
		if c := apple.ClassOf(err); c == apple.Permanent {
			return again.Stop(err)
		}
		return err
	}, again.Times(6), again.Waits(10*time.Minute))
}

// Evening leaves duplicates alone.
func (s *Shift) Evening(ctx context.Context, in apple.Request) error {
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := s.a.Associate(ctx, in)
		switch apple.ClassOf(err) {
		case apple.Permanent:
			return again.Stop(err)
		case apple.Duplicate:
			return nil
		}
		return err
	}, again.Times(6), again.Waits(10*time.Minute))
}

// Noon has no end, and ten seconds at most.
//
//want:vppretry9603
func (s *Shift) Noon(ctx context.Context, in apple.Request) error {
	waits := []time.Duration{}
	for d := time.Second; d < 10*time.Second; d += 3 * time.Second {
		waits = append(waits, d)
	}
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := s.a.Associate(ctx, in)
		return err
	}, again.Waits(waits...), again.Times(0), again.If(func(err error) bool { return apple.ClassOf(err) == apple.Transient }))
}
