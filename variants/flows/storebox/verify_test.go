//go:build verify

package storebox

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	var cs []pin.Case
	for n, f := range map[string]func(*Worker, context.Context){
		"Run": func(w *Worker, ctx context.Context) { w.Run(ctx) }, "RunFlat": func(w *Worker, ctx context.Context) { w.RunFlat(ctx) },
		"RunFailed": func(w *Worker, ctx context.Context) { w.RunFailed(ctx) }, "RunParked": func(w *Worker, ctx context.Context) { w.RunParked(ctx) },
		"RunStale": func(w *Worker, ctx context.Context) { w.RunStale(ctx) }, "Flush": func(w *Worker, ctx context.Context) { w.Flush(ctx) },
		"FlushOnce": func(w *Worker, ctx context.Context) { w.FlushOnce(ctx) },
	} {
		cs = append(cs, pin.C("Worker."+n, func(ctx context.Context) {
			t := &Table{}
			t.Insert("1", "C02A")
			go f(NewWorker(t), ctx)
		}))
	}
	pin.Run(t, cs...)
}
