// Package sched does things later.
package sched

import (
	"context"
	"time"
)

// Later does f after d and returns what it returns.
func Later(ctx context.Context, d time.Duration, f func() error) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Rearm calls f until it returns nil; the pause after the nth time is up to
// pause.
func Rearm(ctx context.Context, pause func(n int) time.Duration, f func() error) {
	done := make(chan struct{})
	var arm func(n int)
	arm = func(n int) {
		if f() == nil || ctx.Err() != nil {
			close(done)
			return
		}
		time.AfterFunc(pause(n), func() { arm(n + 1) })
	}
	arm(1)
	select {
	case <-done:
	case <-ctx.Done():
	}
}
