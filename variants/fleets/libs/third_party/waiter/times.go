package waiter

import (
	"context"
	"time"
)

// Times retries o at most n times after the first, every d.
func Times(ctx context.Context, n uint64, d time.Duration, o Operation) error {
	return Retry(o, WithContext(WithMaxRetries(NewConstantBackOff(d), n), ctx))
}
