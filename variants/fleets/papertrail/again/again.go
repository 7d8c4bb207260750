// Package again does something again.
package again

import (
	"time"

	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/tick"
)

// Loop says how. The zero value tries three times with a second in between.
type Loop struct {
	Clock  tick.Clock
	Max    int
	Wait   time.Duration
	Add    time.Duration
	Worth  func(codes.Code) bool
	Rest   time.Duration
	RestAt int
}

// Do does it.
func (l Loop) Do(f func() codes.Code) codes.Code {
	if l.Clock == nil {
		l.Clock = tick.Wall{}
	}
	if l.Max == 0 {
		l.Max = 3
	}
	if l.Wait == 0 {
		l.Wait = time.Second
	}
	if l.Worth == nil {
		l.Worth = codes.Code.Worth
	}
	for try := 1; ; try++ {
		c := f()
		if c == codes.OK || !l.Worth(c) {
			return c
		}
		if try >= l.Max && l.Max > 0 {
			return codes.GaveUp
		}
		if l.RestAt > 0 && try >= l.RestAt {
			l.Clock.Sleep(l.Rest)
			continue
		}
		l.Clock.Sleep(l.Wait)
		l.Wait += l.Add
	}
}

// Thrice does it three times with a second in between.
func Thrice(f func() codes.Code) codes.Code { return Loop{}.Do(f) }
