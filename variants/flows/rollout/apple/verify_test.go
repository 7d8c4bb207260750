//go:build verify

package apple

import (
	"context"
	"net/http"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	c := &Client{"https://vpp.example", http.DefaultClient}
	in := Request{"1", []string{"C02A"}}
	pin.Run(t,
		pin.C("Client.Careful", func(ctx context.Context) { c.Careful(ctx, in) }),
		pin.C("Client.Eager", func(ctx context.Context) { c.Eager(ctx, in) }),
	)
}
