//go:build verify

package provision

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	k := Ticket{"STDQ", 1, "u"}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, Ticket) (Note, error){
		"Issue": Issue, "IssueCalmly": IssueCalmly, "Round": Round, "ByPrice": ByPrice, "Drill": Drill, "Provisioner.Run": NewProvisioner().Run,
		"Limited.Run": NewLimited().Run, "Limited.Inverse": NewLimited().Inverse, "Backoff": Backoff, "BackoffWide": BackoffWide, "BackoffReset": BackoffReset,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, k) }))
	}
	pin.Run(t, cs...)
}
