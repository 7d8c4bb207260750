package table

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/twin/pinned"
)

var numbers = pinned.Numbers

// runs is how often a row is run whose delays are random, which shows in the
// first few.
const (
	runs = 30
	few  = 3
)

// recording is what a row sent in each run.
type recording []pinned.Recording

// record runs a row against the real library. Each run begins a bit later than
// the one before: the clock may be the seed of what is random.
func record(t *testing.T, name string, row any, o Options) recording {
	t.Helper()
	out := recordRuns(t, name, row, o, 0, few)
	same := func(r pinned.Recording) bool { return reflect.DeepEqual(r, out[0]) }
	if slices.ContainsFunc(out, func(r pinned.Recording) bool { return !same(r) }) {
		out = append(out, recordRuns(t, name, row, o, few, runs)...)
	}
	return out
}

func recordRuns(t *testing.T, name string, row any, o Options, from, to int) recording {
	t.Helper()
	later := func(i int) time.Duration { return time.Duration(from+i) * 7919 * time.Microsecond }
	cases := make([]pinned.Case, to-from)
	for i := range cases {
		cases[i] = pinned.Case{Name: name, Horizon: o.Horizon, Make: func() any {
			time.Sleep(later(i))
			return row
		}}
	}
	file := filepath.Join(t.TempDir(), "recordings.json")
	pinned.Record(t, file, cases)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out recording
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	for i, run := range out {
		for _, r := range run.Requests {
			for _, times := range r.Times {
				for k := range times {
					times[k] -= later(i)
				}
			}
		}
	}
	return out
}

// Apple's advice, as it ships.
const (
	attempts  = 5
	escalated = time.Minute
)

// deserved are the rules that a row breaks: it sends more under the number
// than under success, and, for 9603, too fast when more than five attempts
// have failed, however the random delays fall.
func deserved(rec recording) []string {
	var out []string
	for _, n := range numbers[1:] {
		if n == retry.Internal && hasty(rec) || n == retry.Assigned && repeats(rec, n) {
			out = append(out, fmt.Sprintf("vppretry%d", n))
		}
	}
	return out
}

func hasty(rec recording) bool {
	longest, seen := map[int]time.Duration{}, map[int]int{}
	for _, run := range rec {
		for _, r := range run.Requests {
			times := r.Times[retry.Internal]
			if len(times) <= len(r.Times[0]) {
				continue
			}
			for i := attempts + 1; i < len(times); i++ {
				longest[i] = max(longest[i], times[i]-times[i-1])
				seen[i]++
			}
		}
	}
	for i, gap := range longest {
		// One that was seen in a few runs only says nothing about its upper end.
		if gap < escalated && seen[i] == len(rec) {
			return true
		}
	}
	return false
}

func repeats(rec recording, number int) bool {
	for _, run := range rec {
		for _, r := range run.Requests {
			if len(r.Times[number]) > max(1, len(r.Times[0])) {
				return true
			}
		}
	}
	return false
}

// String lists what the first run sent.
func (rec recording) String() string {
	var b strings.Builder
	for _, r := range rec[0].Requests {
		for _, n := range numbers {
			fmt.Fprintf(&b, "%s with %d: %v\n", r.Key, n, r.Times[n])
		}
	}
	return b.String()
}
