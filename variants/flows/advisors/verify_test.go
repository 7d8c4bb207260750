//go:build verify

package advisors

import (
	"context"
	"testing"
	"time"

	"example.com/loopsb/internal/pin"
)

type says struct {
	again bool
	after time.Duration
}

func (s says) Advise(int, Outcome) (bool, time.Duration) { return s.again, s.after }

type every time.Duration

func (e every) Pause(int) time.Duration { return time.Duration(e) }

func TestPinned(t *testing.T) {
	f := NewOffice()
	b := Booking{"1", "u"}
	var cs []pin.Case
	for n, g := range map[string]func(context.Context, Booking, Advisor) (string, error){"Advised": f.Advised, "AdvisedBusy": f.AdvisedBusy, "AdvisedTaken": f.AdvisedTaken} {
		cs = append(cs, pin.C("Office."+n, func(ctx context.Context) { g(ctx, b, says{true, time.Second}) }).
			And(func(ctx context.Context) { g(ctx, b, says{}) }).And(func(ctx context.Context) { g(ctx, b, says{true, time.Hour}) }))
	}
	for n, g := range map[string]func(context.Context, Booking, Clock) error{"Timed": f.Timed, "TimedCapped": f.TimedCapped, "TimedFloored": f.TimedFloored, "TimedAny": f.TimedAny} {
		cs = append(cs, pin.C("Office."+n, func(ctx context.Context) { g(ctx, b, every(time.Second)) }).
			And(func(ctx context.Context) { g(ctx, b, every(time.Hour)) }))
	}
	cs = append(cs,
		pin.C("Office.InHouse", func(ctx context.Context) { f.InHouse(ctx, b, north{}) }).And(func(ctx context.Context) { f.InHouse(ctx, b, south{}) }),
		pin.C("Office.InHouseFew", func(ctx context.Context) { f.InHouseFew(ctx, b, "north") }).
			And(func(ctx context.Context) { f.InHouseFew(ctx, b, "south") }),
		pin.C("Office.Taken", func(ctx context.Context) { f.Taken(ctx, b, exact{}) }).And(func(ctx context.Context) { f.Taken(ctx, b, lenient{}) }),
		pin.C("Office.TakenNorth", func(ctx context.Context) { f.TakenNorth(ctx, b) }),
		pin.C("Office.Limited", func(ctx context.Context) { f.Limited(ctx, b, 3) }).And(func(ctx context.Context) { f.Limited(ctx, b, 30) }),
	)
	pin.Run(t, cs...)
}
