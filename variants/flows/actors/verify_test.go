//go:build verify

package actors

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	w := Want{"1", "C02A"}
	log := slog.New(slog.DiscardHandler)
	fleet := func() *Fleet { return NewFleet("https://vpp.example", log) }
	var cs []pin.Case
	for n, f := range map[string]func(*Fleet, context.Context){
		"Keep": (*Fleet).Keep, "KeepSlow": (*Fleet).KeepSlow, "Drain": func(f *Fleet, ctx context.Context) { f.Drain(ctx) },
	} {
		cs = append(cs, pin.C("Fleet."+n, func(ctx context.Context) {
			fl := fleet()
			fl.Ask(w)
			go f(fl, ctx)
		}))
	}
	for n, f := range map[string]func(*Fleet, context.Context){"Subscribe": (*Fleet).Subscribe, "SubscribeLost": (*Fleet).SubscribeLost} {
		cs = append(cs, pin.C("Fleet."+n, func(ctx context.Context) {
			fl := fleet()
			go f(fl, ctx)
			time.Sleep(time.Millisecond)
			fl.wants.publish(w)
		}))
	}
	for n, f := range map[string]func(*Fleet, context.Context, []Want){"Lead": (*Fleet).Lead, "LeadOnce": (*Fleet).LeadOnce, "Mirror": (*Fleet).Mirror} {
		cs = append(cs, pin.C("Fleet."+n, func(ctx context.Context) { f(fleet(), ctx, []Want{w}) }))
	}
	for n, f := range map[string]func(*Desk, Want) verdict{"Insist": (*Desk).Insist, "Request": (*Desk).Request, "Appeal": (*Desk).Appeal} {
		cs = append(cs, pin.C("Desk."+n, func(ctx context.Context) {
			d := NewDesk("https://vpp.example", log)
			defer d.Close()
			f(d, w)
		}))
	}
	pin.Run(t, cs...)
}
