//go:build verify

package relay

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	r := NewRelay()
	e := Envelope{"t", []byte(`{"adamIdStr":"1"}`)}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, Envelope) (*Response, error){
		"Pass": r.Pass, "Decide": r.Decide, "DecideHalf": r.DecideHalf, "Obedient": r.Obedient, "Disobedient": r.Disobedient, "Plain": r.Plain,
		"Skipping": r.Skipping, "Stubborn": r.Stubborn, "Spacious": r.Spacious, "burst": r.burst, "Bursts": r.Bursts, "TwoBursts": r.TwoBursts,
	} {
		cs = append(cs, pin.C("Relay."+n, func(ctx context.Context) { f(ctx, e) }))
	}
	cs = append(cs,
		pin.C("Relay.Numbered", func(ctx context.Context) { r.Numbered(ctx, "1", "C02A") }),
		pin.C("Relay.Tenants", func(ctx context.Context) { r.Tenants(ctx, []string{"a", "b"}, e.Payload) }),
	)
	pin.Run(t, cs...)
}
