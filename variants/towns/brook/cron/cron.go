// Package cron does things from time to time.
package cron

import (
	"context"
	"log/slog"
	"time"
)

// Every does f for ever.
func Every(ctx context.Context, d time.Duration, f func(context.Context) error) {
	t := time.NewTicker(d)
	defer t.Stop()
	for {
		if err := f(ctx); err != nil {
			slog.Warn("failed", "err", err)
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// Until does f until it works.
func Until(ctx context.Context, d time.Duration, f func(context.Context) error) error {
	for {
		err := f(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return err
		}
	}
}

// Job is something with a name that is done from time to time.
type Job struct {
	Name  string
	Every time.Duration
	Do    func(context.Context) error
}

// Start starts jobs.
func Start(ctx context.Context, jobs ...Job) {
	for _, j := range jobs {
		go Every(ctx, j.Every, j.Do)
	}
}
