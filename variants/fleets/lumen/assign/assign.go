// Package assign hands out and takes back on behalf of the rest of the server.
package assign

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.com/serversa/lumen/appstore"
	"example.com/serversa/lumen/config"
	"example.com/serversa/lumen/loop"
	"example.com/serversa/lumen/problem"
)

// Assign hands out.
type Assign struct {
	store *appstore.Client
	conf  config.Config
	hooks loop.Hooks
}

// New returns an Assign; its set-up is that of the house, with the options.
func New(store *appstore.Client, opts ...config.Option) *Assign {
	house := append([]config.Option{config.WithPauses(2*time.Second, 20*time.Second)}, opts...)
	return &Assign{store: store, conf: config.New(house...), hooks: loop.Hooks{If: problem.Temporary}}
}

// House goes by the set-up of the house.
func (a *Assign) House(ctx context.Context, app, serial string) error {
	return loop.Go(ctx, a.conf, a.hooks, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// Double goes by twice the repeats, and has a rest that nobody uses.
//
//want:vppretry9603
func (a *Assign) Double(ctx context.Context, app, serial string) error {
	conf := a.conf
	conf.Repeats *= 2
	return loop.Go(ctx, conf, a.hooks, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// Rested goes round five times, rests for ten minutes, and starts over. What
// follows the rest is as quick as ever.
//
//want:vppretry9603
func (a *Assign) Rested(ctx context.Context, app, serial string) error {
	return loop.Resting(ctx, a.conf, a.hooks, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// RestedOne sends once and rests.
func (a *Assign) RestedOne(ctx context.Context, app, serial string) error {
	return loop.Resting(ctx, config.New(config.WithRepeats(0)), a.hooks, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// Marked marks what is not slow.
func (a *Assign) Marked(ctx context.Context, app, serial string) error {
	return loop.Go(ctx, config.New(), loop.Hooks{}, func(ctx context.Context) error {
		err := a.store.Out(ctx, appstore.To(app, serial))
		if errors.Is(err, problem.ErrSlow) {
			return err
		}
		return problem.Halt(err)
	})
}

// MarkedToken marks what is wrong with the token.
//
//want:vppretry9616
func (a *Assign) MarkedToken(ctx context.Context, app, serial string) error {
	return loop.Go(ctx, config.New(), loop.Hooks{}, func(ctx context.Context) error {
		err := a.store.Out(ctx, appstore.To(app, serial))
		if errors.Is(err, problem.ErrToken) {
			return problem.Halt(err)
		}
		return err
	})
}

// MarkedLost marks it all, and loses the mark on the way.
//
//want:vppretry9616
func (a *Assign) MarkedLost(ctx context.Context, app, serial string) error {
	return loop.Go(ctx, config.New(config.WithRepeats(3)), loop.Hooks{}, func(ctx context.Context) error {
		if err := problem.Halt(a.store.Out(ctx, appstore.To(app, serial))); err != nil {
			return errors.New("handing out: " + err.Error())
		}
		return nil
	})
}

// Aside puts what was refused aside; the loop sees success.
func (a *Assign) Aside(ctx context.Context, app, serial string) (refused error, err error) {
	err = loop.Go(ctx, config.New(config.WithRepeats(100)), loop.Hooks{}, func(ctx context.Context) error {
		err := a.store.Out(ctx, appstore.To(app, serial))
		var p *problem.Problem
		if errors.As(err, &p) {
			refused = p
			return nil
		}
		return err
	})
	return refused, err
}

// Tracked counts attempts in the request, which stays the same otherwise.
//
//want:vppretry9603
func (a *Assign) Tracked(ctx context.Context, app, serial string) error {
	h := appstore.To(app, serial)
	return loop.Go(ctx, config.New(config.WithRepeats(30)), loop.Hooks{
		If:     func(err error) bool { return errors.Is(err, problem.ErrSlow) },
		Before: func(n int) { h.Attempt = n },
	}, func(ctx context.Context) error { return a.store.Out(ctx, h) })
}

// Widened widens its pauses in the hook.
func (a *Assign) Widened(ctx context.Context, app, serial string) error {
	return loop.Go(ctx, config.New(config.WithRepeats(30)), loop.Hooks{
		If: problem.Temporary,
		After: func(n int, err error) {
			if n >= 5 && err != nil {
				time.Sleep(4 * time.Minute)
			}
		},
	}, func(ctx context.Context) error { return a.store.Out(ctx, appstore.To(app, serial)) })
}

// Spread spreads its pauses.
//
//want:vppretry9603
func (a *Assign) Spread(ctx context.Context, app, serial string) error {
	return loop.Spread(ctx, config.New(config.WithRepeats(11)), problem.Temporary, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// SpreadFew spreads fewer.
func (a *Assign) SpreadFew(ctx context.Context, app, serial string) error {
	return loop.Spread(ctx, a.conf, problem.Temporary, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// SpreadAny spreads few, for any reason.
//
//want:vppretry9616
func (a *Assign) SpreadAny(ctx context.Context, app, serial string) error {
	any := func(err error) bool { return !errors.Is(err, problem.ErrNone) && !errors.Is(err, problem.ErrToken) }
	return loop.Spread(ctx, a.conf, any, func(ctx context.Context) error {
		return a.store.Out(ctx, appstore.To(app, serial))
	})
}

// Back takes back and goes round for an hour.
//
//want:vppretry9603
func (a *Assign) Back(ctx context.Context, app, serial string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, time.Hour, errors.New("an hour is enough"))
	defer cancel()
	return loop.Resting(ctx, config.New(config.WithRest(30*time.Second)), a.hooks, func(ctx context.Context) error {
		return a.store.In(ctx, appstore.To(app, serial))
	})
}

// Enter registers, and does so again in the morning at the latest.
func (a *Assign) Enter(ctx context.Context, ids []string) error {
	for n, id := range ids {
		err := loop.Resting(ctx, config.New(config.WithRepeats(0), config.WithRest(8*time.Hour)), a.hooks, func(ctx context.Context) error {
			return a.store.Enter(ctx, id)
		})
		if err != nil {
			return fmt.Errorf("%d are in: %w", n, err)
		}
	}
	return nil
}
