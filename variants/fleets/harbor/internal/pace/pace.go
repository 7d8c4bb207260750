// Package pace says how long to rest between one attempt and the next.
package pace

import (
	"math/rand/v2"
	"time"
)

// Pacer gives the rest after attempt n, which counts from one.
type Pacer interface {
	Rest(n int) time.Duration
}

// Steady rests for the same time after each attempt.
type Steady time.Duration

// Rest implements Pacer.
func (s Steady) Rest(int) time.Duration { return time.Duration(s) }

// Ramp doubles from First up to Most.
type Ramp struct {
	First, Most time.Duration
}

// Rest implements Pacer.
func (r Ramp) Rest(n int) time.Duration {
	d := r.First
	for ; n > 1 && d < r.Most; n-- {
		d *= 2
	}
	return min(d, r.Most)
}

// Gears goes by Low for the first Shift attempts and by High from then on.
type Gears struct {
	Low, High Pacer
	Shift     int
}

// Rest implements Pacer.
func (g Gears) Rest(n int) time.Duration {
	if n > g.Shift {
		return g.High.Rest(n - g.Shift)
	}
	return g.Low.Rest(n)
}

// Fuzzy adds up to a tenth.
type Fuzzy struct{ Pacer }

// Rest implements Pacer.
func (f Fuzzy) Rest(n int) time.Duration {
	d := f.Pacer.Rest(n)
	return d + time.Duration(rand.Int64N(int64(d)/10+1))
}

// Patient is what the nightly jobs go by.
var Patient Pacer = Gears{Low: Ramp{First: time.Second, Most: 15 * time.Second}, High: Fuzzy{Steady(6 * time.Minute)}, Shift: 5}
