//go:build verify

package assetbridge

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	b, err := New("https://vpp.example")
	if err != nil {
		t.Fatal(err)
	}
	in := Request{Assets: []Asset{{"1", "STDQ"}}, Serials: []string{"C02A"}, Users: []string{"u"}}
	// Lookups never answer 9616, and an event goes on for ever.
	posts := func(n int, path string, body []byte) string {
		if !strings.Contains(path, "associate") && n == 9616 {
			n = 0
		}
		return pin.Body(n)
	}
	pin.Run(t,
		pin.C("Bridge.Associate", func(ctx context.Context) { b.Associate(ctx, in) }),
		pin.C("Bridge.AssociateUsers", func(ctx context.Context) { b.AssociateUsers(ctx, in) }),
		pin.C("Bridge.Disassociate", func(ctx context.Context) { b.Disassociate(ctx, in) }).Lookup(),
		pin.C("Bridge.Revoke", func(ctx context.Context) { b.Revoke(ctx, in) }),
		pin.C("Bridge.Assets", func(ctx context.Context) { b.Assets(ctx, nil) }).Lookup(),
		pin.C("Bridge.Assignments", func(ctx context.Context) { b.Assignments(ctx, func(a, s string) error { return nil }) }).Lookup(),
		pin.C("Bridge.Settle", func(ctx context.Context) { b.Settle(ctx, in) }).Answer(posts),
		pin.C("Bridge.SettleAll", func(ctx context.Context) { b.SettleAll(ctx, in) }),
		pin.C("Bridge.Renewing", func(ctx context.Context) { b.Renewing(ctx, in) }),
		pin.C("Bridge.Insisting", func(ctx context.Context) { b.Insisting(ctx, in) }).Answer(posts),
	)
}
