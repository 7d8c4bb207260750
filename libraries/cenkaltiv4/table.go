// Package cenkaltiv4 is the table of github.com/cenkalti/backoff/v4.
package cenkaltiv4

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v4"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the options and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// once gives up where the license is assigned already.
func once(err error) error {
	if vpp.Number(err) == vpp.Assigned {
		return backoff.Permanent(err)
	}
	return err
}

// Defaults begins with half a second, grows by half, and ends after a quarter
// of an hour.
//
//want:vppretry9603 vppretry9616
func (t Table) Defaults(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return t.VPP.Assign(ctx, serial) }, backoff.NewExponentialBackOff())
}

// DefaultsOnce does not send 9616 again.
//
//want:vppretry9603
func (t Table) DefaultsOnce(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, backoff.NewExponentialBackOff())
}

// Constant never ends.
//
//want:vppretry9603 vppretry9616
func (t Table) Constant(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return t.VPP.Assign(ctx, serial) }, backoff.NewConstantBackOff(2*time.Second))
}

// ConstantMinutes never ends either, but takes its time.
//
//want:vppretry9616
func (t Table) ConstantMinutes(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return t.VPP.Assign(ctx, serial) }, backoff.NewConstantBackOff(2*time.Minute))
}

// Zero does not wait.
//
//want:vppretry9603 vppretry9616
func (t Table) Zero(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return t.VPP.Assign(ctx, serial) }, &backoff.ZeroBackOff{})
}

// Stop does not retry.
func (t Table) Stop(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return t.VPP.Assign(ctx, serial) }, &backoff.StopBackOff{})
}

// FiveRetries sends six times.
//
//want:vppretry9616
func (t Table) FiveRetries(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return t.VPP.Assign(ctx, serial) }, backoff.WithMaxRetries(backoff.NewExponentialBackOff(), 5))
}

// SixRetries sends seven times.
//
//want:vppretry9603
func (t Table) SixRetries(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, backoff.WithMaxRetries(backoff.NewExponentialBackOff(), 6))
}

// NoRetries sends once: zero is no retry, not no limit.
func (t Table) NoRetries(ctx context.Context, serial string) error {
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, backoff.WithMaxRetries(backoff.NewConstantBackOff(time.Second), 0))
}

// Options sets everything, without chance.
func (t Table) Options(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(2*time.Second),
		backoff.WithMultiplier(2),
		backoff.WithRandomizationFactor(0),
		backoff.WithMaxInterval(10*time.Minute),
		backoff.WithMaxElapsedTime(0),
	)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// OptionsCapped is Options with less patience.
//
//want:vppretry9603
func (t Table) OptionsCapped(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(2*time.Second),
		backoff.WithMultiplier(2),
		backoff.WithRandomizationFactor(0),
		backoff.WithMaxInterval(50*time.Second),
		backoff.WithMaxElapsedTime(0),
	)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// Elapsed ends before the seventh send.
func (t Table) Elapsed(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(time.Second),
		backoff.WithMultiplier(1),
		backoff.WithRandomizationFactor(0),
		backoff.WithMaxElapsedTime(5*time.Second),
	)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// StopDuration gives back another mark at the end, which Retry does not know.
//
//want:vppretry9603
func (t Table) StopDuration(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(time.Second),
		backoff.WithMultiplier(1),
		backoff.WithRandomizationFactor(0),
		backoff.WithMaxElapsedTime(3*time.Second),
		backoff.WithRetryStopDuration(30*time.Second),
	)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// Fields sets what the options set, afterwards.
