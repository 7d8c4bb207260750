//go:build verify

package pickup

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	s := Slip{"1", "C02A"}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, Slip) error{
		"WireForever": WireForever, "Approve": Approve, "ApproveTimeout": ApproveTimeout, "ApproveTemporary": ApproveTemporary, "ApproveReset": ApproveReset,
		"ApproveURL": ApproveURL, "ApproveOthers": ApproveOthers, "ApproveNoTrouble": ApproveNoTrouble, "ApproveTrouble": ApproveTrouble,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, s) }))
	}
	for n, f := range map[string]func(context.Context, Slip) (Stamp, error){"Wire": Wire, "Garbled": Garbled, "Empty": Empty, "Maintenance": Maintenance} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, s) }))
	}
	pin.Run(t, cs...)
}
