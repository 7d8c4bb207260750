//go:build verify

package clockwork

import (
	"context"
	"testing"
	"time"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	r := Renewal{"1", "C02A"}
	c := Wind()
	cs := []pin.Case{
		pin.C("Clockwork.Given", func(ctx context.Context) { c.Given(ctx, Even(time.Second), r) }).And(func(ctx context.Context) { c.Given(ctx, Even(time.Hour), r) }),
	}
	for n, f := range map[string]func(context.Context, Renewal) error{
		"Daily": c.Daily, "Weekly": c.Weekly, "Monthly": c.Monthly, "Yearly": c.Yearly, "Hourly": c.Hourly, "Before": c.Before, "Within": c.Within,
		"Between": c.Between, "Paced": c.Paced, "Slept": c.Slept, "Drift": c.Drift,
	} {
		cs = append(cs, pin.C("Clockwork."+n, func(ctx context.Context) { f(ctx, r) }))
	}
	pin.Run(t, cs...)
}