//
//want:vppretry9603
func (t Table) Fields(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = 5 * time.Second
	b.MaxInterval = 20 * time.Second
	b.MaxElapsedTime = 10 * time.Minute
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// Chance varies around fifty seconds: part of it is long enough.
func (t Table) Chance(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(50*time.Second),
		backoff.WithMultiplier(1),
		backoff.WithMaxElapsedTime(0),
	)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// stopped is a clock that stands still.
type stopped struct{}

// Now implements backoff.Clock.
func (stopped) Now() time.Time { return time.Time{} }

// Clock never sees the end of five seconds.
//
//want:vppretry9603
func (t Table) Clock(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(
		backoff.WithClockProvider(stopped{}),
		backoff.WithInitialInterval(time.Second),
		backoff.WithMultiplier(1),
		backoff.WithRandomizationFactor(0),
		backoff.WithMaxElapsedTime(5*time.Second),
	)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// Deadline ends with its context, before the seventh send.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	b := backoff.WithContext(backoff.NewConstantBackOff(time.Second), ctx)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// DeadlineLate ends with its context, after the seventh.
//
//want:vppretry9603
func (t Table) DeadlineLate(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	b := backoff.WithContext(backoff.NewConstantBackOff(time.Second), ctx)
	return backoff.Retry(func() error { return once(t.VPP.Assign(ctx, serial)) }, b)
}

// Data returns the response.
//
//want:vppretry9603 vppretry9616
func (t Table) Data(ctx context.Context, serial string) (*vpp.Response, error) {
	return backoff.RetryWithData(func() (*vpp.Response, error) { return t.VPP.Response(ctx, serial) }, backoff.NewConstantBackOff(time.Second))
}

// Notify tells somebody, and gives up on all but 9603.
func (t Table) Notify(ctx context.Context, serial string) error {
	return backoff.RetryNotify(func() error {
		err := t.VPP.Assign(ctx, serial)
		if err != nil && vpp.Number(err) != vpp.Internal {
			return backoff.Permanent(err)
		}
		return err
	}, backoff.WithMaxRetries(backoff.NewConstantBackOff(time.Second), 5), func(error, time.Duration) {})
}

// NotifyData does both.
//
//want:vppretry9603
func (t Table) NotifyData(ctx context.Context, serial string) (*vpp.Response, error) {
	waited := time.Duration(0)
	return backoff.RetryNotifyWithData(func() (*vpp.Response, error) {
		res, err := t.VPP.Response(ctx, serial)
		return res, once(err)
	}, backoff.NewConstantBackOff(time.Second), func(_ error, d time.Duration) { waited += d })
}

// clock is a timer that takes ten times as long.
type clock struct{ *time.Timer }

// Start implements backoff.Timer.
func (c *clock) Start(d time.Duration) { c.Timer = time.NewTimer(10 * d) }

// Stop implements backoff.Timer.
func (c *clock) Stop() {
	if c.Timer != nil {
		c.Timer.Stop()
	}
}

// C implements backoff.Timer.
func (c *clock) C() <-chan time.Time { return c.Timer.C }

// Timer waits with a timer of its own.
func (t Table) Timer(ctx context.Context, serial string) error {
	return backoff.RetryNotifyWithTimer(func() error { return once(t.VPP.Assign(ctx, serial)) }, backoff.NewConstantBackOff(6*time.Second), nil, &clock{})
}

// TimerHasty is still too fast.
//
//want:vppretry9603
func (t Table) TimerHasty(ctx context.Context, serial string) error {
	return backoff.RetryNotifyWithTimer(func() error { return once(t.VPP.Assign(ctx, serial)) }, backoff.NewConstantBackOff(5*time.Second), nil, &clock{})
}

// ByHand asks the back-off how long to wait.
//
//want:vppretry9603
func (t Table) ByHand(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff()
	b.Reset()
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		wait := b.NextBackOff()
		if wait == backoff.Stop {
			return err
		}
		time.Sleep(wait)
	}
}

// ByHandReset begins anew each time.
//
//want:vppretry9603
func (t Table) ByHandReset(ctx context.Context, serial string) error {
	b := backoff.NewExponentialBackOff(backoff.WithInitialInterval(30*time.Second), backoff.WithMultiplier(10))
	for {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return err
		}
		time.Sleep(b.NextBackOff())
		b.Reset()
	}
}

// Ticker sends at each tick.
//
//want:vppretry9603 vppretry9616
func (t Table) Ticker(ctx context.Context, serial string) (err error) {
	ticker := backoff.NewTicker(backoff.NewConstantBackOff(3 * time.Second))
	defer ticker.Stop()
	for range ticker.C {
		if err = t.VPP.Assign(ctx, serial); err == nil {
			return nil
		}
	}
	return err
}

// TickerFew stops ticking after the sixth.
func (t Table) TickerFew(ctx context.Context, serial string) (err error) {
	ticker := backoff.NewTicker(backoff.WithMaxRetries(backoff.NewConstantBackOff(3*time.Second), 5))
	defer ticker.Stop()
	for range ticker.C {
		if err = t.VPP.Assign(ctx, serial); vpp.Number(err) != vpp.Internal {
			return err
		}
	}
	return err
}
