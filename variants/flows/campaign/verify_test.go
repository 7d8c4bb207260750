//go:build verify

package campaign

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	fresh := func() *Campaign { return New("https://vpp.example", "1", "C02A") }
	// Lookups succeed, events are over at once.
	associations := func(n int, path string, body []byte) string {
		if !strings.Contains(path, "associate") {
			return `{"eventStatus":"COMPLETE"}`
		}
		return pin.Body(n)
	}
	cs := []pin.Case{
		pin.C("Campaign.RunEvents", func(ctx context.Context) { fresh().RunEvents(ctx) }).Answer(associations),
		pin.C("Campaign.RunEventsShort", func(ctx context.Context) { fresh().RunEventsShort(ctx) }).Answer(associations),
	}
	for n, f := range map[string]func(*Campaign, context.Context) (*Summary, error){
		"Run": (*Campaign).Run, "RunCalm": (*Campaign).RunCalm, "RunSingles": (*Campaign).RunSingles, "RunSinglesOnce": (*Campaign).RunSinglesOnce,
	} {
		cs = append(cs, pin.C("Campaign."+n, func(ctx context.Context) { f(fresh(), ctx) }).Answer(associations))
	}
	pin.Run(t, cs...)
}
