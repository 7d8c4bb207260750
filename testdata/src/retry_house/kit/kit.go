// Package kit says once and for all what the house does after which answer.
package kit

import (
	"context"
	"time"

	"retry_house/again"
	"retry_house/wire"
)

// Filter knows both numbers.
//
//twin:none it sends nothing
func Filter(err error) again.Verdict {
	switch wire.Number(err) {
	case 9603:
		return again.Normal
	case 9616:
		return again.Ignore
	}
	return again.Stop
}

// Hasty takes 9616 for a reason to begin anew.
//
//twin:none it sends nothing
func Hasty(err error) again.Verdict {
	if n := wire.Number(err); n == 9603 || n == 9616 {
		return again.Reset
	}
	return again.Stop
}

// Patient is a policy that waits for minutes in the end.
//
//twin:none it calls whatever it is given
func Patient(ctx context.Context, f func(context.Context) error) error {
	return again.Config{Attempts: 12, First: 4 * time.Second, Most: 30 * time.Minute, Filter: Filter}.Do(ctx, f)
}

// Impatient leaves out what has a default.
//
//twin:none it calls whatever it is given
func Impatient(ctx context.Context, f func(context.Context) error) error {
	return again.Config{Filter: Filter}.Do(ctx, f)
}
