//go:build verify

package applesvc

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	p := params{"adamIdStr": "1", "associateClientUserIdStrs": []string{"u"}}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, params) (answer, error){
		"Associate": Associate, "AssociateExact": AssociateExact, "AssociateKnown": AssociateKnown, "AssociateTransient": AssociateTransient,
		"AssociateRange": AssociateRange, "AssociateBelow": AssociateBelow,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, p) }))
	}
	for n, f := range map[string]func(context.Context, params) (answer, error){
		"Users": Users, "Licenses": Licenses, "Register": Register, "Retire": Retire,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, p) }).Lookup())
	}
	cs = append(cs, pin.C("Associations", func(ctx context.Context) { Associations(ctx, p) }))
	pin.Run(t, cs...)
}
