// Package retry calls functions again that failed. It knows nothing of Apple.
package retry

import (
	"context"
	"time"
)

// Do calls fn until it returns nil, at most that many times and with a pause
// in between, and returns its last error.
func Do(ctx context.Context, attempts int, pause time.Duration, fn func(context.Context) error) error {
	var err error
	for n := range attempts {
		if n > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(pause):
			}
		}
		if err = fn(ctx); err == nil {
			return nil
		}
	}
	return err
}
