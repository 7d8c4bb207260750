//go:build verify

package circuit

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	var cs []pin.Case
	for n, f := range map[string]func(*Gate, context.Context, []byte) error{
		"Careful": (*Gate).Careful, "Careless": (*Gate).Careless, "Hasty": (*Gate).Hasty, "Fuse": (*Gate).Fuse, "Thrifty": (*Gate).Thrifty,
		"Lavish": (*Gate).Lavish, "Bucket": (*Gate).Bucket, "Consecutive": (*Gate).Consecutive, "ConsecutiveMinutes": (*Gate).ConsecutiveMinutes,
		"Downtime": (*Gate).Downtime, "Single": (*Gate).Single,
	} {
		cs = append(cs, pin.C("Gate."+n, func(ctx context.Context) { f(NewGate(), ctx, []byte(`{"adamIdStr":"1"}`)) }))
	}
	pin.Run(t, cs...)
}
