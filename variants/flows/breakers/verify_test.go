//go:build verify

package breakers

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	const base = "https://vpp.example"
	cs := []pin.Case{pin.C("Clinic.Entrance", func(ctx context.Context) { NewClinic(base).Entrance(ctx, []string{"a", "b"}) })}
	for n, f := range map[string]func(*Clinic, context.Context, string) error{
		"Ward": (*Clinic).Ward, "Surgery": (*Clinic).Surgery, "Intensive": (*Clinic).Intensive, "Reception": (*Clinic).Reception,
		"Laboratory": (*Clinic).Laboratory, "Pharmacy": (*Clinic).Pharmacy, "Kitchen": (*Clinic).Kitchen, "Radiology": (*Clinic).Radiology,
		"Cafeteria": (*Clinic).Cafeteria, "Garden": (*Clinic).Garden, "Parking": (*Clinic).Parking,
	} {
		cs = append(cs, pin.C("Clinic."+n, func(ctx context.Context) { f(NewClinic(base), ctx, "C02A") }))
	}
	pin.Run(t, cs...)
}
