// Package fleet gives VPP licenses to a fleet.
package fleet

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"
)

// Problem is what Apple answers.
type Problem struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	AdamID       string `json:"adamIdStr"`
}

// Err makes an error of it.
func (p Problem) Err() error {
	if p.ErrorNumber == 0 {
		return nil
	}
	return fmt.Errorf("apple refused %s: %s (%d)", p.AdamID, p.ErrorMessage, p.ErrorNumber)
}

// Sender sends.
type Sender func(ctx context.Context, adam string) (Problem, error)

// Middleware wraps a sender.
type Middleware func(Sender) Sender

// Chain chains.
func Chain(s Sender, ms ...Middleware) Sender {
	for i := len(ms) - 1; i >= 0; i-- {
		s = ms[i](s)
	}
	return s
}

// Logged logs.
func Logged(next Sender) Sender {
	return func(ctx context.Context, adam string) (Problem, error) {
		p, err := next(ctx, adam)
		if p.ErrorMessage != "" {
			log.Printf("%s: %s", adam, p.ErrorMessage)
		}
		return p, err
	}
}

// Lenient forgives.
//
//want:vpperrormessage
func Lenient(next Sender) Sender {
	return func(ctx context.Context, adam string) (Problem, error) {
		p, err := next(ctx, adam)
		if p.ErrorMessage == "License already assigned" {
			return Problem{}, nil
		}
		return p, err
	}
}

// Device is a device.
type Device struct {
	Serial string
	Faults []string
	last   error
}

// Fleet is a fleet.
type Fleet struct {
	devices map[string]*Device
	send    Sender
}

// Roll rolls out.
func (f *Fleet) Roll(ctx context.Context, adam string) {
	for _, d := range f.devices {
		p, err := f.send(ctx, adam)
		if err == nil {
			err = p.Err()
		}
		d.last = err
		if err != nil {
			d.Faults = append(d.Faults, err.Error())
		}
	}
}

// Broken lists devices.
//
//want:vpperrormessage
func (f *Fleet) Broken() (out []string) {
	for _, d := range f.devices {
		if d.last != nil && strings.Contains(d.last.Error(), "(9616)") {
			continue
		}
		out = append(out, d.Serial)
	}
	return out
}

// Worst lists devices.
//
//want:vpperrormessage
func (f *Fleet) Worst() (worst *Device) {
	for _, d := range f.devices {
		for _, fault := range d.Faults {
			if strings.Contains(fault, "revoked") {
				worst = d
			}
		}
	}
	return worst
}

// Healthy lists devices.
func (f *Fleet) Healthy() (out []string) {
	for serial, d := range f.devices {
		if len(d.Faults) == 0 && d.last == nil && !strings.HasPrefix(serial, "X") {
			out = append(out, d.Serial)
		}
	}
	return out
}

// Repeated says whether the last fault is an old one.
func (d *Device) Repeated() bool {
	n := len(d.Faults)
	for _, f := range d.Faults[:max(n-1, 0)] {
		if f == d.Faults[n-1] {
			return true
		}
	}
	return false
}

// plan is what to do.
type plan struct {
	wait time.Duration
	stop bool
}

// planner plans.
type planner struct {
	steps []func(string) (plan, bool)
}

func (p *planner) on(word string, then plan) *planner {
	p.steps = append(p.steps, func(s string) (plan, bool) { return then, strings.Contains(s, word) })
	return p
}

func (p *planner) plan(s string) plan {
	for _, step := range p.steps {
		if then, ok := step(s); ok {
			return then
		}
	}
	return plan{}
}

// Plan plans.
//
//want:vpperrormessage
func Plan(p Problem) time.Duration {
	return new(planner).on("temporarily", plan{wait: time.Minute}).on("sToken", plan{stop: true}).plan(p.ErrorMessage).wait
}

// PlanPath plans something else.
func PlanPath(path string) bool { return new(planner).on("sToken", plan{stop: true}).plan(path).stop }

var errSeat = errors.New("no seat")

// Sentinel makes a sentinel of a text.
//
//want:vpperrormessage
func Sentinel(p Problem) error {
	if strings.Index(p.ErrorMessage, "not found") > 0 {
		return errSeat
	}
	return p.Err()
}

// Seat is right: the sentinel is ours.
func Seat(p Problem) bool { return errors.Is(Sentinel(p), errSeat) || Sentinel(p).Error() == "no seat" }

// AnyOf goes by interface.
type AnyOf interface{ ~string | ~[]byte }

func contains[T AnyOf](s T, part string) bool { return strings.Contains(string(s), part) }

// Generic is generic.
//
//want:vpperrormessage
func Generic(p Problem) bool { return contains([]byte(p.ErrorMessage), "irrevocable") }

// GenericID is generic.
func GenericID(p Problem) bool { return contains(p.AdamID, "361") }

// Curried is a function of a function.
//
//want:vpperrormessage
func Curried(ps []Problem) (n int) {
	is := func(want string) func(Problem) bool {
		return func(p Problem) bool { return p.ErrorMessage == want }
	}
	taken := is("License already assigned")
	for _, p := range ps {
		if taken(p) {
			n++
		}
	}
	return n
}

// Snapshot copies.
type Snapshot struct {
	At    time.Time
	Fault string
}

// Snap copies the last fault of each.
func (f *Fleet) Snap() map[string]Snapshot {
	out := map[string]Snapshot{}
	for serial, d := range f.devices {
		s := Snapshot{At: time.Now()}
		if d.last != nil {
			s.Fault = d.last.Error()
		}
		out[serial] = s
	}
	return out
}

// Diff compares.
func Diff(a, b map[string]Snapshot) (changed []string) {
	for serial, s := range a {
		if b[serial].Fault != s.Fault {
			changed = append(changed, serial)
		}
	}
	return changed
}

// Escalate looks at a snapshot.
//
//want:vpperrormessage
func (f *Fleet) Escalate() bool {
	for _, s := range f.Snap() {
		if time.Since(s.At) < time.Hour && strings.Contains(s.Fault, "contact AppleCare") {
			return true
		}
	}
	return false
}
