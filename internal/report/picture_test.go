package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
)

var apple = retry.Limits{MaxAttempts: 5, EscalatedDelay: time.Minute}

// lanes draws schedules of 9603, each with its delays.
func lanes(schedules ...*finding.Schedule) picture {
	var list []drawn
	for _, s := range schedules {
		list = append(list, drawn{name: "9603", verdict: "wrong", class: "wrong", message: "sends", schedule: s, judged: true})
	}
	return drawing("p", list, apple)
}

// after is a schedule of n delays.
func after(n int, delay time.Duration, ended bool) *finding.Schedule {
	s := &finding.Schedule{Schedule: retry.Schedule{Ended: ended}}
	for range n {
		s.Gaps = append(s.Gaps, retry.Gap{Min: delay, Max: delay})
	}
	return s
}

// A mark stands where its send is in time.
func TestMarksStandInTime(t *testing.T) {
	l := lanes(after(2, 10*time.Second, true)).Lanes[0]
	if len(l.Marks) != 3 || l.Marks[0].X != plotLeft || l.Marks[1].X != plotLeft+plotWidth/2 || l.Marks[2].X != plotLeft+plotWidth {
		t.Errorf("marks %+v, want them at the ends and in the middle", l.Marks)
	}
	if l.More != 0 || l.Unknown != 0 || l.Label != "" {
		t.Errorf("%+v goes on, or breaks the rule", l)
	}
}

// Where six attempts have been answered, the quiet begins, and lasts a minute
// from the send before the last.
func TestTheRuleIsDrawn(t *testing.T) {
	s := after(9, 2*time.Second, true)
	s.First, s.Last = 7, 10
	p := lanes(s)
	l := p.Lanes[0]
	if l.Line != l.Marks[5].X || l.Label != "more than 5 attempts: wait 1m" {
		t.Errorf("%q stands at %v, want it at the sixth send, %v", l.Label, l.Line, l.Marks[5].X)
	}
	// The axis ends with the quiet: 16s and a minute.
	perSecond := plotWidth / 76
	if len(l.Quiet) != 1 || l.Quiet[0].X != tenths(plotLeft+10*perSecond) || l.Quiet[0].X+l.Quiet[0].Width < plotLeft+plotWidth-0.2 {
		t.Errorf("the quiet is %+v", l.Quiet)
	}
	for i, m := range l.Marks {
		if m.Wrong != (i >= 6) {
			t.Errorf("send %d is drawn wrong: %v", i+1, m.Wrong)
		}
	}
	// Six attempts are fine, however fast.
	if six := lanes(after(5, time.Second, true)).Lanes[0]; six.Label != "" || len(six.Quiet) > 0 {
		t.Errorf("six attempts have a rule: %+v", six)
	}
}

// Sends that cannot be told apart are one mark with their number.
func TestSendsThatAreTooClose(t *testing.T) {
	s := after(99, time.Millisecond, false)
	s.First, s.Last = 7, 100
	l := lanes(s).Lanes[0]
	if len(l.Marks) != 2 || l.Marks[0].Sends != 6 || l.Marks[0].Wrong || l.Marks[1].Sends != 6 || !l.Marks[1].Wrong {
		t.Fatalf("marks %+v, want six sends that are right, and six of those that are wrong", l.Marks)
	}
	if l.Marks[1].X-l.Marks[0].X < 2*markRadius {
		t.Error("one hides the other")
	}
	if l.More == 0 {
		t.Error("nothing says that it goes on")
	}
}

// The axis is logarithmic only where it has to be.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		gaps      []time.Duration
		stretched bool
		ticks     string
	}{
		{[]time.Duration{2 * time.Second, 2 * time.Second}, false, "0 1s 2s 3s 4s"},
		{[]time.Duration{10 * time.Second, 10 * time.Second, 10 * time.Second}, false, "0 5s 10s 15s 20s 25s 30s"},
		{[]time.Duration{20 * time.Minute, 20 * time.Minute}, false, "0 5m 10m 15m 20m 25m 30m 35m 40m"},
		{[]time.Duration{time.Second, 5 * time.Minute}, true, "0 1s 5s 10s 30s 1m 2m 5m"},
		{[]time.Duration{time.Second, 180 * 24 * time.Hour}, true, "0 5s 30s 5m 30m 6h 2d 14d 180d"},
		{[]time.Duration{time.Millisecond}, false, "0 1s"},
	} {
		s := &finding.Schedule{Schedule: retry.Schedule{Ended: true}}
		for _, g := range c.gaps {
			s.Gaps = append(s.Gaps, retry.Gap{Min: g, Max: g})
		}
		p := lanes(s)
		var ticks []string
		for i, tick := range p.Ticks {
			ticks = append(ticks, tick.Text)
			if tick.X < plotLeft || tick.X > plotLeft+plotWidth || i > 0 && tick.X-p.Ticks[i-1].X < 40 {
				t.Errorf("%v: the tick %s is at %v", c.gaps, tick.Text, tick.X)
			}
		}
		if got := strings.Join(ticks, " "); p.Stretched != c.stretched || got != c.ticks {
			t.Errorf("%v: stretched %v, %s; want %v, %s", c.gaps, p.Stretched, got, c.stretched, c.ticks)
		}
	}
}

// A delay that is not known ends a lane; a random one has a bar.
func TestDelaysThatAreNotExact(t *testing.T) {
	s := after(3, time.Minute, true)
	s.Gaps[0].Min = 30 * time.Second
	s.Gaps[2].Unknown = true
	l := lanes(s).Lanes[0]
	if len(l.Marks) != 3 || l.Unknown != l.Marks[2].X {
		t.Errorf("%d marks, unknown from %v on", len(l.Marks), l.Unknown)
	}
	if bar := l.Marks[1].Earlier; bar.Width == 0 || bar.X+bar.Width != l.Marks[1].X {
		t.Errorf("the second send may be at %+v, and at %v", bar, l.Marks[1].X)
	}
}

func TestMessagesAreBroken(t *testing.T) {
	for message, want := range map[string]string{
		"1 send": "1 send",
		"again and again, with delays doubling from 500ms":                           "again and again, with delays doubling|from 500ms",
		strings.Repeat("long ", 30):                                                  strings.TrimSpace(strings.Repeat("long ", 7)) + "|" + strings.TrimSpace(strings.Repeat("long ", 7)) + " …",
		"10 sends, with delays growing from 3s to 12.9s, by default, if nobody else": "10 sends, with delays growing from 3s|to 12.9s, by default, if nobody else",
	} {
		if got := strings.Join(broken(message), "|"); got != want {
			t.Errorf("%s", fmt.Sprintf("got %q\nwant %q", got, want))
		}
	}
}
