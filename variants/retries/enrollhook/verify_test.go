//go:build verify

package enrollhook

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	h := New("tok")
	d := Device{"C02A", []string{"1", "2"}}
	pin.Run(t,
		pin.C("Hook.OnEnroll", func(ctx context.Context) { h.OnEnroll(ctx, d) }),
		pin.C("Hook.OnReenroll", func(ctx context.Context) { h.OnReenroll(ctx, d) }),
		pin.C("Hook.OnUserLogin", func(ctx context.Context) { h.OnUserLogin(ctx, "1", "C02A") }),
		pin.C("Hook.OnUserSwitch", func(ctx context.Context) { h.OnUserSwitch(ctx, "1", "C02A") }),
		pin.C("Hook.OnCheckout", func(ctx context.Context) { h.OnCheckout(ctx, "1", "C02A") }),
		pin.C("Hook.OnReturn", func(ctx context.Context) { h.OnReturn(ctx, "1", "C02A") }).Afresh("disassociate"),
		pin.C("Hook.OnRepair", func(ctx context.Context) { h.OnRepair(ctx, "1", "C02A") }),
		pin.C("Hook.OnTransfer", func(ctx context.Context) { h.OnTransfer(ctx, "1", "C02A") }),
		pin.C("Hook.OnLost", func(ctx context.Context) { h.OnLost(ctx, "1", "C02A") }),
		pin.C("Hook.OnSteal", func(ctx context.Context) { h.OnSteal(ctx, "1", "C02B", "C02A") }).Afresh("disassociate"),
	)
}
