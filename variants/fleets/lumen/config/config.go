// Package config is how lumen is set up.
package config

import (
	"time"
)

// Config is the set-up of a client.
type Config struct {
	// Repeats is how often a request is sent again.
	Repeats int
	// Pause is the first pause.
	Pause time.Duration
	// Ceiling is the longest pause.
	Ceiling time.Duration
	// Rest follows once Repeats are used up, where the work goes on after that.
	Rest time.Duration
	// Again lists the numbers that are worth it.
	Again []int
}

// Option changes a Config.
type Option interface{ apply(*Config) }

type optionFunc func(*Config)

func (f optionFunc) apply(c *Config) { f(c) }

// WithRepeats sets how often.
func WithRepeats(n int) Option { return optionFunc(func(c *Config) { c.Repeats = n }) }

// WithPauses sets the pauses.
func WithPauses(first, longest time.Duration) Option {
	return optionFunc(func(c *Config) { c.Pause, c.Ceiling = first, longest })
}

// WithRest sets the rest.
func WithRest(d time.Duration) Option { return optionFunc(func(c *Config) { c.Rest = d }) }

// WithNumbers adds numbers.
func WithNumbers(ns ...int) Option {
	return optionFunc(func(c *Config) { c.Again = append(c.Again, ns...) })
}

// New is the set-up with the options.
func New(opts ...Option) Config {
	c := Config{Repeats: 4, Pause: 500 * time.Millisecond, Ceiling: 15 * time.Second, Rest: 10 * time.Minute, Again: []int{9603, 9646}}
	for _, o := range opts {
		o.apply(&c)
	}
	return c
}

// PauseAfter is the pause after the nth attempt.
func (c Config) PauseAfter(n int) time.Duration {
	return min(c.Pause<<(n-1), c.Ceiling)
}
