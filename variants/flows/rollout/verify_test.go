//go:build verify

package rollout

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"example.com/loopsb/internal/pin"
	"example.com/loopsb/rollout/apple"
)

func TestPinned(t *testing.T) {
	r := &Roller{&apple.Client{Root: "https://vpp.example", HTTP: http.DefaultClient}, slog.New(slog.DiscardHandler)}
	w := Wave{"w", []string{"1"}, []string{"C02A"}}
	cs := []pin.Case{
		pin.C("Roller.First", func(ctx context.Context) { r.First(ctx, w) }),
		pin.C("Roller.Second", func(ctx context.Context) { r.Second(ctx, w) }),
		pin.C("Roller.Last", func(ctx context.Context) { r.Last(ctx, r.requests(w)[0], "no/such/dir/file") }),
		pin.C("Roller.LastNot", func(ctx context.Context) { r.LastNot(ctx, r.requests(w)[0], func(string) error { return nil }) }),
	}
	for n, f := range map[string]func(context.Context, apple.Request) error{
		"Third": r.Third, "Fourth": r.Fourth, "Fifth": r.Fifth, "Sixth": r.Sixth, "Seventh": r.Seventh,
	} {
		cs = append(cs, pin.C("Roller."+n, func(ctx context.Context) { f(ctx, r.requests(w)[0]) }))
	}
	pin.Run(t, cs...)
}
