package mutate_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/vpplint/vpplint/internal/mutate"
	"github.com/vpplint/vpplint/internal/parity"
)

// maxTries is how many programs are made until one compiles, with fewer and fewer
// changes: an input that takes ten seconds counts as a hang.
const maxTries = 12

// Programs that mean nothing any more, but compile, break nothing: no rule
// fails, none hangs, and the second look finds what the first one did.
func FuzzRandomPrograms(f *testing.F) {
	for seed := range uint64(24) {
		f.Add(seed, uint8(1+seed%8))
	}
	all, err := parts()
	if err != nil {
		f.Fatal(err)
	}
	paths := slices.Sorted(maps.Keys(all))
	f.Fuzz(func(t *testing.T, seed uint64, changes uint8) {
		r := rand.New(rand.NewPCG(seed, uint64(changes)))
		path := paths[r.IntN(len(paths))]
		for try := range maxTries {
			p := mutate.Random(r, all[path], 1+int(changes%24)*(maxTries-try)/maxTries)
			pkgs, err := check(t, p)
			if err != nil {
				continue
			}
			first := texts(lint(t, hasty(), pkgs), analysed.place)
			if pkgs, err = check(t, p); err != nil {
				t.Fatal(err)
			}
			if diff := parity.Difference(first, texts(lint(t, hasty(), pkgs), analysed.place)); diff != "" {
				t.Errorf("%s: one look (-) and the next (+) differ:\n%s", path, diff)
			}
			if t.Failed() {
				t.Logf("the program:\n%s", p)
			}
			return
		}
		t.Skip("none of the programs compiles")
	})
}
