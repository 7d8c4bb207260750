// Package flows are the flows of licenses between holders.
package flows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.com/serversa/tern/bus"
	"example.com/serversa/tern/cooldown"
	"example.com/serversa/tern/sched"
	"example.com/serversa/tern/shop"
	"example.com/serversa/tern/tenant"
	"example.com/serversa/tern/verdict"
)

// Flows has them.
type Flows struct {
	shop   shop.Shop
	tenant *tenant.Tenant
	line   *bus.Line
	gate   *cooldown.Gate
	kick   chan struct{}
}

// Option sets Flows up.
type Option func(*Flows)

// For sets the tenant.
func For(t *tenant.Tenant) Option { return func(f *Flows) { f.tenant = t } }

// New returns Flows for a shop.
func New(s shop.Shop, opts ...Option) *Flows {
	f := &Flows{shop: s, line: bus.NewLine(), gate: cooldown.NewGate(0, 2*time.Second, 0), kick: make(chan struct{})}
	for _, o := range opts {
		o(f)
	}
	return f
}

// Queue puts a grant in line.
func (f *Flows) Queue(app, holder string) { f.line.Put(app, holder) }

// Parked says which grants nobody tries any more.
func (f *Flows) Parked() (out []string) {
	for _, t := range f.line.Parked() {
		out = append(out, t.App+" "+t.Holder)
	}
	return out
}

// grant does a task.
func (f *Flows) grant(ctx context.Context, t *bus.Task) error {
	_, err := f.shop.Grant(ctx, t.App, t.Holder)
	return err
}

// Drive drives the line by the standard.
func (f *Flows) Drive(ctx context.Context) { f.line.Drive(ctx, verdict.Standard{}, f.grant) }

// DriveRashly drives it whatever happens.
//
//want:vppretry9603 vppretry9616
func (f *Flows) DriveRashly(ctx context.Context) {
	f.line.Drive(ctx, verdict.Rash{After: 7 * time.Second}, f.grant)
}

// DriveRashlyTwice drives it whatever happens, but not often.
//
//want:vppretry9616
func (f *Flows) DriveRashlyTwice(ctx context.Context) {
	f.line.Drive(ctx, verdict.Limit(2, verdict.Rash{After: time.Hour}), f.grant)
}

// DriveCool cools down after five.
func (f *Flows) DriveCool(ctx context.Context) {
	f.line.Drive(ctx, verdict.Cooling{Quick: 5, Cool: 10 * time.Minute}, f.grant)
}

// DriveLukewarm cools down after five, for less.
//
//want:vppretry9603
func (f *Flows) DriveLukewarm(ctx context.Context) {
	f.line.Drive(ctx, verdict.Cooling{Quick: 5, Cool: 50 * time.Second}, f.grant)
}

// DriveSparing spares those who have it and drives the others rashly.
//
//want:vppretry9603
func (f *Flows) DriveSparing(ctx context.Context) {
	f.line.Drive(ctx, verdict.Sparing(verdict.Rash{After: 30 * time.Second}, 9616, 9610, 9709), f.grant)
}

// state is a state of a hand-over.
type state int

const (
	granting state = iota
	waiting
	installing
	over
)

// HandOver grants and then has the app installed.
//
//want:vppretry9603
func (f *Flows) HandOver(ctx context.Context, app, holder string, install func(string) error) (err error) {
	for st := granting; st != over; {
		switch st {
		case granting:
			_, err = f.shop.Grant(ctx, app, holder)
			switch shop.NumOf(err) {
			case 9603:
				st = waiting
			case 9616:
				st = installing
			default:
				st = installing
				if err != nil {
					st = over
				}
			}
		case waiting:
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(20 * time.Second):
				st = granting
			}
		case installing:
			err = install(holder)
			st = over
		}
	}
	return err
}

