//go:build verify

package courier

import (
	"container/list"
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	q := func() []*order { return []*order{{App: "1", Serial: "C02A"}} }
	l := func() *list.List { l := list.New(); l.PushBack(q()[0]); return l }
	c := func() *Courier { c := NewCourier(3); c.orders <- q()[0]; return c }
	pin.Run(t,
		pin.C("Courier.Run", func(ctx context.Context) { go c().Run(ctx) }),
		pin.C("Courier.RunPatient", func(ctx context.Context) { go c().RunPatient(ctx) }),
		pin.C("Courier.Flush", func(ctx context.Context) { c().Flush(ctx, q()) }),
		pin.C("Courier.Pass", func(ctx context.Context) { c().Pass(ctx, q()) }),
		pin.C("Courier.SecondChance", func(ctx context.Context) { c().SecondChance(ctx, q()) }),
		pin.C("Courier.SecondChanceBusy", func(ctx context.Context) { c().SecondChanceBusy(ctx, q()) }),
		pin.C("Courier.Rotate", func(ctx context.Context) { c().Rotate(ctx, l()) }),
		pin.C("Courier.RotateFast", func(ctx context.Context) { c().RotateFast(ctx, l()) }),
		pin.C("Courier.Keep", func(ctx context.Context) { a := agenda(q()); c().Keep(ctx, &a) }),
		pin.C("Courier.KeepCalm", func(ctx context.Context) { a := agenda(q()); c().KeepCalm(ctx, &a) }),
		pin.C("Courier.Pool", func(ctx context.Context) { c().Pool(ctx, 2, q()) }),
	)
}
