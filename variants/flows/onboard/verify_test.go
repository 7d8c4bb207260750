//go:build verify

package onboard

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	d := Device{Serial: "C02A", Location: "north", Groups: []string{"g"}}
	fresh := func() *Onboarder {
		o := New("https://vpp.example", map[string]Profile{"g": {Apps: []string{"1", "2"}, Optional: []string{"2"}}}, "north", "south")
		o.features.WarmUp = true
		return o
	}
	// The holder is the first device of the request.
	holder := func(n int, path string, body []byte) string {
		var in licenseRequest
		json.Unmarshal(body, &in)
		if n == 0 || len(in.Serials) == 0 {
			return pin.Body(n)
		}
		return fmt.Sprintf(`{"status":-1,"errorNumber":%d,"errorMessage":"x","licenseAlreadyAssigned":{"serialNumber":%q}}`, n, in.Serials[0])
	}
	run := func(name string, f func(context.Context, *Onboarder)) pin.Case {
		return pin.C("Onboarder."+name, func(ctx context.Context) { f(ctx, fresh()) }).Answer(holder)
	}
	serials := []string{"a", "b", "c"}
	pin.Run(t,
		run("Enroll", func(ctx context.Context, o *Onboarder) { o.Enroll(ctx, d) }),
		run("EnrollPatient", func(ctx context.Context, o *Onboarder) { o.EnrollPatient(ctx, d) }),
		run("Batch", func(ctx context.Context, o *Onboarder) { o.Batch(ctx, "north", "1", serials) }),
		run("BatchTogether", func(ctx context.Context, o *Onboarder) { o.BatchTogether(ctx, "north", "1", serials) }),
		run("AnyLocation", func(ctx context.Context, o *Onboarder) { o.AnyLocation(ctx, d, "1", "south", "north") }),
		run("SameLocation", func(ctx context.Context, o *Onboarder) { o.SameLocation(ctx, d, "1", "south") }),
		run("WarmUp", func(ctx context.Context, o *Onboarder) { o.WarmUp(ctx, d, "1") }),
		run("Renew", func(ctx context.Context, o *Onboarder) { o.Renew(ctx, d, "1") }),
		run("RenewAlways", func(ctx context.Context, o *Onboarder) { o.RenewAlways(ctx, d, "1") }),
	)
}
