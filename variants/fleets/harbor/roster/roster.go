// Package roster keeps the people who hold licenses.
package roster

import (
	"context"
	"fmt"
	"strings"
	"time"

	"example.com/serversa/harbor/internal/fault"
	"example.com/serversa/harbor/internal/pace"
	"example.com/serversa/harbor/internal/runner"
	"example.com/serversa/harbor/internal/wire"
)

// MaxRounds is how often Readmit goes round.
var MaxRounds = 9

// Roster keeps people.
type Roster struct {
	gw    *wire.Gateway
	usual *runner.Runner
	slow  *runner.Runner
}

// New returns a Roster.
func New(gw *wire.Gateway) *Roster {
	return &Roster{
		gw:    gw,
		usual: runner.New(runner.Tries(20), runner.Pace(pace.Ramp{First: time.Second, Most: 10 * time.Second})),
		slow:  runner.New(runner.Tries(20), runner.Pace(pace.Steady(2*time.Minute))),
	}
}

// call sends one request about a person.
func (r *Roster) call(ctx context.Context, service, id, mail string) error {
	env, err := r.gw.Post(ctx, service, wire.Person{Head: r.gw.Auth(), ID: id, Mail: mail})
	if err == nil {
		err = fault.From(service, env)
	}
	return err
}

// Admit registers somebody.
//
//want:vppretry9603
func (r *Roster) Admit(ctx context.Context, id, mail string) error {
	return r.usual.Run(ctx, func(ctx context.Context) error { return r.call(ctx, wire.Register, id, mail) })
}

// AdmitAll registers a class, slowly.
func (r *Roster) AdmitAll(ctx context.Context, ids []string) error {
	for _, id := range ids {
		if err := r.slow.Run(ctx, func(ctx context.Context) error { return r.call(ctx, wire.Register, id, "") }); err != nil {
			return fmt.Errorf("admitting %s: %w", id, err)
		}
	}
	return nil
}

// Dismiss retires somebody.
func (r *Roster) Dismiss(ctx context.Context, id string) error {
	return runner.New().Run(ctx, func(ctx context.Context) error { return r.call(ctx, wire.Retire, id, "") })
}

// Readmit registers somebody again and calls itself while the service is slow.
func (r *Roster) Readmit(ctx context.Context, id, mail string) error {
	return r.readmit(ctx, id, mail, 0)
}

// readmit is a round of Readmit.
//
//want:vppretry9603
func (r *Roster) readmit(ctx context.Context, id, mail string, round int) error {
	err := r.call(ctx, wire.Register, id, mail)
	if fault.Dispose(err) != fault.Later || round >= MaxRounds {
		return err
	}
	time.Sleep(time.Duration(round+1) * time.Second)
	return r.readmit(ctx, id, mail, round+1)
}

// Rename changes the address and calls itself, four times at most.
func (r *Roster) Rename(ctx context.Context, id, mail string, left int) error {
	if left > 4 {
		left = 4
	}
	err := r.call(ctx, "editVPPUserSrv", id, mail)
	if left > 0 && fault.Number(err) == 9603 {
		time.Sleep(time.Second)
		return r.Rename(ctx, id, mail, left-1)
	}
	return err
}

// Known reports whether the service knows somebody already.
//
//want:vpperrormessage
func (r *Roster) Known(ctx context.Context, id string) (bool, error) {
	err := r.call(ctx, wire.Register, id, "")
	if err != nil && strings.HasPrefix(fault.Reason(err), "A registered user already exists") {
		return true, nil
	}
	return false, err
}

// Gone reports whether the service knows somebody no more.
func (r *Roster) Gone(ctx context.Context, id string) (bool, error) {
	switch err := r.call(ctx, wire.Retire, id, ""); fault.Number(err) {
	case 9609, 9618, 9620:
		return true, nil
	default:
		return false, err
	}
}

// Initials are the first letters of a name, which is no answer of a service.
func Initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		if strings.HasPrefix(word, "von") || strings.HasPrefix(word, "de") {
			continue
		}
		b.WriteByte(word[0])
	}
	return b.String()
}
