//go:build verify

package fleet

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	u := Unit{"C02A", "1"}
	one := []Unit{u}
	pin.Run(t,
		pin.C("All", func(ctx context.Context) { All(ctx, one) }),
		pin.C("Bounded", func(ctx context.Context) { Bounded(ctx, one) }).Runs(3),
		pin.C("Supervise", func(ctx context.Context) { Supervise(ctx, one) }),
		pin.C("SuperviseOnce", func(ctx context.Context) { SuperviseOnce(ctx, one) }),
		pin.C("Together", func(ctx context.Context) { Together(ctx, one) }),
		pin.C("Counted", func(ctx context.Context) { Counted(ctx, one) }),
		pin.C("Echo", func(ctx context.Context) { Echo(ctx, u) }),
		pin.C("Quiet", func(ctx context.Context) { Quiet(ctx, u) }),
		pin.C("Cancelled", func(ctx context.Context) { Cancelled(ctx, one) }),
		pin.C("Tracker.Track", func(ctx context.Context) { t := NewTracker(); t.Add(u); go t.Track(ctx) }),
	)
}