// HandOverPolitely waits for longer the more often it has waited.
func (f *Flows) HandOverPolitely(ctx context.Context, app, holder string, install func(string) error) (err error) {
	waits := 0
	for st := granting; st != over; {
		switch st {
		case granting:
			if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) == 9603 {
				st = waiting
				break
			}
			if st = installing; err != nil && shop.NumOf(err) != 9616 {
				st = over
			}
		case waiting:
			pause := 5 * time.Second
			if waits++; waits >= 5 {
				pause = 5 * time.Minute
			}
			time.Sleep(pause)
			st = granting
		case installing:
			err = install(holder)
			st = over
		}
	}
	return err
}

// Gated has the gate say when.
func (f *Flows) Gated(ctx context.Context, app, holder string) error {
	defer f.gate.Clear(holder)
	for {
		f.gate.Wait(holder)
		if _, err := f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
	}
}

// GatedWide has a gate of its own, which is wide.
//
//want:vppretry9603
func (f *Flows) GatedWide(ctx context.Context, app, holder string) error {
	gate := cooldown.NewGate(60, time.Second, 0)
	for {
		gate.Wait(holder)
		if _, err := f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
	}
}

// GatedAny has the gate say when, whatever the reason.
//
//want:vppretry9616
func (f *Flows) GatedAny(ctx context.Context, app, holder string) error {
	for {
		f.gate.Wait(holder)
		if _, err := f.shop.Grant(ctx, app, holder); err == nil {
			f.gate.Clear(holder)
			return nil
		}
	}
}

// Tenanted tries again as often as the tenant wants: once and six times more.
//
//want:vppretry9603
func (f *Flows) Tenanted(ctx context.Context, app, holder string) (err error) {
	for i := 0; i <= f.tenant.Limit(); i++ {
		if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		time.Sleep(f.tenant.Gap())
	}
	return fmt.Errorf("after %d: %w", f.tenant.Limit(), err)
}

// TenantedLess tries as often as the tenant wants in all.
func (f *Flows) TenantedLess(ctx context.Context, app, holder string) (err error) {
	for i := 0; i < f.tenant.Limit(); i++ {
		if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		time.Sleep(f.tenant.Gap())
	}
	return err
}

// TenantedAll grants to several; those that fail are granted to again as long
// as the tenant reassigns.
//
//want:vppretry9616
func (f *Flows) TenantedAll(ctx context.Context, app string, holders []string) error {
	a, err := f.shop.Grant(ctx, app, holders...)
	if a == nil || err == nil {
		return err
	}
	var failed []string
	for _, l := range a.Lines {
		if l.Num != 0 {
			failed = append(failed, l.Holder)
		}
	}
	if f.tenant == nil || !f.tenant.Reassig {
		return err
	}
	_, err = f.shop.Grant(ctx, app, failed...)
	return err
}

// TwoPhases is quick at first and slower in its second phase.
//
//want:vppretry9603
func (f *Flows) TwoPhases(ctx context.Context, app, holder string) (err error) {
	for range 5 {
		if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		time.Sleep(time.Second)
	}
	for range 5 {
		if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		time.Sleep(30 * time.Second)
	}
	return err
}

// TwoPhasesApart has a long break in between and long pauses after it.
func (f *Flows) TwoPhasesApart(ctx context.Context, app, holder string) (err error) {
	for range 3 {
		if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		time.Sleep(time.Second)
	}
	for pause := 5 * time.Minute; pause < time.Hour; pause += pause / 2 {
		time.Sleep(pause)
		if _, err = f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
	}
	return err
}

