// Package seat puts licenses on devices.
package seat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"example.com/serversa/harbor/internal/fault"
	"example.com/serversa/harbor/internal/pace"
	"example.com/serversa/harbor/internal/runner"
	"example.com/serversa/harbor/internal/wire"
	"example.com/serversa/harbor/settings"
)

// Desk puts licenses on devices.
type Desk struct {
	gw  *wire.Gateway
	set settings.Settings
	log *slog.Logger
}

// Open returns a Desk.
func Open(gw *wire.Gateway, set settings.Settings, log *slog.Logger) *Desk {
	return &Desk{gw: gw, set: set.Complete(), log: log}
}

func (d *Desk) order(adamID string, serials ...string) wire.Order {
	return wire.Order{Head: d.gw.Auth(), AdamID: adamID, Pricing: "STDQ", Serials: serials}
}

// place sends an order and makes an error of the answer.
func (d *Desk) place(ctx context.Context, o wire.Order) error {
	env, err := d.gw.Post(ctx, wire.Manage, o)
	if err != nil {
		return err
	}
	return fault.From(wire.Manage, env)
}

// placing is place for a Runner.
func (d *Desk) placing(o wire.Order) func(context.Context) error {
	return func(ctx context.Context) error { return d.place(ctx, o) }
}

// persistently runs op with the options of the house before those given.
func (d *Desk) persistently(ctx context.Context, op func(context.Context) error, opts ...runner.Option) error {
	house := []runner.Option{runner.Notify(func(n int, err error) { d.log.Info("again", "n", n, "err", err) })}
	return runner.New(append(house, opts...)...).Run(ctx, op)
}

// Claim puts an app on a device.
func (d *Desk) Claim(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)))
}

// ClaimEagerly does so more often.
//
//want:vppretry9603
func (d *Desk) ClaimEagerly(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)), runner.Tries(15))
}

// ClaimAtNight goes by the pace of the night and does not stop.
func (d *Desk) ClaimAtNight(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)), runner.Tries(0), runner.Pace(pace.Patient))
}

// ClaimAtNightLate shifts into the high gear after an hour's worth of attempts.
//
//want:vppretry9603
func (d *Desk) ClaimAtNightLate(ctx context.Context, adamID, serial string) error {
	gears := pace.Gears{Low: pace.Steady(30 * time.Second), High: pace.Patient, Shift: 120}
	return d.persistently(ctx, d.placing(d.order(adamID, serial)), runner.Tries(0), runner.Pace(gears))
}

// ClaimLeniently takes most errors for passing ones.
//
//want:vppretry9616
func (d *Desk) ClaimLeniently(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)), runner.Judge(fault.Lenient), runner.Tries(3))
}

// ClaimLenientlyOnce gives each attempt the benefit of the doubt and makes one.
func (d *Desk) ClaimLenientlyOnce(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)), runner.Judge(fault.Lenient), runner.Tries(1))
}

// ClaimWhileWaiting has a quarter of a minute.
func (d *Desk) ClaimWhileWaiting(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)),
		runner.Tries(0), runner.Pace(pace.Steady(3*time.Second)), runner.Budget(14*time.Second))
}

// ClaimWhileAway has a quarter of an hour.
//
//want:vppretry9603
func (d *Desk) ClaimWhileAway(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)),
		runner.Tries(0), runner.Pace(pace.Fuzzy{Pacer: pace.Steady(3 * time.Second)}), runner.Budget(15*time.Minute))
}

// ClaimAsSet goes by the settings.
//
//want:vppretry9603
func (d *Desk) ClaimAsSet(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)),
		runner.Tries(d.set.Attempts), runner.Pace(pace.Steady(d.set.Rest)))
}

// ClaimAsSetCooling goes by them, too, but cools down for good after five.
func (d *Desk) ClaimAsSetCooling(ctx context.Context, adamID, serial string) error {
	return d.persistently(ctx, d.placing(d.order(adamID, serial)),
		runner.Tries(d.set.Attempts),
		runner.Pace(pace.Gears{Low: pace.Steady(d.set.Rest), High: pace.Steady(d.set.Cooldown), Shift: 5}))
}

// ClaimByHour is eager at night.
//
//want:vppretry9603
func (d *Desk) ClaimByHour(ctx context.Context, adamID, serial string) error {
	tries := 4
	if d.set.Night {
		tries = 40
	}
	return d.persistently(ctx, d.placing(d.order(adamID, serial)), runner.Tries(tries))
}

// Lines claims for several devices and reports how each has ended.
func (d *Desk) Lines(ctx context.Context, adamID string, serials []string) ([]wire.Line, error) {
	return runner.Value(ctx, runner.New(), func(ctx context.Context) ([]wire.Line, error) {
		env, err := d.gw.Post(ctx, wire.Manage, d.order(adamID, serials...))
		if err != nil {
			return nil, err
		}
		return env.Lines, fault.From(wire.Manage, env)
	})
}

