// Package options has a helper that is set up with options.
package options

import (
	"errors"
	"time"
)

type settings struct {
	attempts int
	delay    func(n int) time.Duration
	if_      func(error) bool
}

// Option changes how it is tried.
type Option func(*settings)

// Attempts says how often.
//
//twin:none it sends nothing
func Attempts(n int) Option { return func(s *settings) { s.attempts = n } }

// Delay says how long to wait.
//
//twin:none it sends nothing
func Delay(d time.Duration) Option {
	return func(s *settings) { s.delay = func(int) time.Duration { return d } }
}

// DelayFunc says how long to wait, by attempt.
//
//twin:none it sends nothing
func DelayFunc(f func(n int) time.Duration) Option { return func(s *settings) { s.delay = f } }

// If says after which errors.
//
//twin:none it sends nothing
func If(f func(error) bool) Option { return func(s *settings) { s.if_ = f } }

// Retry tries f ten times, half a second apart, unless told otherwise.
//
//twin:none it calls whatever it is given
func Retry[T any](f func() (T, error), opts ...Option) (v T, err error) {
	s := settings{attempts: 10, if_: func(error) bool { return true }}
	Delay(500 * time.Millisecond)(&s)
	for _, opt := range opts {
		opt(&s)
	}
	for n := 1; n <= s.attempts; n++ {
		v, err = f()
		if err == nil || !s.if_(err) {
			return v, err
		}
		if n < s.attempts {
			time.Sleep(s.delay(n))
		}
	}
	return v, errors.Join(errors.New("giving up"), err)
}
