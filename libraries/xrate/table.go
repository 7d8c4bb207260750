// Package xrate is the table of golang.org/x/time/rate: loops that are paced
// by a limiter.
package xrate

import (
	"context"
	"errors"
	"time"

	"golang.org/x/time/rate"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what limits, bursts and the ways to ask do.
type Table struct {
	VPP *vpp.Client
}

// assign assigns.
func (t Table) assign(serial string) func(context.Context) error {
	return func(ctx context.Context) error { return t.VPP.Assign(ctx, serial) }
}

// whileInternal sends at a pace until the answer is something else than 9603.
func whileInternal(ctx context.Context, send func(context.Context) error, lim *rate.Limiter) error {
	for {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		err := send(ctx)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
}

// Every is one in 15 seconds.
//
//want:vppretry9603
func (t Table) Every(ctx context.Context, serial string) error {
	lim := rate.NewLimiter(rate.Every(15*time.Second), 1)
	for {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
}

// EveryMinutes is one in two minutes.
func (t Table) EveryMinutes(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Every(2*time.Minute), 1))
}

// Limit is a number a second.
//
//want:vppretry9603
func (t Table) Limit(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(0.1, 1))
}

// LimitLow is less than one in a minute.
func (t Table) LimitLow(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(0.01, 1))
}

// Burst has five at once, and one in five minutes from then on.
func (t Table) Burst(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Every(5*time.Minute), 5))
}

// BurstSix has one more, which is the last that may come at once.
func (t Table) BurstSix(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Every(5*time.Minute), 6))
}

// BurstSeven is one too many.
//
//want:vppretry9603
func (t Table) BurstSeven(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Every(5*time.Minute), 7))
}

// Inf has no limit.
//
//want:vppretry9603
func (t Table) Inf(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Inf, 0))
}

// NoBurst refuses at once.
func (t Table) NoBurst(ctx context.Context, serial string) error {
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Every(time.Second), 0))
}

// Any does not look at the number.
//
//want:vppretry9603 vppretry9616
func (t Table) Any(ctx context.Context, serial string) error {
	for lim := rate.NewLimiter(1, 3); ; {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		if err := t.VPP.Assign(ctx, serial); err == nil {
			return nil
		}
	}
}

// Allow goes on while it is allowed: five times.
func (t Table) Allow(ctx context.Context, serial string) (err error) {
	for lim := rate.NewLimiter(rate.Every(time.Hour), 5); lim.Allow(); {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// AllowMore is allowed twelve times.
//
//want:vppretry9603
func (t Table) AllowMore(ctx context.Context, serial string) (err error) {
	for lim := rate.NewLimiter(rate.Every(time.Hour), 12); lim.Allow(); {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// AllowN takes three tokens of ten for each send.
func (t Table) AllowN(ctx context.Context, serial string) (err error) {
	for lim := rate.NewLimiter(rate.Every(time.Hour), 10); lim.AllowN(time.Now(), 3); {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			return err
		}
	}
	return err
}

// WaitN takes ten tokens a send, which is ten seconds.
//
//want:vppretry9603
func (t Table) WaitN(ctx context.Context, serial string) error {
	lim := rate.NewLimiter(1, 10)
	for {
		if err := lim.WaitN(ctx, 10); err != nil {
			return err
		}
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
	}
}

// Reserve sends twice.
//
//want:vppretry9616
func (t Table) Reserve(ctx context.Context, serial string) error {
	lim := rate.NewLimiter(rate.Every(time.Minute), 1)
	var errs []error
	for range 2 {
		time.Sleep(lim.Reserve().Delay())
		err := t.VPP.Assign(ctx, serial)
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// SetLimit slows down after five attempts.
func (t Table) SetLimit(ctx context.Context, serial string) error {
	lim := rate.NewLimiter(rate.Every(2*time.Second), 1)
	for n := 1; ; n++ {
		if err := lim.Wait(ctx); err != nil {
			return err
		}
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		if n == 5 {
			lim.SetLimit(rate.Every(3 * time.Minute))
		}
	}
}

// Sometimes sends at most every hour, whatever the loop does; that a send is
// left out looks like success to it.
func (t Table) Sometimes(ctx context.Context, serial string) (err error) {
	s := rate.Sometimes{First: 2}
	for range 10 {
		s.Do(func() { err = t.VPP.Assign(ctx, serial) })
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// SometimesOften sends each time.
//
//want:vppretry9603
func (t Table) SometimesOften(ctx context.Context, serial string) (err error) {
	s := rate.Sometimes{Interval: time.Second / 2}
	for range 10 {
		s.Do(func() { err = t.VPP.Assign(ctx, serial) })
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Deadline is refused when the next send would come too late.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 50*time.Second)
	defer cancel()
	return whileInternal(ctx, t.assign(serial), rate.NewLimiter(rate.Every(15*time.Second), 1))
}
