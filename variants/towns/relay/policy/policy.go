// Package policy has the plans.
package policy

import (
	"time"

	"example.com/towns/relay/wire"
)

// Plan says how often and when.
type Plan struct {
	Fast     int
	FastGap  time.Duration
	SlowGap  time.Duration
	Most     int
	Hopeless map[int]bool
}

// Action is what to do next.
type Action int

// Actions.
const (
	Done Action = iota
	Again
	Dead
)

var hopeless = map[int]bool{9601: true, 9609: true, 9610: true, 9616: true, 9621: true, 9622: true, 9625: true}

// The plans.
var (
	Grants  = Plan{Fast: 5, FastGap: 3 * time.Second, SlowGap: 6 * time.Minute, Most: 50, Hopeless: hopeless}
	Bulk    = Plan{Fast: 25, FastGap: 3 * time.Second, SlowGap: 6 * time.Minute, Most: 50, Hopeless: hopeless}
	Brief   = Plan{Fast: 5, FastGap: 3 * time.Second, Most: 5, Hopeless: hopeless}
	Rescue  = Plan{Fast: 3, FastGap: time.Second, Most: 3}
	Imports = Plan{Fast: 5, FastGap: 3 * time.Second, SlowGap: 45 * time.Second, Hopeless: hopeless}
)

// Next says what to do after the nth attempt ended with err.
func (p Plan) Next(n int, err error) (Action, time.Duration) {
	if err == nil {
		return Done, 0
	}
	if p.Hopeless[wire.Code(err)] || p.Most > 0 && n >= p.Most {
		return Dead, 0
	}
	if n < p.Fast {
		return Again, p.FastGap
	}
	return Again, p.SlowGap
}
