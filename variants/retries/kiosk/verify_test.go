//go:build verify

package kiosk

import (
	"context"
	"testing"
	"time"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	l := loan{"1", "u"}
	none := Config{URL: "https://vpp.example"}
	some := Config{URL: "https://vpp.example", Attempts: 3, Pause: time.Second}
	loud := Config{URL: "https://vpp.example", Persist: true}
	pin.Run(t,
		pin.C("Kiosk.Lend", func(ctx context.Context) { New().Lend(ctx, l) }),
		pin.C("Kiosk.Extend", func(ctx context.Context) { New().Extend(ctx, l) }),
		pin.C("Shelf.Take", func(ctx context.Context) { NewShelf(Config{}).Take(ctx, l) }),
		pin.C("Shelf.TakeTriple", func(ctx context.Context) { NewShelf(Config{}).TakeTriple(ctx, l) }),
		pin.C("Borrow", func(ctx context.Context) { Borrow(ctx, none, l) }),
		pin.C("BorrowAs", func(ctx context.Context) { BorrowAs(ctx, some, l) }),
		pin.C("BorrowAny", func(ctx context.Context) { BorrowAny(ctx, some, l) }),
		pin.C("BorrowPersistent", func(ctx context.Context) { BorrowPersistent(ctx, none, l) }).Or(func(ctx context.Context) { BorrowPersistent(ctx, loud, l) }),
		pin.C("Flagged", func(ctx context.Context) { Flagged(ctx, l) }),
		pin.C("FlaggedFew", func(ctx context.Context) { FlaggedFew(ctx, l) }),
		pin.C("Env", func(ctx context.Context) { Env(ctx, l) }),
		pin.C("EnvForever", func(ctx context.Context) { EnvForever(ctx, l) }),
		pin.C("EnvSlowly", func(ctx context.Context) { EnvSlowly(ctx, l) }),
	)
}
