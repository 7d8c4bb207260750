//go:build verify

package assetsv2

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	a := NewAPI("tok")
	in := AssociateRequest{[]Asset{{"1", "STDQ"}}, []string{"C02A"}}
	pin.Run(t,
		pin.C("API.Associate", func(ctx context.Context) { a.Associate(ctx, in) }),
		pin.C("API.AssociateRaw", func(ctx context.Context) { a.AssociateRaw(ctx, in) }),
		pin.C("API.AssociateTwoStep", func(ctx context.Context) { a.AssociateTwoStep(ctx, in) }),
		pin.C("API.AssociateOutcome", func(ctx context.Context) { a.AssociateOutcome(ctx, in) }),
		pin.C("API.AssociateGood", func(ctx context.Context) { a.AssociateGood(ctx, in) }),
		pin.C("API.AssociateGoodOrKnown", func(ctx context.Context) { a.AssociateGoodOrKnown(ctx, in) }),
		pin.C("API.Assets", func(ctx context.Context) { a.Assets(ctx) }).Lookup(),
		pin.C("API.AllAssets", func(ctx context.Context) { a.AllAssets(ctx) }).Lookup(),
		pin.C("API.CreateUser", func(ctx context.Context) { a.CreateUser(ctx, "u") }).Lookup(),
		pin.C("API.WaitFor", func(ctx context.Context) { a.WaitFor(ctx, "e") }).Lookup(),
		pin.C("API.Disassociate", func(ctx context.Context) { a.Disassociate(ctx, in) }),
		pin.C("API.Revoke", func(ctx context.Context) { a.Revoke(ctx, []string{"C02A"}) }),
		pin.C("API.Bulk", func(ctx context.Context) { a.Bulk(ctx, in) }),
		pin.C("API.BulkOnce", func(ctx context.Context) { a.BulkOnce(ctx, in) }),
	)
}
