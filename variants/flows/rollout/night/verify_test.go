//go:build verify

package night

import (
	"context"
	"net/http"
	"testing"

	"example.com/loopsb/internal/pin"
	"example.com/loopsb/rollout/apple"
)

func TestPinned(t *testing.T) {
	s := NewShift(&apple.Client{Root: "https://vpp.example", HTTP: http.DefaultClient})
	in := apple.Request{AdamID: "1", Serials: []string{"C02A"}}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, apple.Request) error{
		"Tend": s.Tend, "TendOnce": s.TendOnce, "Morning": s.Morning, "Evening": s.Evening, "Noon": s.Noon,
	} {
		cs = append(cs, pin.C("Shift."+n, func(ctx context.Context) { f(ctx, in) }))
	}
	pin.Run(t, cs...)
}
