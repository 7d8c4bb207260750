//go:build verify

package legacyforms

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	f := Form{"1", "u"}
	var cs []pin.Case
	for n, do := range map[string]func(Form) error{"Enroll": Enroll, "EnrollShort": EnrollShort, "Visit": Visit, "VisitMany": VisitMany, "Depart": Depart, "DepartSix": DepartSix} {
		cs = append(cs, pin.C(n, func(context.Context) { do(f) }))
	}
	cs = append(cs,
		pin.C("EnrollLong", func(context.Context) { EnrollLong(f) }),
		pin.C("Arrive", func(context.Context) { Arrive(f) }),
		pin.C("ArriveCalm", func(context.Context) { ArriveCalm(f) }),
		pin.C("Wait", func(context.Context) { Wait(f) }),
		pin.C("Visitors", func(context.Context) { Visitors(f, Form{"1", "v"}) }),
		pin.C("Leave", func(context.Context) { Leave(f) }).Lookup(),
		pin.C("Members", func(context.Context) { Members(f) }).Lookup(),
		pin.C("Crowd", func(context.Context) { Crowd(2, f) }),
	)
	pin.Run(t, cs...)
}
