package schedule_test

import (
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// gaps are delays plus the millisecond that a send takes.
func gaps(delays ...time.Duration) []retry.Gap {
	var g []retry.Gap
	for _, d := range delays {
		g = append(g, retry.Gap{Min: d + time.Millisecond, Max: d + time.Millisecond})
	}
	return g
}

func repeat(n int, g retry.Gap) []retry.Gap {
	list := make([]retry.Gap, n)
	for i := range list {
		list[i] = g
	}
	return list
}

const (
	ms  = time.Millisecond
	sec = time.Second
)

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		ms:                          "0s",
		11 * ms:                     "10ms",
		101 * ms:                    "100ms",
		251 * ms:                    "250ms",
		2*sec + ms:                  "2s",
		2*sec + 2*ms:                "2s",
		1500*ms + ms:                "1.5s",
		time.Minute - ms:            "59.999s",
		time.Minute + ms:            "1m",
		90*sec + ms:                 "1m30s",
		time.Hour + ms:              "1h",
		time.Hour + 5*time.Minute:   "1h5m",
		24*time.Hour + 30*sec:       "24h0m30s",
		10*time.Minute + 20*sec + 1: "10m20s",
	} {
		if got := schedule.Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestRhythm(t *testing.T) {
	jitter := retry.Gap{Min: sec, Max: 3 * sec}
	tests := []struct {
		name string
		s    retry.Schedule
		want string
	}{
		{"constant", retry.Schedule{Gaps: gaps(2*sec, 2*sec, 2*sec), Ended: true}, "every 2s"},
		{"a ticker's first tick is late by a send", retry.Schedule{Gaps: []retry.Gap{{Min: sec, Max: sec}, {Min: sec + ms, Max: sec + ms}}}, "every 1s"},
		{"one retry", retry.Schedule{Gaps: gaps(10 * sec), Ended: true}, "after 10s"},
		{"one retry at once", retry.Schedule{Gaps: gaps(0), Ended: true}, "without delay"},
		{"no delay", retry.Schedule{Gaps: gaps(0, 0, 0)}, "without delay"},
		{"jitter", retry.Schedule{Gaps: repeat(9, jitter), Ended: true}, "every 1s to 3s"},
		{"doubling, limited", retry.Schedule{Gaps: gaps(sec, 2*sec, 4*sec, 8*sec), Ended: true}, "with delays doubling from 1s to 8s"},
		{"doubling up to a cap", retry.Schedule{Gaps: gaps(sec, 2*sec, 4*sec, 4*sec, 4*sec)}, "with delays doubling from 1s up to 4s"},
		{"doubling up to a cap that is no double", retry.Schedule{Gaps: gaps(sec, 2*sec, 4*sec, 5*sec, 5*sec), Ended: true}, "with delays doubling from 1s up to 5s"},
		{"growing up to a cap", retry.Schedule{Gaps: gaps(sec, 3*sec, 5*sec, 5*sec), Ended: true}, "with delays growing from 1s to 5s"},
		{"doubling, unlimited", retry.Schedule{Gaps: gaps(sec, 2*sec, 4*sec, 8*sec)}, "with delays doubling from 1s"},
		{"growing", retry.Schedule{Gaps: gaps(sec, 2*sec, 3*sec), Ended: true}, "with delays growing from 1s to 3s"},
		{"irregular", retry.Schedule{Gaps: gaps(5*sec, sec, 3*sec), Ended: true}, "with delays of 1s to 5s"},
		{"unknown", retry.Schedule{Gaps: []retry.Gap{{Unknown: true}}}, "after delays that could not be told"},
		{"sent once", retry.Schedule{Ended: true}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := schedule.Rhythm(test.s); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestClose(t *testing.T) {
	limits := retry.Limits{MaxAttempts: 5, EscalatedDelay: time.Minute}
	minutes := gaps(sec, sec, sec, sec, sec, 5*time.Minute, 5*time.Minute)
	tests := []struct {
		name        string
		s           retry.Schedule
		found       bool
		first, last int
		open        bool
		apart       string
	}{
		{"six sends are fine", retry.Schedule{Gaps: gaps(sec, sec, sec, sec, sec), Ended: true}, false, 0, 0, false, ""},
		{"the seventh comes too soon", retry.Schedule{Gaps: gaps(sec, sec, sec, sec, sec, sec), Ended: true}, true, 7, 7, false, "1s apart"},
		{"ten sends", retry.Schedule{Gaps: repeat(9, retry.Gap{Min: 2*sec + ms, Max: 2*sec + ms}), Ended: true}, true, 7, 10, false, "2s apart"},
		{"minutes after six", retry.Schedule{Gaps: minutes}, false, 0, 0, false, ""},
		{"exactly a minute is fine", retry.Schedule{Gaps: repeat(9, retry.Gap{Min: time.Minute, Max: time.Minute})}, false, 0, 0, false, ""},
		{"a range counts by its upper end", retry.Schedule{Gaps: repeat(9, retry.Gap{Min: sec, Max: time.Minute})}, false, 0, 0, false, ""},
		{"doubling", retry.Schedule{Gaps: gaps(sec, 2*sec, 4*sec, 8*sec, 16*sec, 32*sec, 64*sec)}, true, 7, 7, false, "32s apart"},
		{"for ever", retry.Schedule{Gaps: repeat(99, retry.Gap{Min: ms, Max: ms})}, true, 7, 100, true, "without delay"},
		{"an unknown delay is not judged", retry.Schedule{Gaps: repeat(9, retry.Gap{Unknown: true})}, false, 0, 0, false, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			run, found := schedule.Close(test.s, limits)
			if found != test.found || run.First != test.first || run.Last != test.last || run.Open != test.open {
				t.Errorf("got %+v, %v", run, found)
			}
			if apart := schedule.Apart(run.Gaps); apart != test.apart {
				t.Errorf("apart: got %q, want %q", apart, test.apart)
			}
		})
	}
}

func TestTimes(t *testing.T) {
	tests := []struct {
		name string
		s    retry.Schedule
		want string
	}{
		{"ended", retry.Schedule{Gaps: gaps(2*sec, 2*sec), Ended: true}, "0s, 2s, 4s"},
		{"cut", retry.Schedule{Gaps: gaps(2*sec, 2*sec)}, "0s, 2s, 4s, …"},
		{"long", retry.Schedule{Gaps: repeat(99, retry.Gap{Min: sec, Max: sec})}, "0s, 1s, 2s, 3s, 4s, 5s, 6s, 7s, 8s, 9s, 10s, 11s, …"},
		{"jitter", retry.Schedule{Gaps: repeat(2, retry.Gap{Min: sec, Max: 2 * sec}), Ended: true}, "0s, 1s–2s, 2s–4s"},
		{"unknown", retry.Schedule{Gaps: append(gaps(sec), retry.Gap{Unknown: true})}, "0s, 1s, then unknown"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := schedule.Times(test.s); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
