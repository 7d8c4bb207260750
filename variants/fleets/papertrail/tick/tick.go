// Package tick is the clock.
package tick

import "time"

// Clock tells the time and lets it pass.
type Clock interface {
	Now() time.Time
	Sleep(time.Duration)
	After(time.Duration, func())
}

// Wall is the clock on the wall.
type Wall struct{}

// Now implements Clock.
func (Wall) Now() time.Time { return time.Now() }

// Sleep implements Clock.
func (Wall) Sleep(d time.Duration) { time.Sleep(d) }

// After implements Clock.
func (Wall) After(d time.Duration, f func()) { time.AfterFunc(d, f) }
