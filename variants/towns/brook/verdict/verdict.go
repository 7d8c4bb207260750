// Package verdict says what a retry is to make of an error.
package verdict

import (
	"context"
	"errors"

	"example.com/towns/brook/fault"
)

// Verdict is what to make of it.
type Verdict uint8

// Verdicts.
const (
	Normal Verdict = iota // counts
	Reset                 // counts from the start
	Ignore                // is no error at all
	Stop                  // is final
)

// Func judges.
type Func func(error) Verdict

var table = map[fault.Num]Verdict{
	fault.Internal:    Normal,
	fault.Throttled:   Normal,
	fault.Maintenance: Stop,
	fault.Assigned:    Ignore,
}

// Standard is how the house sees it.
func Standard(err error) Verdict {
	if errors.Is(err, context.Canceled) {
		return Stop
	}
	if v, ok := table[fault.NumOf(err)]; ok {
		return v
	}
	if fault.Offline(err) {
		return Normal
	}
	return Stop
}

// Generous starts counting anew when the service is busy.
func Generous(err error) Verdict {
	if errors.Is(err, fault.ErrBusy) {
		return Reset
	}
	return Standard(err)
}

// ResetOnThrottle starts counting anew when there were too many requests.
func ResetOnThrottle(err error) Verdict {
	if fault.Any(err, fault.Throttled) {
		return Reset
	}
	return Standard(err)
}

// Hopeful hopes for whatever it does not know.
func Hopeful(err error) Verdict {
	switch {
	case errors.Is(err, fault.ErrToken):
		return Stop
	case fault.Any(err, 9609, 9610, 9620):
		return Stop
	default:
		return Normal
	}
}

// Except changes the verdict for some numbers.
func Except(base Func, v Verdict, nums ...fault.Num) Func {
	set := make(map[fault.Num]struct{}, len(nums))
	for _, n := range nums {
		set[n] = struct{}{}
	}
	return func(err error) Verdict {
		if _, ok := set[fault.NumOf(err)]; ok {
			return v
		}
		return base(err)
	}
}

func (v Verdict) String() string { return [...]string{"normal", "reset", "ignore", "stop"}[v] }
