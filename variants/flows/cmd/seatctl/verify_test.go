//go:build verify

package main

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	args := []string{"1", "C02A"}
	pin.Run(t,
		pin.C("assignOne", func(ctx context.Context) { assignOne(ctx, args) }),
		pin.C("assignForce", func(ctx context.Context) { assignForce(ctx, args) }).
			Or(func(ctx context.Context) { assignForce(ctx, append([]string{"-force"}, args...)) }),
		pin.C("assignList", func(ctx context.Context) { assignList(ctx, strings.NewReader("C02A\n#\nC02B # lab\n"), []string{"1"}) }),
		pin.C("assignAsk", func(ctx context.Context) { assignAsk(ctx, strings.NewReader("y\ny\ny\ny\ny\ny\n"), args) }),
		pin.C("assignLater", func(ctx context.Context) { assignLater(ctx, args) }),
	)
}
