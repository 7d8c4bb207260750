package difftest_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/difftest"
	"github.com/vpplint/vpplint/internal/lower"
)

var (
	count = flag.Int("difftest.n", 160, "how many functions to write")
	seed  = flag.Uint64("difftest.seed", 1, "of what is written")
)

const (
	perBatch = 200 // functions in one package
	share    = 100 // one function of so many has each bullet, at least
	open     = 50  // one function of so many may be undecided, at most
)

// world is a batch, what really happened, and what is needed to replay it.
type world struct {
	difftest.Batch
	real    map[string][]difftest.Request
	lowered *lower.Result
	data    []byte
}

func newWorld(t *testing.T, seed uint64, n int) *world {
	t.Helper()
	w := &world{Batch: difftest.Generate(seed, n)}
	dir := t.TempDir()
	if err := w.Write(dir); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.real, err = difftest.Run(dir); err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	if w.lowered, w.data, err = difftest.Load(dir); err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	return w
}

// decode gives a package that may be changed.
func (w *world) decode(t *testing.T) *body.Package {
	t.Helper()
	p, err := body.Decode(w.data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) compare(c difftest.Case, p *body.Package) difftest.Verdict {
	return difftest.Compare(c, w.lowered, p, w.real[c.Name])
}

// resends says whether a function really sends something again.
func (w *world) resends(c difftest.Case) bool {
	for _, r := range w.real[c.Name] {
		for _, n := range difftest.Numbers {
			if len(r.Schedules[n].Times) > 1 {
				return true
			}
		}
	}
	return false
}

func TestReplayAgreesWithReality(t *testing.T) {
	total, undecided := map[string]int{}, map[string]int{}
	left := *count
	for s := *seed; left > 0; s++ {
		w := newWorld(t, s, min(left, perBatch))
		left -= len(w.Cases)
		p := w.decode(t)
		for _, c := range w.Cases {
			v := w.compare(c, p)
			for _, d := range v.Differs {
				t.Errorf("seed %d, %s: %v\n%s\n\n%s", s, c.Name, c.Bullets, d, c.Source)
			}
			for _, u := range v.Undecided {
				t.Logf("seed %d, %s: %v\nundecided: %s\n\n%s", s, c.Name, c.Bullets, u, c.Source)
			}
			for _, b := range c.Bullets {
				total[b]++
				if len(v.Undecided) > 0 {
					undecided[b]++
				}
			}
		}
		if s == *seed {
			seeded(t, w)
		}
	}
	for _, b := range difftest.Bullets() {
		if *count >= share && total[b]*share < *count {
			t.Errorf("%s: only %d of %d functions", b, total[b], *count)
		}
	}
	for _, b := range slices.Sorted(maps.Keys(undecided)) {
		if undecided[b]*open > total[b] {
			t.Errorf("%s: %d of %d functions are undecided", b, undecided[b], total[b])
		}
	}
}

// seeded asserts that the comparison would notice an engine that is wrong.
func seeded(t *testing.T, w *world) {
	t.Run("a delay that is off by a second is noticed", func(t *testing.T) {
		tried, noticed := 0, 0
		for _, c := range w.Cases {
			if !w.resends(c) || hasAny(c, "jitter", "delay: none") {
				continue
			}
			p := w.decode(t)
			if !difftest.Delayed(p, c) {
				continue
			}
			tried++
			if len(w.compare(c, p).Differs) > 0 {
				noticed++
			} else {
				t.Logf("not noticed: %s\n%s", c.Name, c.Source)
			}
		}
		enough(t, tried, noticed)
	})
	t.Run("a branch that is inverted is noticed", func(t *testing.T) {
		tried, noticed := 0, 0
		for i, c := range w.Cases {
			n := difftest.Branches(w.decode(t), c)
			if i%4 != 0 || n == 0 || !w.resends(c) {
				continue
			}
			p := w.decode(t)
			difftest.Inverted(p, c, i%n)
			tried++
			if len(w.compare(c, p).Differs) > 0 {
				noticed++
			} else {
				t.Logf("not noticed: %s, branch %d\n%s", c.Name, i%n, c.Source)
			}
		}
		enough(t, tried, noticed)
	})
}

// enough wants four of five defects noticed: some make no difference.
func enough(t *testing.T, tried, noticed int) {
	t.Helper()
	result := fmt.Sprintf("%d of %d defects were noticed", noticed, tried)
	if tried < 20 || noticed*5 < tried*4 {
		t.Error(result)
	} else {
		t.Log(result)
	}
}

func hasAny(c difftest.Case, parts ...string) bool {
	return slices.ContainsFunc(c.Bullets, func(b string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(b, p) })
	})
}

func TestTheSameSeedWritesTheSame(t *testing.T) {
	a, b := difftest.Generate(7, 100), difftest.Generate(7, 100)
	if a.Source() != b.Source() || a.Harness() != b.Harness() {
		t.Error("two packages of one seed differ")
	}
	if difftest.Generate(8, 100).Source() == a.Source() {
		t.Error("two seeds write the same")
	}
}
