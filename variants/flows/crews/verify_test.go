//go:build verify

package crews

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	j := Job{"1", "u"}
	one := []Job{j}
	run := func(name string, f func(context.Context, *Crew)) pin.Case {
		return pin.C("Crew."+name, func(ctx context.Context) { f(ctx, NewCrew(2)) })
	}
	pin.Run(t,
		run("Sweep", func(ctx context.Context, c *Crew) { c.Sweep(ctx, one) }),
		run("SweepThrice", func(ctx context.Context, c *Crew) { c.SweepThrice(ctx, one) }),
		run("SweepFailed", func(ctx context.Context, c *Crew) { c.SweepFailed(ctx, one) }),
		run("Relay", func(ctx context.Context, c *Crew) { c.Relay(ctx, one) }),
		run("RelayOnce", func(ctx context.Context, c *Crew) { c.RelayOnce(ctx, one) }),
		run("Hedge", func(ctx context.Context, c *Crew) { c.Hedge(ctx, j) }),
		run("HedgeOnError", func(ctx context.Context, c *Crew) { c.HedgeOnError(ctx, j) }),
		run("Stubborn", func(ctx context.Context, c *Crew) { c.Stubborn(ctx, one) }),
		run("Shared", func(ctx context.Context, c *Crew) { c.Shared(ctx, one) }),
		run("First", func(ctx context.Context, c *Crew) { c.First(ctx, "1", []string{"a", "b"}) }),
	)
}
