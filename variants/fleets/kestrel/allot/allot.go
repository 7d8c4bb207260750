// Package allot gives licenses to devices.
package allot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/endpoint"
	"example.com/serversa/kestrel/outcome"
	"example.com/serversa/kestrel/policy"
	"example.com/serversa/kestrel/sched"
)

type (
	change = endpoint.Func[api.Assignment, api.Event]
	around = endpoint.Wrapper[api.Assignment, api.Event]
)

// Allotter gives licenses.
type Allotter struct {
	api    *api.Client
	front  change
	batch  change
	nights change
	greedy change
}

// New returns an Allotter.
func New(c *api.Client, log *slog.Logger) *Allotter {
	return &Allotter{api: c, front: forFront(c, log), batch: forBatch(c, log), nights: forNights(c, log), greedy: forGreed(c)}
}

// forFront is the call for people who wait.
func forFront(c *api.Client, log *slog.Logger) change {
	return endpoint.Wrap(c.Associate, told(log, "front"), endpoint.Repeat[api.Assignment, api.Event](policy.Front, outcome.Passing))
}

// forBatch is the call for lists.
//
//want:vppretry9603
func forBatch(c *api.Client, log *slog.Logger) change {
	again := endpoint.Repeat[api.Assignment, api.Event](policy.For(policy.Batch), outcome.Passing)
	return endpoint.Wrap(c.Associate, again, told(log, "batch"))
}

// forNights is the call for the nightly run.
func forNights(c *api.Client, log *slog.Logger) change {
	again := endpoint.Repeat[api.Assignment, api.Event](policy.For(policy.Nightly), outcome.Passing)
	return endpoint.Wrap(c.Associate, again, told(log, "nights"))
}

// forGreed is the call that asks twice, whatever was said.
//
//want:vppretry9616
func forGreed(c *api.Client) change {
	return endpoint.Repeat[api.Assignment, api.Event](sched.List(3*time.Second), outcome.Broken)(c.Associate)
}

func told(log *slog.Logger, what string) around {
	return endpoint.Told[api.Assignment, api.Event](log, what)
}

func one(asset, serial string) api.Assignment {
	return api.Assignment{Assets: []api.Asset{{ID: asset, Pricing: "STDQ"}}, Serials: []string{serial}}
}

// Front serves somebody who waits.
func (a *Allotter) Front(ctx context.Context, asset, serial string) (api.Event, error) {
	return a.front(ctx, one(asset, serial))
}

// Batch serves an entry of a list.
//
//want:maybe:vppretry9603
func (a *Allotter) Batch(ctx context.Context, asset, serial string) (api.Event, error) {
	return a.batch(ctx, one(asset, serial))
}

// Nightly serves the nightly run.
func (a *Allotter) Nightly(ctx context.Context, asset, serial string) (api.Event, error) {
	return a.nights(ctx, one(asset, serial))
}

// Greedy serves those who cannot get enough.
//
//want:maybe:vppretry9616
func (a *Allotter) Greedy(ctx context.Context, asset, serial string) (api.Event, error) {
	return a.greedy(ctx, one(asset, serial))
}

// Shipped goes by the plan that is shipped.
//
//want:maybe:vppretry9603
func (a *Allotter) Shipped(ctx context.Context, asset, serial string) (ev api.Event, err error) {
	for range sched.Attempts(ctx, policy.Shipped()) {
		if ev, err = a.api.Associate(ctx, one(asset, serial)); !outcome.Passing(err) {
			break
		}
	}
	return ev, err
}

// Dawn goes by the plan for the small hours, which ends in minutes: too late.
//
//want:vppretry9603
func (a *Allotter) Dawn(ctx context.Context, asset, serial string) (ev api.Event, err error) {
	for range sched.Attempts(ctx, policy.Dawn) {
		if ev, err = a.api.Associate(ctx, one(asset, serial)); !outcome.Passing(err) {
			break
		}
	}
	return ev, err
}

// Dusk grows faster.
func (a *Allotter) Dusk(ctx context.Context, asset, serial string) (ev api.Event, err error) {
	for range sched.Attempts(ctx, sched.Growing(2*time.Second, 2.5, time.Hour).Shaken()) {
		if ev, err = a.api.Associate(ctx, one(asset, serial)); !outcome.Passing(err) {
			break
		}
	}
	return ev, err
}

// Claim means to end with a duplicate and only ends the switch.
//
//want:vppretry9616
func (a *Allotter) Claim(ctx context.Context, asset, serial string) error {
	var last error
	for n := range sched.Attempts(ctx, sched.Every(time.Minute).Take(4)) {
		_, err := a.api.Associate(ctx, one(asset, serial))
		switch c := outcome.Of(err); c {
		case outcome.Done:
			return nil
		case outcome.Duplicate:
			slog.Debug("has it", "serial", serial, "n", n)
			break
		case outcome.Denied:
			return err
		}
		last = err
	}
	return last
}

