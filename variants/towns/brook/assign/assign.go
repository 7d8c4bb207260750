// Package assign hands assets out.
package assign

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"example.com/towns/brook/cron"
	"example.com/towns/brook/fault"
	"example.com/towns/brook/pool"
	"example.com/towns/brook/retry"
	"example.com/towns/brook/verdict"
	"example.com/towns/brook/vpp"
)

// Service hands out.
type Service struct {
	api    *vpp.Client
	policy retry.Policy
	hurry  []retry.Option
	log    *slog.Logger
	before []func(context.Context, *vpp.Order) error
}

// Option sets a service up.
type Option func(*Service)

// By sets the policy.
func By(opts ...retry.Option) Option {
	return func(s *Service) { s.policy = s.policy.With(opts...) }
}

// Before adds something that is done before.
func Before(f func(context.Context, *vpp.Order) error) Option {
	return func(s *Service) { s.before = append(s.before, f) }
}

// New makes a service.
func New(api *vpp.Client, opts ...Option) *Service {
	s := &Service{api: api, policy: retry.New(retry.Attempts(5)), log: slog.Default()}
	s.hurry = []retry.Option{retry.Attempts(30), retry.Backoff(250*time.Millisecond, 5*time.Second)}
	for _, o := range opts {
		o(s)
	}
	return s
}

func (s *Service) once(ctx context.Context, o vpp.Order) error {
	for _, f := range s.before {
		if err := f(ctx, &o); err != nil {
			return retry.Permanent(err)
		}
	}
	_, err := s.api.Associate(ctx, o)
	return err
}

// Assign goes by the house.
func (s *Service) Assign(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, s.policy, s.once, o)
}

// Hurry hurries.
//
//want:vppretry9603
func (s *Service) Hurry(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, s.policy.With(s.hurry...), s.once, o)
}

// HurryThenRest hurries, then rests.
func (s *Service) HurryThenRest(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, s.policy.With(s.hurry...).With(retry.Late(5, 10*time.Minute)), s.once, o)
}

// HurryThenNap hurries, then naps.
//
//want:vppretry9603
func (s *Service) HurryThenNap(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, s.policy.With(append(s.hurry, retry.Late(5, 55*time.Second))...), s.once, o)
}

// HurryThenRestLate rests after the sixth only.
func (s *Service) HurryThenRestLate(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, retry.New(retry.Attempts(0), retry.Late(6, time.Hour)), s.once, o)
}

// Rising rises threefold.
func (s *Service) Rising(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	p := retry.New(retry.Attempts(14), retry.Backoff(2*time.Second, time.Hour), retry.Factor(3))
	return retry.Do(ctx, p, func(ctx context.Context) (vpp.Event, error) { return s.api.Associate(ctx, o) })
}

// Level stays where it is.
//
//want:vppretry9603
func (s *Service) Level(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	p := retry.New(retry.Attempts(14), retry.Backoff(2*time.Second, time.Hour), retry.Factor(1))
	return retry.Do(ctx, p, func(ctx context.Context) (vpp.Event, error) { return s.api.Associate(ctx, o) })
}

// Scattered waits a minute, more or less.
func (s *Service) Scattered(ctx context.Context, o vpp.Order) error {
	p := retry.New(retry.Attempts(9), retry.Backoff(time.Minute, time.Minute), retry.Spread(0.5))
	return retry.Call(ctx, p, s.once, o)
}

// ScatteredLow waits half a minute, more or less.
//
//want:vppretry9603
func (s *Service) ScatteredLow(ctx context.Context, o vpp.Order) error {
	p := retry.New(retry.Attempts(9), retry.Backoff(30*time.Second, 30*time.Second), retry.Spread(0.5))
	return retry.Call(ctx, p, s.once, o)
}

// Budgeted has no limit but a budget.
func (s *Service) Budgeted(ctx context.Context, o vpp.Order) error {
	p := retry.New(retry.Attempts(0), retry.Backoff(5*time.Second, 5*time.Second), retry.Budget(28*time.Second))
	return retry.Call(ctx, p, s.once, o)
}

// BudgetedWide has a wide one.
//
//want:vppretry9603
func (s *Service) BudgetedWide(ctx context.Context, o vpp.Order) error {
	p := retry.New(retry.Attempts(0), retry.Backoff(5*time.Second, 5*time.Second), retry.Budget(time.Minute))
	return retry.Call(ctx, p, s.once, o)
}