// Remaining claims for several devices until the service has no trouble with
// any of them.
//
//want:vppretry9603
func (d *Desk) Remaining(ctx context.Context, adamID string, serials []string) error {
	for rest := serials; len(rest) > 0; {
		env, err := d.gw.Post(ctx, wire.Manage, d.order(adamID, rest...))
		if err != nil {
			return err
		}
		rest = rest[:0:0]
		for _, l := range env.Lines {
			if l.ErrorNumber == 9603 {
				rest = append(rest, l.Serial)
			}
		}
		time.Sleep(10 * time.Second)
	}
	return nil
}

// Leaving claims for several devices and leaves out those that are in the way.
func (d *Desk) Leaving(ctx context.Context, adamID string, serials []string) (left []string, err error) {
	for len(serials) > 0 {
		env, err := d.gw.Post(ctx, wire.Manage, d.order(adamID, serials...))
		if err != nil {
			return left, err
		}
		if env.Status == 0 {
			return left, nil
		}
		bad := map[string]bool{}
		for _, l := range env.Lines {
			bad[l.Serial] = l.ErrorNumber != 0
		}
		var good []string
		for _, s := range serials {
			if bad[s] {
				left = append(left, s)
			} else {
				good = append(good, s)
			}
		}
		if len(good) == len(serials) {
			return left, fault.From(wire.Manage, env)
		}
		serials = good
	}
	return left, nil
}

// Insist claims and, where the device has it by the book but not in fact,
// claims again after a moment.
//
//want:vppretry9616
func (d *Desk) Insist(ctx context.Context, adamID, serial string) error {
	err := d.place(ctx, d.order(adamID, serial))
	if fault.Number(err) != 9616 {
		return err
	}
	d.log.Warn("claimed already, claiming once more", "serial", serial)
	time.Sleep(2 * time.Second)
	return d.place(ctx, d.order(adamID, serial))
}

// Replace claims and, where somebody holds it, releases that and claims anew.
func (d *Desk) Replace(ctx context.Context, adamID, serial string) error {
	env, err := d.gw.Post(ctx, wire.Manage, d.order(adamID, serial))
	if err != nil {
		return err
	}
	if env.ErrorNumber != 9616 || env.Holder == nil {
		return fault.From(wire.Manage, env)
	}
	release := struct {
		wire.Head
		License string `json:"licenseIdStr"`
	}{d.gw.Auth(), env.Holder.License}
	if env, err = d.gw.Post(ctx, wire.Release, release); err != nil || env.ErrorNumber != 0 {
		return errors.Join(err, errors.New("holder keeps it"))
	}
	return d.place(ctx, d.order(adamID, serial))
}

// Confirm claims until the licenses show the device.
func (d *Desk) Confirm(ctx context.Context, adamID, serial string) error {
	if err := d.Claim(ctx, adamID, serial); err != nil {
		return err
	}
	for range 20 {
		env, err := d.gw.Post(ctx, wire.Licenses, wire.Query{Head: d.gw.Auth(), AdamID: adamID, AssignedOnly: true})
		if err != nil {
			return err
		}
		for _, l := range env.License {
			if l.Serial == serial {
				return nil
			}
		}
		time.Sleep(3 * time.Second)
	}
	return fmt.Errorf("%s does not show up", serial)
}

// Verify looks first and claims where the look is in vain, three times.
//
//want:vppretry9616
func (d *Desk) Verify(ctx context.Context, adamID, serial string) (err error) {
	for n := 0; n < 3; n++ {
		q := wire.Query{Head: d.gw.Auth(), AdamID: adamID, BatchToken: fmt.Sprint(n)}
		env, lookErr := d.gw.Post(ctx, wire.Licenses, q)
		if lookErr != nil {
			return lookErr
		}
		for _, l := range env.License {
			if l.Serial == serial {
				return nil
			}
		}
		if err = d.place(ctx, d.order(adamID, serial)); err == nil {
			return nil
		}
	}
	return err
}

// Sweep goes over the devices; each round takes up the ones that are left.
//
//want:vppretry9603
func (d *Desk) Sweep(ctx context.Context, adamID string, serials []string) error {
	for round := 1; len(serials) > 0; round++ {
		var left []string
		for _, s := range serials {
			if err := d.Claim(ctx, adamID, s); err != nil {
				left = append(left, s)
			}
		}
		if serials = left; round == 3 {
			break
		}
		time.Sleep(5 * time.Minute)
	}
	if len(serials) > 0 {
		return fmt.Errorf("%d devices are left", len(serials))
	}
	return nil
}
