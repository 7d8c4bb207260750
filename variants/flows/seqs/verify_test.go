//go:build verify

package seqs

import (
	"context"
	"slices"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	s := NewSchool()
	h := Handout{"1", "C02A"}
	cs := []pin.Case{
		pin.C("School.Room", func(ctx context.Context) { s.Room(ctx, "1", map[string]bool{"a": true, "b": true, "c": false}) }),
		pin.C("School.Floor", func(ctx context.Context) { s.Floor(ctx, "1", slices.Values([]string{"a", "b"})) }),
		pin.C("School.Substitute", func(ctx context.Context) { s.Substitute(ctx, "a", "1", "2", "3") }),
		pin.C("School.Stubborn", func(ctx context.Context) { s.Stubborn(ctx, "a", "1") }),
	}
	for n, f := range map[string]func(context.Context, Handout) error{
		"Tablet": s.Tablet, "Phone": s.Phone, "Laptop": s.Laptop, "Desktop": s.Desktop, "Watch": s.Watch, "Headset": s.Headset, "Projector": s.Projector,
		"Speaker": s.Speaker, "Camera": s.Camera, "Printer": s.Printer, "Pull": s.Pull,
	} {
		cs = append(cs, pin.C("School."+n, func(ctx context.Context) { f(ctx, h) }))
	}
	pin.Run(t, cs...)
}