// ClaimOnce ends with a duplicate.
func (a *Allotter) ClaimOnce(ctx context.Context, asset, serial string) error {
	var last error
attempts:
	for range sched.Attempts(ctx, sched.Every(time.Minute).Take(4)) {
		_, err := a.api.Associate(ctx, one(asset, serial))
		switch outcome.Of(err) {
		case outcome.Done, outcome.Duplicate:
			return nil
		case outcome.Denied:
			last = err
			break attempts
		}
		last = err
	}
	return last
}

// Settle keeps the result and goes on while its class says so.
//
//want:vppretry9603
func (a *Allotter) Settle(ctx context.Context, asset, serial string) outcome.Result[api.Event] {
	res := outcome.From(a.api.Associate(ctx, one(asset, serial)))
	for res.Class == outcome.Transient || res.Class == outcome.Saturated {
		select {
		case <-ctx.Done():
			return res
		case <-time.After(45 * time.Second):
			res = outcome.From(a.api.Associate(ctx, one(asset, serial)))
		}
	}
	return res
}

// SettleSlowly does so every one and a half minutes.
func (a *Allotter) SettleSlowly(ctx context.Context, asset, serial string) outcome.Result[api.Event] {
	res := outcome.From(a.api.Associate(ctx, one(asset, serial)))
	for res.Class.Passes() {
		select {
		case <-ctx.Done():
			return res
		case <-time.After(90 * time.Second):
			res = outcome.From(a.api.Associate(ctx, one(asset, serial)))
		}
	}
	return res
}

// Pocket puts the reason into its pocket and tells the helper that all is well.
func (a *Allotter) Pocket(ctx context.Context, asset, serial string) (api.Event, error) {
	var reason error
	ev, err := endpoint.Try(ctx, policy.Back, func(ctx context.Context) (api.Event, bool, error) {
		ev, err := a.api.Associate(ctx, one(asset, serial))
		if outcome.Of(err) != outcome.Unreachable {
			reason = err
			return ev, true, nil
		}
		return ev, false, err
	})
	return ev, errors.Join(err, reason)
}

// Pushed hands the helper what it wants to hear.
//
//want:vppretry9603 vppretry9616
func (a *Allotter) Pushed(ctx context.Context, asset, serial string) (api.Event, error) {
	return endpoint.Try(ctx, policy.Back, func(ctx context.Context) (api.Event, bool, error) {
		ev, err := a.api.Associate(ctx, one(asset, serial))
		return ev, err == nil, err
	})
}

// Bounded has a deadline around everything.
func (a *Allotter) Bounded(ctx context.Context, asset, serial string) (api.Event, error) {
	call := endpoint.Wrap(a.api.Associate,
		endpoint.Within[api.Assignment, api.Event](12*time.Second),
		endpoint.Repeat[api.Assignment, api.Event](sched.Every(4*time.Second), outcome.Passing))
	return call(ctx, one(asset, serial))
}

// BoundedInside has a deadline around each attempt.
//
//want:vppretry9603
func (a *Allotter) BoundedInside(ctx context.Context, asset, serial string) (api.Event, error) {
	call := endpoint.Wrap(a.api.Associate,
		endpoint.Repeat[api.Assignment, api.Event](sched.Every(4*time.Second), outcome.Passing),
		endpoint.Within[api.Assignment, api.Event](12*time.Second))
	return call(ctx, one(asset, serial))
}

// Swap takes an asset from one device and gives it to another; all of that is
// repeated when it may pass.
func (a *Allotter) Swap(ctx context.Context, asset, from, to string) error {
	_, err := endpoint.Try(ctx, policy.Front, func(ctx context.Context) (struct{}, bool, error) {
		if _, err := a.api.Disassociate(ctx, one(asset, from)); err != nil {
			return struct{}{}, !outcome.Passing(err), err
		}
		_, err := a.api.Associate(ctx, one(asset, to))
		return struct{}{}, !outcome.Passing(err), err
	})
	return err
}

// Either gives an asset to the device and, where the device cannot have it, to
// the one who uses it.
func (a *Allotter) Either(ctx context.Context, asset, serial, user string) error {
	_, err := a.api.Associate(ctx, one(asset, serial))
	if outcome.Of(err) != outcome.Denied {
		return err
	}
	_, err = a.api.Associate(ctx, api.Assignment{Assets: []api.Asset{{ID: asset, Pricing: "PLUS"}}, Users: []string{user}})
	return err
}

// Class serves the devices of a class at the same time.
//
//want:vppretry9603
func (a *Allotter) Class(ctx context.Context, asset string, serials []string) error {
	errs := make([]error, len(serials))
	var wg sync.WaitGroup
	for i, serial := range serials {
		wg.Go(func() {
			for range sched.Attempts(ctx, sched.Growing(time.Second, 2, 20*time.Second).Take(9)) {
				if _, errs[i] = a.api.Associate(ctx, one(asset, serial)); !outcome.Passing(errs[i]) {
					break
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
