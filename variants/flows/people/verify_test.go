//go:build verify

package people

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	d := Open("https://vpp.example")
	p := Person{ID: "u", Email: "u@s", Class: "7b", Guests: []string{"g"}}
	only := func(part string) func(int, string, []byte) string {
		return func(n int, path string, body []byte) string {
			if !strings.Contains(path, part) {
				n = 0
			}
			return pin.Body(n)
		}
	}
	pin.Run(t,
		pin.C("Directory.Sync", func(ctx context.Context) {
			d.Sync(ctx, []Person{p, {ID: "v", Left: true}}, map[string][]string{"7b": {"1", "2"}})
		}).Answer(only("associate")),
		pin.C("Directory.Invite", func(ctx context.Context) { d.Invite(ctx, []Person{p, {ID: "v"}}) }).Lookup(),
		pin.C("Directory.InviteAll", func(ctx context.Context) { d.InviteAll(ctx, []Person{p, {ID: "v"}}) }).Lookup(),
		pin.C("Directory.Edit", func(ctx context.Context) { d.Edit(ctx, p) }).Lookup(),
		pin.C("Directory.Known", func(ctx context.Context) { d.Known(ctx, "u") }).Lookup(),
		pin.C("Directory.Associated", func(ctx context.Context) { d.Associated(ctx, "u") }).Lookup(),
		pin.C("Directory.Equip", func(ctx context.Context) { d.Equip(ctx, p, "1") }),
		pin.C("Directory.EquipGuests", func(ctx context.Context) { d.EquipGuests(ctx, p, "1") }),
	)
}
