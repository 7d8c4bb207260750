package bench_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/vpplint/vpplint/internal/bench"
)

var update = flag.Bool("update", false, "write what things cost now to testdata/costs.json")

// costs are counts, which are the same on every machine; allocations nearly.
type costs struct {
	Listed, Loaded    int
	Functions         int
	Runs, Steps, Fact int
	Allocated         int
	Findings          int
}

// growth is by how much, in percent, something may cost more than it did.
const growth = 10

// TestCosts holds the costs of some trees to what they were: packages loaded,
// functions translated, instructions replayed, bytes of facts, allocations. What
// has become dearer for a good reason is written down with -update.
func TestCosts(t *testing.T) {
	const file = "testdata/costs.json"
	was := map[string]costs{}
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &was)
	}
	if err != nil && !*update {
		t.Fatal(err)
	}
	// What is made once for a process does not count.
	lint(t, lay(t, bench.Tree{Speaking: 1, Constructs: 1}))
	now := map[string]costs{}
	for name, tree := range map[string]bench.Tree{
		"without VPP":          {Packages: 40, Lines: 200},
		"one package with VPP": {Packages: 40, Lines: 200, Speaking: 1, Constructs: 4},
		"ten packages":         {Packages: 40, Lines: 200, Speaking: 10, Constructs: 4},
		"many constructs":      {Speaking: 1, Constructs: 50},
		"requests that share":  {Requests: 3},
	} {
		o := lint(t, lay(t, tree))
		now[name] = costs{o.listed, o.loaded, o.Functions, o.Runs, o.Steps, o.Fact, int(o.allocated), o.findings}
	}
	if *update {
		text, err := json.MarshalIndent(now, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name, now := range now {
		t.Run(name, func(t *testing.T) {
			was := was[name]
			for _, c := range []struct {
				what     string
				was, now int
			}{
				{"packages loaded", was.Loaded, now.Loaded},
				{"functions translated", was.Functions, now.Functions},
				{"ways replayed", was.Runs, now.Runs},
				{"instructions replayed", was.Steps, now.Steps},
				{"bytes of facts", was.Fact, now.Fact},
				{"allocations", was.Allocated, now.Allocated},
			} {
				if c.now > c.was+c.was*growth/100 {
					t.Errorf("%s: %d, and they were %d: find out why, or write that down with -update", c.what, c.now, c.was)
				}
			}
			if now.Findings != was.Findings {
				t.Errorf("%d findings, want %d", now.Findings, was.Findings)
			}
		})
	}
}

// Packages that have nothing to do with VPP are listed, and that is all; and what
// one of those that have needs does not grow with the others.
func TestWhoHasNothingToDoWithVPPIsNotLoaded(t *testing.T) {
	for _, test := range []struct {
		tree bench.Tree
		most int
	}{
		{bench.Tree{Packages: 40, Lines: 50}, 0},
		{bench.Tree{Packages: 40, Lines: 50, Speaking: 1, Constructs: 1}, 2 + 7}, // it, the client, and what is below
	} {
		if o := lint(t, lay(t, test.tree)); o.loaded > test.most {
			t.Errorf("of %d packages %d are loaded, want %d at most", o.listed, o.loaded, test.most)
		}
	}
}

// Costs grow with the packages and constructs, and not faster.
func TestCostsGrowLinearly(t *testing.T) {
	for name, at := range map[string]func(n int) bench.Tree{
		"packages":   func(n int) bench.Tree { return bench.Tree{Speaking: n, Constructs: 2} },
		"constructs": func(n int) bench.Tree { return bench.Tree{Speaking: 1, Constructs: n} },
	} {
		t.Run(name, func(t *testing.T) {
			few, many := lint(t, lay(t, at(5))), lint(t, lay(t, at(50)))
			for _, c := range []struct {
				what      string
				few, many int
			}{
				{"functions translated", few.Functions, many.Functions},
				{"instructions replayed", few.Steps, many.Steps},
				{"bytes of facts", few.Fact, many.Fact},
				{"allocations", int(few.allocated), int(many.allocated)},
			} {
				if c.many > 12*c.few {
					t.Errorf("%s: %d for 5, %d for 50", c.what, c.few, c.many)
				}
			}
		})
	}
}
