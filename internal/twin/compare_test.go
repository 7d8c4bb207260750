package twin_test

import (
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/twin"
	"github.com/vpplint/vpplint/internal/twin/pinned"
)

const s = time.Second

// sent is a recording of requests, each with its times under 9603.
func sent(requests ...[]time.Duration) pinned.Recording {
	var rec pinned.Recording
	for _, times := range requests {
		rec.Requests = append(rec.Requests, pinned.Request{Key: "POST", Times: map[int][]time.Duration{9603: times}})
	}
	return rec
}

// predicted is a prediction of requests; a moment is one time, or two ends.
func predicted(requests ...[][]time.Duration) []retry.Prediction {
	var out []retry.Prediction
	for _, moments := range requests {
		var p retry.Prediction
		for _, m := range moments {
			p.Times = append(p.Times, retry.Moment{Min: m[0], Max: m[len(m)-1]})
		}
		out = append(out, p)
	}
	return out
}

func TestCompare(t *testing.T) {
	type moments = [][]time.Duration
	for _, test := range []struct {
		name      string
		real      pinned.Recording
		predicted []retry.Prediction
		want      string // part of the first difference, "" for none
	}{
		{"the same times", sent([]time.Duration{0, s, 3 * s}), predicted(moments{{0}, {s}, {3 * s}}), ""},
		{"within a range", sent([]time.Duration{0, 2 * s}), predicted(moments{{0}, {s, 3 * s}}), ""},
		{"at the end of a range", sent([]time.Duration{0, 3 * s}), predicted(moments{{0}, {s, 3 * s}}), ""},
		{"two requests", sent([]time.Duration{0}, []time.Duration{s}), predicted(moments{{0}}, moments{{s}}), ""},

		{"a millisecond late", sent([]time.Duration{0, s + time.Millisecond}), predicted(moments{{0}, {s}}), "predicted 2: 0s 1s"},
		{"outside a range", sent([]time.Duration{0, 4 * s}), predicted(moments{{0}, {s, 3 * s}}), "predicted 2: 0s 1s–3s"},
		{"one send more", sent([]time.Duration{0, s, 2 * s}), predicted(moments{{0}, {s}}), "real      3: 0s 1s 2s"},
		{"one send less", sent([]time.Duration{0}), predicted(moments{{0}, {s}}), "real      1: 0s"},
		{"nothing sent", sent(), predicted(moments{{0}}), "1 requests are predicted, 0 are sent"},
		{"nothing predicted", sent([]time.Duration{0}), nil, "0 requests are predicted, 1 are sent"},
		{"requests the wrong way round", sent([]time.Duration{0}, []time.Duration{s}), predicted(moments{{s}}, moments{{0}}), "request 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := twin.Compare(test.real, 9603, test.predicted)
			switch {
			case test.want == "" && len(got) > 0:
				t.Errorf("differences:\n%s", strings.Join(got, "\n"))
			case test.want != "" && (len(got) == 0 || !strings.Contains(got[0], test.want)):
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
