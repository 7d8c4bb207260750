//go:build verify

package limits

import (
	"context"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	var cs []pin.Case
	for n, f := range map[string]func(*Desk, context.Context, Book) error{
		"Short": (*Desk).Short, "ShortSleep": (*Desk).ShortSleep, "Renewed": (*Desk).Renewed, "Narrowed": (*Desk).Narrowed, "Detached": (*Desk).Detached,
		"Every": (*Desk).Every, "Alarm": (*Desk).Alarm, "AlarmReset": (*Desk).AlarmReset, "Fits": (*Desk).Fits, "Squeezes": (*Desk).Squeezes,
		"Lesson": (*Desk).Lesson, "LessonThirty": (*Desk).LessonThirty, "Stopwatch": (*Desk).Stopwatch, "StopwatchWrong": (*Desk).StopwatchWrong,
		"Each": (*Desk).Each, "AfterFunc": (*Desk).AfterFunc,
	} {
		cs = append(cs, pin.C("Desk."+n, func(ctx context.Context) { f(NewDesk("https://vpp.example"), ctx, Book{"1", "u"}) }))
	}
	pin.Run(t, cs...)
}
