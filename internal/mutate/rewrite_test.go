package mutate_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/mutate"
	"github.com/vpplint/vpplint/internal/parity"
)

// Names, order, variables and functions in between, unrelated packages and
// tests: a program that means the same has the same findings.
func TestWhatMeansTheSameHasTheSameFindings(t *testing.T) {
	all, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, theme := range slices.Sorted(maps.Keys(all)) {
		p := all[theme]
		pkgs, err := check(t, p)
		if err != nil {
			t.Fatal(err)
		}
		before := lint(t, analyzer.All(), pkgs)
		found += len(before)
		for _, w := range mutate.Rewrites() {
			t.Run(theme+"/"+strings.ReplaceAll(w.Name, " ", "_"), func(t *testing.T) {
				changed, err := check(t, w.Apply(rand.New(rand.NewPCG(1, 2)), p, pkgs))
				if err != nil {
					t.Fatalf("the program does not compile any more: %v", err)
				}
				want, got := before, lint(t, analyzer.All(), changed)
				if w.Moves {
					want, got = retries(want), retries(got)
				}
				if diff := parity.Difference(texts(want, analysed.meaning), texts(got, analysed.meaning)); diff != "" {
					t.Errorf("findings before (-) and after (+):\n%s", diff)
				}
			})
		}
	}
	if found == 0 {
		t.Error("nothing is found in the fixtures")
	}
}

// Programs that mean the same, after two rewrites one behind the other, have the
// same findings.
func FuzzRewrites(f *testing.F) {
	n := uint8(len(mutate.Rewrites()))
	for i := range n {
		f.Add(uint64(i), i, (i+3)%n)
	}
	all, err := parts()
	if err != nil {
		f.Fatal(err)
	}
	paths := slices.Sorted(maps.Keys(all))
	f.Fuzz(func(t *testing.T, seed uint64, first, second uint8) {
		r := rand.New(rand.NewPCG(seed, 0))
		path := paths[r.IntN(len(paths))]
		p := all[path]
		pkgs, err := check(t, p)
		if err != nil {
			t.Fatal(err)
		}
		want := lint(t, analyzer.All(), pkgs)
		moved, names := false, []string(nil)
		for _, i := range []uint8{first, second} {
			w := mutate.Rewrites()[i%n]
			names = append(names, w.Name)
			moved = moved || w.Moves
			p = w.Apply(r, p, pkgs)
			if pkgs, err = check(t, p); err != nil {
				t.Fatalf("%s, %q: the program does not compile any more: %v", path, names, err)
			}
		}
		got := lint(t, analyzer.All(), pkgs)
		if moved {
			want, got = retries(want), retries(got)
		}
		if diff := parity.Difference(texts(want, analysed.meaning), texts(got, analysed.meaning)); diff != "" {
			t.Errorf("%s, %q: findings before (-) and after (+):\n%s\nthe program:\n%s", path, names, diff, p)
		}
	})
}

// retries are the findings about retries.
func retries(all []analysed) []analysed {
	return slices.DeleteFunc(slices.Clone(all), func(a analysed) bool { return a.Schedule == nil })
}
