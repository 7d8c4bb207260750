// Package retry calls functions again that failed, as Apple asks for: quickly at
// first, then minutes later.
package retry

import (
	"context"
	"time"
)

const (
	quick    = 5               // attempts that follow one another quickly
	patience = 5 * time.Minute // between all later ones
	limit    = 12              // attempts after which a person has to look
)

// Do calls fn until it returns nil, or an error that is not worth another
// attempt, and returns its last error.
func Do(ctx context.Context, again func(error) bool, fn func(context.Context) error) error {
	for attempt := 1; ; attempt++ {
		err := fn(ctx)
		if err == nil || !again(err) || attempt == limit {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause(attempt)):
		}
	}
}

// pause is the time to wait after that many attempts.
func pause(attempts int) time.Duration {
	if attempts > quick {
		return patience
	}
	return time.Second << (attempts - 1)
}