// Generously counts anew whenever the service is busy.
//
//want:vppretry9603
func (s *Service) Generously(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, retry.New(retry.Judge(verdict.Generous)), s.once, o)
}

// GenerouslySlow does so every few minutes.
func (s *Service) GenerouslySlow(ctx context.Context, o vpp.Order) error {
	p := retry.New(retry.Judge(verdict.Generous), retry.Backoff(3*time.Minute, 3*time.Minute))
	return retry.Call(ctx, p, s.once, o)
}

// Throttled counts anew after too many requests only.
func (s *Service) Throttled(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, retry.New(retry.Judge(verdict.ResetOnThrottle)), s.once, o)
}

// Hopefully hopes.
//
//want:vppretry9616
func (s *Service) Hopefully(ctx context.Context, o vpp.Order) error {
	return retry.Call(ctx, retry.New(retry.Judge(verdict.Hopeful)), s.once, o)
}

// HopefullyBut hopes, but knows.
func (s *Service) HopefullyBut(ctx context.Context, o vpp.Order) error {
	judge := verdict.Except(verdict.Hopeful, verdict.Stop, fault.Assigned, fault.Maintenance)
	return retry.Call(ctx, retry.New(retry.Judge(judge)), s.once, o)
}

// HopefullyNot knows the wrong numbers.
//
//want:vppretry9616
func (s *Service) HopefullyNot(ctx context.Context, o vpp.Order) error {
	judge := verdict.Except(verdict.Standard, verdict.Normal, fault.Assigned, fault.Maintenance)
	return retry.Call(ctx, retry.New(retry.Judge(judge), retry.Attempts(2)), s.once, o)
}

// Back takes back hopefully; there is nothing that could be assigned already.
func (s *Service) Back(ctx context.Context, o vpp.Order) error {
	_, err := retry.Do(ctx, retry.New(retry.Judge(verdict.Hopeful)), func(ctx context.Context) (vpp.Event, error) {
		return s.api.Disassociate(ctx, o)
	})
	return err
}

// Marked marks what is final.
func (s *Service) Marked(ctx context.Context, o vpp.Order) error {
	hope := func(error) verdict.Verdict { return verdict.Normal }
	return retry.Run(ctx, retry.New(retry.Judge(hope)), func(ctx context.Context) error {
		err := s.once(ctx, o)
		if !errors.Is(err, fault.ErrBusy) {
			return retry.Permanent(err)
		}
		return fmt.Errorf("busy: %w", err)
	})
}

// MarkedWrong marks what is about the token.
//
//want:vppretry9616
func (s *Service) MarkedWrong(ctx context.Context, o vpp.Order) error {
	hope := func(error) verdict.Verdict { return verdict.Normal }
	return retry.Run(ctx, retry.New(retry.Judge(hope)), func(ctx context.Context) error {
		err := s.once(ctx, o)
		if errors.Is(err, fault.ErrToken) {
			return retry.Permanent(err)
		}
		return err
	})
}

// Captured takes the error out and shows the helper another one.
//
//want:vppretry9616
func (s *Service) Captured(ctx context.Context, o vpp.Order) (err error) {
	rerr := retry.Run(ctx, retry.New(retry.Judge(func(error) verdict.Verdict { return verdict.Normal })), func(ctx context.Context) error {
		if err = s.once(ctx, o); err != nil {
			return errors.New("not yet")
		}
		return nil
	})
	return errors.Join(rerr, err)
}

// CapturedAll takes the error out and shows the helper none.
func (s *Service) CapturedAll(ctx context.Context, o vpp.Order) (err error) {
	p := retry.New(retry.Attempts(50), retry.Judge(verdict.Hopeful))
	rerr := retry.Run(ctx, p, func(ctx context.Context) error {
		err = s.once(ctx, o)
		if fault.NumOf(err) != 0 {
			return nil
		}
		return err
	})
	return errors.Join(rerr, err)
}

// Counted counts with an iterator.
func (s *Service) Counted(ctx context.Context, o vpp.Order) (err error) {
	for n := range s.policy.Each(ctx) {
		if err = s.once(ctx, o); !errors.Is(err, fault.ErrBusy) {
			return err
		}
		s.log.InfoContext(ctx, "busy", "n", n)
	}
	return err
}