// Ticking grants at each tick until it is granted.
//
//want:vppretry9603
func (f *Flows) Ticking(ctx context.Context, app, holder string) error {
	ticker := time.NewTicker(30 * time.Second)
	defer ticker.Stop()
	for {
		if _, err := f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// TickingDown turns the ticker down after the fifth tick.
func (f *Flows) TickingDown(ctx context.Context, app, holder string) error {
	ticker := time.NewTicker(3 * time.Second)
	defer ticker.Stop()
	for n := 1; ; n++ {
		if _, err := f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		if n == 5 {
			ticker.Reset(4 * time.Minute)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Kicked waits for minutes or for a kick.
func (f *Flows) Kicked(ctx context.Context, app, holder string) error {
	for {
		if _, err := f.shop.Grant(ctx, app, holder); shop.NumOf(err) != 9603 {
			return err
		}
		select {
		case <-f.kick:
		case <-time.After(10 * time.Minute):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Nested comes back to itself by way of the helper.
func (f *Flows) Nested(ctx context.Context, app, holder string) error {
	return f.nested(ctx, app, holder, 0)
}

// nested is one round of Nested.
//
//want:vppretry9603
func (f *Flows) nested(ctx context.Context, app, holder string, depth int) error {
	_, err := f.shop.Grant(ctx, app, holder)
	if shop.NumOf(err) != 9603 || depth > 14 {
		return err
	}
	return sched.Later(ctx, time.Duration(depth)*time.Second, func() error {
		return f.nested(ctx, app, holder, depth+1)
	})
}

// Shallow does so, not as deep.
func (f *Flows) Shallow(ctx context.Context, app, holder string) error {
	return f.shallow(ctx, app, holder, 4)
}

func (f *Flows) shallow(ctx context.Context, app, holder string, left int) error {
	_, err := f.shop.Grant(ctx, app, holder)
	if shop.NumOf(err) != 9603 || left == 0 {
		return err
	}
	return sched.Later(ctx, time.Second, func() error { return f.shallow(ctx, app, holder, left-1) })
}

// Rearmed keeps the reason for itself and the timer going while it is slow.
//
//want:vppretry9603
func (f *Flows) Rearmed(ctx context.Context, app, holder string) (reason error) {
	sched.Rearm(ctx, func(int) time.Duration { return 40 * time.Second }, func() error {
		_, err := f.shop.Grant(ctx, app, holder)
		if shop.NumOf(err) == 9603 {
			return err
		}
		reason = err
		return nil
	})
	return reason
}

// RearmedSlower does so, ever more slowly.
func (f *Flows) RearmedSlower(ctx context.Context, app, holder string) (reason error) {
	sched.Rearm(ctx, func(n int) time.Duration { return time.Duration(n*n) * 3 * time.Second }, func() error {
		_, err := f.shop.Grant(ctx, app, holder)
		if shop.NumOf(err) == 9603 {
			return err
		}
		reason = err
		return nil
	})
	return reason
}

// RearmedOnce keeps every reason for itself.
func (f *Flows) RearmedOnce(ctx context.Context, app, holder string) error {
	var reason error
	sched.Rearm(ctx, func(int) time.Duration { return time.Second }, func() error {
		if _, err := f.shop.Grant(ctx, app, holder); shop.NumOf(err) > 0 {
			reason = err
		} else if err != nil {
			return err
		}
		return nil
	})
	return reason
}

// Lend takes from one and gives to another, in one go that is repeated.
func (f *Flows) Lend(ctx context.Context, app, from, to string) (err error) {
	for range 12 {
		if _, err = f.shop.Revoke(ctx, app, from); err != nil {
			return err
		}
		if _, err = f.shop.Grant(ctx, app, to); shop.NumOf(err) == 0 {
			return err
		}
		time.Sleep(5 * time.Second)
	}
	return err
}

// Reclaim takes from several and goes on with those that are left.
//
//want:vppretry9603
func (f *Flows) Reclaim(ctx context.Context, app string, holders []string) error {
	var all []error
	for n := 0; len(holders) > 0 && n < 20; n++ {
		var left []string
		for _, h := range holders {
			if _, err := f.shop.Revoke(ctx, app, h); err != nil {
				left, all = append(left, h), append(all, err)
			}
		}
		holders = left
		time.Sleep(time.Second)
	}
	if len(holders) == 0 {
		return nil
	}
	return errors.Join(all...)
}
