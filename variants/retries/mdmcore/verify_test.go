//go:build verify

package mdmcore

import (
	"context"
	"io"
	"log/slog"
	"testing"

	"example.com/loopsa/internal/pin"
)

type real struct{ *Core }

func (r real) AssignTo(ctx context.Context, app, who string) error { return r.assign(ctx, app, who) }

func TestPinned(t *testing.T) {
	c := &Core{"https://vpp.example", slog.New(slog.NewTextHandler(io.Discard, nil))}
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, string, string) error{
		"ToTeacher": c.ToTeacher, "ToPupil": c.ToPupil, "ToParent": c.ToParent, "ToGuest": c.ToGuest, "ToStaff": c.ToStaff, "ToBoard": c.ToBoard,
		"ToCook": c.ToCook, "ToNurse": c.ToNurse, "ToDriver": c.ToDriver, "ToCoach": c.ToCoach, "ToCaptain": c.ToCaptain, "ToAlumni": c.ToAlumni,
	} {
		cs = append(cs, pin.C("Core."+n, func(ctx context.Context) { f(ctx, "1", "u") }))
	}
	cs = append(cs,
		pin.C("Through", func(ctx context.Context) { Through(ctx, real{c}, "1", "u") }),
		pin.C("ThroughOnce", func(ctx context.Context) { ThroughOnce(ctx, real{c}, "1", "u") }),
		pin.C("ThroughAll", func(ctx context.Context) { ThroughAll(ctx, real{c}, "1", "u") }),
	)
	pin.Run(t, cs...)
}
