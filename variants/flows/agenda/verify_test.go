//go:build verify

package agenda

import (
	"context"
	"testing"
	"time"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	a := func() *Agenda {
		a := New("https://vpp.example")
		a.Add(Task{"1", "C02A"})
		return a
	}
	cs := []pin.Case{
		pin.C("Agenda.WorkOverdue", func(ctx context.Context) { a().WorkOverdue(ctx, time.Now()) }).
			Or(func(ctx context.Context) { a().WorkOverdue(ctx, time.Now().Add(1000*time.Hour)) }),
	}
	for n, f := range map[string]func(*Agenda, context.Context){
		"Work": (*Agenda).Work, "WorkDead": (*Agenda).WorkDead, "Redrive": (*Agenda).Redrive, "RedriveBusy": (*Agenda).RedriveBusy,
		"RedriveFresh": (*Agenda).RedriveFresh, "WorkFlat": (*Agenda).WorkFlat, "WorkNightly": (*Agenda).WorkNightly, "WorkNightlyAll": (*Agenda).WorkNightlyAll,
	} {
		cs = append(cs, pin.C("Agenda."+n, func(ctx context.Context) { f(a(), ctx) }))
	}
	pin.Run(t, cs...)
}