// CountedOn counts on.
//
//want:vppretry9603
func (s *Service) CountedOn(ctx context.Context, o vpp.Order) (err error) {
	for range s.policy.With(retry.Attempts(0)).Each(ctx) {
		if err = s.once(ctx, o); !errors.Is(err, fault.ErrBusy) {
			return err
		}
	}
	return err
}

// CountedAny counts, whatever comes.
//
//want:vppretry9616
func (s *Service) CountedAny(ctx context.Context, o vpp.Order) (err error) {
	for range s.policy.Each(ctx) {
		if err = s.once(ctx, o); err == nil {
			break
		}
	}
	return err
}

// Paused takes the pauses and sleeps itself.
func (s *Service) Paused(ctx context.Context, o vpp.Order) error {
	err := s.once(ctx, o)
	for _, d := range retry.New(retry.Attempts(6), retry.Backoff(time.Second, 16*time.Second)).Pauses() {
		if fault.NumOf(err) != fault.Internal {
			return err
		}
		time.Sleep(d)
		err = s.once(ctx, o)
	}
	return err
}

// PausedTwice takes two pauses.
func (s *Service) PausedTwice(ctx context.Context, o vpp.Order) error {
	err := s.once(ctx, o)
	for n, d := range s.policy.Pauses() {
		if fault.NumOf(err) != fault.Internal || n > 2 {
			return err
		}
		time.Sleep(d)
		err = s.once(ctx, o)
	}
	return err
}

// Each assigns to one device after the other, each once.
func (s *Service) Each(ctx context.Context, adamID string, serials []string) map[string]error {
	out := make(map[string]error)
	for _, serial := range serials {
		if err := s.once(ctx, vpp.For(adamID, serial)); err != nil {
			out[serial] = err
			_ = retry.Sleep(ctx, time.Second)
		}
	}
	return out
}

// Confirm assigns and waits until the service is through with it.
func (s *Service) Confirm(ctx context.Context, o vpp.Order) error {
	ev, err := s.api.Associate(ctx, o)
	if err != nil {
		return err
	}
	for ev.Status != "COMPLETE" && ev.Status != "FAILED" {
		if err := retry.Sleep(ctx, 3*time.Second); err != nil {
			return err
		}
		if ev, err = s.api.Status(ctx, ev.EventID); err != nil {
			return err
		}
	}
	return nil
}

// Drain has a pool work orders off; what was refused comes again.
//
//want:vppretry9603 vppretry9616
func (s *Service) Drain(ctx context.Context, orders ...vpp.Order) {
	p := pool.New(s.once, pool.Workers[vpp.Order](2), pool.Again(func(_ vpp.Order, n int, err error) (time.Duration, bool) {
		return 20 * time.Second, true
	}))
	p.Run(ctx, orders...)
}

// DrainPolitely has a pool work orders off; the busy service gets its rest.
func (s *Service) DrainPolitely(ctx context.Context, orders ...vpp.Order) {
	p := pool.New(s.once, pool.Again(func(_ vpp.Order, n int, err error) (time.Duration, bool) {
		switch {
		case !errors.Is(err, fault.ErrBusy):
			return 0, false
		case n < 5:
			return time.Duration(n) * time.Second, true
		}
		return 5 * time.Minute, true
	}))
	p.Run(ctx, orders...)
}

// DrainOnce has a pool work orders off; it does nothing again by itself.
func (s *Service) DrainOnce(ctx context.Context, orders ...vpp.Order) {
	pool.New(s.once).Run(ctx, orders...)
}

// Nagging asks every ten seconds until it has been done.
//
//want:vppretry9603 vppretry9616
func (s *Service) Nagging(ctx context.Context, o vpp.Order) error {
	return cron.Until(ctx, 10*time.Second, func(ctx context.Context) error { return s.once(ctx, o) })
}

// NaggingDone asks every ten minutes until it has been done; who has it, has it.
func (s *Service) NaggingDone(ctx context.Context, o vpp.Order) error {
	return cron.Until(ctx, 10*time.Minute, func(ctx context.Context) error {
		if err := s.once(ctx, o); !errors.Is(err, fault.ErrAssigned) {
			return err
		}
		return nil
	})
}
