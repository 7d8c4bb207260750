//go:build verify

package reconcile

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	r := New()
	k := Key{"1", "C02A"}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, Key){
		"Reconcile": r.Reconcile, "ReconcileRarely": r.ReconcileRarely, "Watch": r.Watch,
		"Level":               func(ctx context.Context, k Key) { r.Level(ctx, k, 3) },
		"Controller":          func(ctx context.Context, k Key) { go r.Controller(ctx, k) },
		"ControllerSlow":      func(ctx context.Context, k Key) { go r.ControllerSlow(ctx, k) },
		"ControllerForgetful": func(ctx context.Context, k Key) { go r.ControllerForgetful(ctx, k) },
		"Persevere":           func(ctx context.Context, k Key) { r.Persevere(ctx, k) },
	} {
		cs = append(cs, pin.C("Reconciler."+n, func(ctx context.Context) { f(ctx, k) }))
	}
	cs = append(cs,
		pin.C("Reconciler.Probe", func(ctx context.Context) { r.Probe(ctx) }).Lookup(),
		pin.C("attempt.try", func(ctx context.Context) { attempt{r, 3, 1e9}.try(ctx, k) }),
		// The lookup on the way to the assignment succeeds, and finds nothing.
		pin.C("Reconciler.Ensure", func(ctx context.Context) { r.Ensure(ctx, k) }).Answer(func(n int, path string, body []byte) string {
			if !strings.Contains(string(body), "adamIdStr") {
				n = 0
			}
			return pin.Body(n)
		}),
	)
	pin.Run(t, cs...)
}
