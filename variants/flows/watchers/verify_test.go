//go:build verify

package watchers

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	w := New("https://vpp.example")
	c := Change{[]string{"1"}, []string{"u"}}
	// The change under examination gets the number, the event goes on for ever.
	changes := func(n int, path string, body []byte) string {
		if strings.Contains(path, "status") {
			n = 0
		}
		return pin.Body(n)
	}
	// The event is over at once.
	over := func(n int, path string, body []byte) string {
		if strings.Contains(path, "status") {
			return `{"eventStatus":"COMPLETE"}`
		}
		return pin.Body(n)
	}
	pin.Run(t,
		pin.C("Watcher.Finish", func(ctx context.Context) { w.Finish(ctx, c) }).Answer(changes),
		pin.C("Watcher.Gateway", func(ctx context.Context) { w.Gateway(ctx, c) }),
		pin.C("Watcher.Both", func(ctx context.Context) { w.Both(ctx, c) }),
		pin.C("Watcher.Rounds", func(ctx context.Context) { w.Rounds(ctx, c) }).Answer(over),
		pin.C("Watcher.RoundsAll", func(ctx context.Context) { w.RoundsAll(ctx, c) }).Answer(over),
		pin.C("Watcher.Ready", func(ctx context.Context) { w.Ready(ctx) }).Lookup(),
		pin.C("Watcher.ReadyLong", func(ctx context.Context) { w.ReadyLong(ctx) }).Lookup(),
		pin.C("Watcher.Heartbeat", func(ctx context.Context) { go w.Heartbeat(ctx, func(bool) {}) }).Lookup(),
		pin.C("Watcher.Pending", func(ctx context.Context) { w.Pending(ctx, []string{"a", "b"}) }).Lookup(),
		pin.C("Watcher.Appear", func(ctx context.Context) { w.Appear(ctx, c) }).Answer(func(n int, path string, body []byte) string {
			if n == 0 {
				return `{"eventId":""}`
			}
			return pin.Body(n)
		}),
	)
}
