//go:build verify

package rosters

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	// The first student is the one who has it; every entry has the number.
	answer := func(n int, path string, body []byte) string {
		var b Batch
		json.Unmarshal(body, &b)
		if n == 0 || len(b.Students) == 0 {
			return pin.Body(n)
		}
		var es []string
		for _, s := range b.Students {
			es = append(es, fmt.Sprintf(`{"clientUserIdStr":%q,"errorNumber":%d,"errorMessage":"x"}`, s, n))
		}
		return fmt.Sprintf(`{"status":-1,"errorNumber":%d,"errorMessage":"x","regUsersAlreadyAssigned":[{"clientUserIdStr":%q}],"associations":[%s]}`, n, b.Students[0], strings.Join(es, ","))
	}
	r := Roster{"https://vpp.example", "t"}
	b := func() Batch { return Batch{"1", []string{"a", "b", "c", "d"}} }
	cs := []pin.Case{
		pin.C("Roster.Bisect", func(ctx context.Context) { r.Bisect(ctx, b()) }).Answer(answer),
		pin.C("Roster.BisectBusy", func(ctx context.Context) { r.BisectBusy(ctx, b()) }).Answer(answer),
		pin.C("Roster.Everybody", func(ctx context.Context) { r.Everybody(ctx) }).Lookup(),
		pin.C("Roster.EverybodySlowly", func(ctx context.Context) { r.EverybodySlowly(ctx) }).Lookup(),
		pin.C("Roster.AnyLocation", func(ctx context.Context) { r.AnyLocation(ctx, []string{"t1", "t2"}, b()) }).Answer(answer),
	}
	for n, f := range map[string]func(context.Context, Batch) error{
		"Drop": r.Drop, "DropNot": r.DropNot, "Rest": r.Rest, "RestBusy": r.RestBusy, "RestForever": r.RestForever, "Chunks": r.Chunks,
		"Shrink": r.Shrink, "ShrinkOnce": r.ShrinkOnce,
	} {
		cs = append(cs, pin.C("Roster."+n, func(ctx context.Context) { f(ctx, b()) }).Answer(answer))
	}
	pin.Run(t, cs...)
}
