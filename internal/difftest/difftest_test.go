package difftest_test

import (
	"flag"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/difftest"
)

var (
	count = flag.Int("difftest.n", 120, "how many functions to write")
	seed  = flag.Uint64("difftest.seed", 1, "of what is written")
)

func TestReplayAgreesWithReality(t *testing.T) {
	b := difftest.Generate(*seed, *count)
	dir := t.TempDir()
	if err := b.Write(dir); err != nil {
		t.Fatal(err)
	}
	real, err := difftest.Run(dir)
	if err != nil {
		t.Fatal(err)
	}
	lowered, data, err := difftest.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := body.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.Cases {
		v := difftest.Compare(c, lowered, pkg, real[c.Name])
		for _, d := range v.Differs {
			t.Errorf("%s %v: %s\n%s", c.Name, c.Bullets, d, c.Source)
		}
		for _, d := range v.Undecided {
			t.Errorf("%s %v: undecided: %s\n%s", c.Name, c.Bullets, d, c.Source)
		}
	}
}
