//go:build verify

package satchel

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	// The holder is the first person of the wish.
	answer := func(n int, path string, body []byte) string {
		var w Wish
		json.Unmarshal(body, &w)
		if n == 0 || len(w.Persons) == 0 {
			return pin.Body(n)
		}
		return fmt.Sprintf(`{"status":-1,"errorNumber":%d,"errorMessage":"x","licenseAlreadyAssigned":{"clientUserIdStr":%q}}`, n, w.Persons[0])
	}
	w := func() Wish { return Wish{AdamID: "1", Persons: []string{"a", "b", "c"}} }
	house := Rules{Times: 3, Between: time.Minute}
	eager := Rules{Times: 3, Between: time.Minute, Eager: true}
	cs := []pin.Case{
		pin.C("License", func(ctx context.Context) { License(ctx, w(), []string{"l1", "l2", "l3"}) }),
		pin.C("LicenseStuck", func(ctx context.Context) { LicenseStuck(ctx, w(), []string{"l1", "l2", "l3"}) }),
		pin.C("Pages", func(ctx context.Context) { Pages(ctx, w()) }).Lookup(),
		pin.C("Event", func(ctx context.Context) { Event(ctx, w()) }).Lookup(),
		pin.C("Steady", func(ctx context.Context) { Steady(ctx, w()) }),
		pin.C("Asked", func(ctx context.Context) { Asked(ctx, w(), func(*Reason) bool { return true }) }).
			And(func(ctx context.Context) { Asked(ctx, w(), func(*Reason) bool { return false }) }),
		pin.C("House", func(ctx context.Context) { House(ctx, w(), house) }),
		pin.C("HouseTen", func(ctx context.Context) { HouseTen(ctx, w(), house) }).Or(func(ctx context.Context) { HouseTen(ctx, w(), eager) }),
		pin.C("HouseEager", func(ctx context.Context) { HouseEager(ctx, w(), house) }).Or(func(ctx context.Context) { HouseEager(ctx, w(), eager) }),
		pin.C("Swap", func(ctx context.Context) { Swap(ctx, w()) }).Answer(answer).Afresh("disassociate"),
		pin.C("Pool", func(ctx context.Context) { Pool(ctx, w()) }),
	}
	for n, f := range map[string]func(context.Context, Wish) error{
		"Price": Price, "Stamped": Stamped, "Without": Without, "Set": Set, "SetBusy": SetBusy, "Once": Once,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, w()) }).Answer(answer))
	}
	pin.Run(t, cs...)
}
