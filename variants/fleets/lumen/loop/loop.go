// Package loop goes round until it is told to stop.
package loop

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"example.com/serversa/lumen/config"
	"example.com/serversa/lumen/problem"
)

// If decides whether an error is a reason to go round again.
type If func(err error) bool

// Hooks are called on the way.
type Hooks struct {
	If     If
	Before func(n int)
	After  func(n int, err error)
}

// ErrEnough is returned with the last error when there have been enough rounds.
var ErrEnough = errors.New("enough")

// Go goes round: conf.Repeats times more than once, then no more. A nil If
// goes round for every error that is not marked as final.
func Go(ctx context.Context, conf config.Config, hooks Hooks, do func(context.Context) error) error {
	for n := 1; ; n++ {
		if hooks.Before != nil {
			hooks.Before(n)
		}
		err := do(ctx)
		if hooks.After != nil {
			hooks.After(n, err)
		}
		if err == nil {
			return nil
		}
		if cause, final := problem.Final(err); final {
			return cause
		}
		if hooks.If != nil && !hooks.If(err) {
			return err
		}
		if n > conf.Repeats {
			return errors.Join(ErrEnough, err)
		}
		if serr := sleep(ctx, conf.PauseAfter(n)); serr != nil {
			return serr
		}
	}
}

// Resting goes round like Go, rests, and starts over, for as long as it takes.
func Resting(ctx context.Context, conf config.Config, hooks Hooks, do func(context.Context) error) error {
	for {
		err := Go(ctx, conf, hooks, do)
		if !errors.Is(err, ErrEnough) {
			return err
		}
		if err := sleep(ctx, conf.Rest); err != nil {
			return err
		}
	}
}

// Spread goes round with pauses anywhere between half of and the whole pause.
func Spread(ctx context.Context, conf config.Config, when If, do func(context.Context) error) (err error) {
	for n := range conf.Repeats + 1 {
		if err = do(ctx); err == nil || !when(err) {
			return err
		}
		half := conf.PauseAfter(n+1) / 2
		time.Sleep(half + time.Duration(rand.Int64N(int64(half)+1)))
	}
	return err
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
