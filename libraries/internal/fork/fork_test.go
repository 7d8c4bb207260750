package fork_test

import (
	"slices"
	"testing"
	"time"

	"github.com/vpplint/vpplint/libraries/internal/fork"
	"github.com/vpplint/vpplint/libraries/internal/table"
)

// Two libraries: one of options, one of structs.
var (
	options = fork.Fork{Module: "github.com/avast/retry-go/v5", Table: "avastv5"}
	structs = fork.Fork{Module: "github.com/jpillora/backoff", Table: "jpillora"}
)

var ways = []fork.Way{fork.Replaced, fork.Copied}

// A library is not known by its name: a fork has the findings of the original,
// whether go.mod replaces the one by the other, or the fork lies in the user's
// module under another import path.
func TestFindingsStay(t *testing.T) {
	for _, f := range []fork.Fork{options, structs} {
		for _, f.Way = range ways {
			t.Run(f.Table+" "+string(f.Way), func(t *testing.T) {
				a := analyse(t, f)
				labels := a.Labels("Table")
				if len(labels) < 10 {
					t.Fatalf("%d rows", len(labels))
				}
				for row, want := range labels {
					if got := a.Findings("Table", row); !slices.Equal(got, want) {
						t.Errorf("%s has findings %v, want %v", row, got, want)
					}
				}
			})
		}
	}
}

// What the user's fork does by default is what runs. The rows are those of the
// defaults, which the original deserves a finding for.
func TestDefaultsOfAFork(t *testing.T) {
	few, slow := options, structs
	few.Edits = []fork.Edit{{"options.go", "attempts:         uint(10)", "attempts:         uint(4)"}}
	slow.Edits = []fork.Edit{
		{"backoff.go", "min = 100 * time.Millisecond", "min = 2 * time.Second"},
		{"backoff.go", "max = 10 * time.Second", "max = time.Hour"},
	}
	for _, test := range []struct {
		fork  fork.Fork
		row   string
		sends int
		gaps  []time.Duration // between the first sends
	}{
		{few, "DefaultsOnce", 4, []time.Duration{200 * time.Millisecond, 300 * time.Millisecond, 500 * time.Millisecond}},
		{slow, "Zero", 100, []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 32 * time.Second, 64 * time.Second}},
	} {
		for _, test.fork.Way = range ways {
			t.Run(test.fork.Table+" "+string(test.fork.Way), func(t *testing.T) {
				a := analyse(t, test.fork)
				if want := a.Labels("Table")[test.row]; !slices.Contains(want, "vppretry9603") {
					t.Fatalf("the original deserves %v", want)
				}
				if got := a.Findings("Table", test.row); len(got) > 0 {
					t.Errorf("it has findings %v", got)
				}
				times, err := a.Predict("Table", test.row, 9603)
				if err != nil {
					t.Fatal(err)
				}
				if len(times) != test.sends {
					t.Fatalf("%d sends, want %d", len(times), test.sends)
				}
				for i, want := range test.gaps {
					if got := (times[i+1].Max - times[i].Max).Round(10 * time.Millisecond); got != want {
						t.Errorf("%v after send %d, want %v", got, i+1, want)
					}
				}
			})
		}
	}
}

func analyse(t *testing.T, f fork.Fork) *table.Analysed {
	t.Helper()
	dir, path := f.Make(t)
	a, err := table.Analyse(dir, path)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
