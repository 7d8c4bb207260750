//go:build verify

package handlers

import (
	"context"
	"log/slog"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	c := Call{AdamID: "1", Pricing: "PLUS", Serials: []string{"C02A"}}
	var cs []pin.Case
	for n, m := range map[string]Middleware{
		"Persistent": Persistent(log), "Patient": Patient(log), "Numbered": Numbered, "Reconnecting": Reconnecting(3), "Downgrading": Downgrading,
		"Doubtful": Doubtful,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { m(NewService(log).send)(ctx, c) }))
	}
	for n, f := range map[string]func(*Service, context.Context, Call) (*Reply, error){
		"Lend": (*Service).Lend, "Swap": (*Service).Swap, "Equip": (*Service).Equip, "Poll": (*Service).Poll, "PollFresh": (*Service).PollFresh,
	} {
		cs = append(cs, pin.C("Service."+n, func(ctx context.Context) { f(NewService(log), ctx, c) }))
	}
	pin.Run(t, cs...)
}
