package retry_test

import (
	"testing"

	"github.com/vpplint/vpplint/internal/retry"
)

// A select neither receives what it sends itself, nor sends on a channel that is
// closed: the one waits for ever, and the other panics.
func TestSelectsThatEndARetry(t *testing.T) {
	for name, ends := range map[string]string{
		"it sees itself":        "c := make(chan int); select { case c <- 1: case <-c: }",
		"the channel is closed": "c := make(chan int); close(c); select { case c <- 1: }",
	} {
		in := load(t, `package p

import "context"

func Loop(ctx context.Context, body []byte) {
	for {
		send(ctx, body)
		`+ends+`
	}
}`)
		if found := retry.Analyze(in, limits).Findings; len(found) > 0 {
			t.Errorf("%s: it is sent again: %v", name, found)
		}
		in.Budget = retry.CensusBudget
		if c := retry.TakeCensus(in, limits); c.Loops != 1 || c.Decided != 2 || len(c.Broken) > 0 {
			t.Errorf("%s: %d of 2 replays are decided; %v; broken: %q", name, c.Decided, c.Reasons, c.Broken)
		}
	}
}

// A census takes every loop for one that sends, whatever it sends.
func TestCensusCountsLoopsThatDoNotSpeakVPP(t *testing.T) {
	in := load(t, `package p

import "net/http"

func Get() *http.Response {
	for {
		if r, err := http.Get("https://example.com"); err == nil && r.StatusCode == 200 {
			return r
		}
	}
}

func Sum(x []int) (sum int) {
	for _, n := range x {
		sum += n
	}
	return sum
}

func Straight() int { return 1 }
`)
	in.Budget = retry.CensusBudget
	c := retry.TakeCensus(in, limits)
	if c.Functions < 3 || c.Loops != 2 || c.Decided != 4 || c.Undecided+c.OutOfBudget > 0 {
		t.Errorf("of 3 functions, 2 with a loop, it says %+v", c)
	}
}

// Functions of the standard library that are called as they are, with what is
// odd for them.
func TestKnownFunctionsTakeWhatTheyAreGiven(t *testing.T) {
	in := load(t, `package p

import (
	"context"
	"path"
	"strings"
)

func Loop(body []byte) error {
	for range 9 {
		at := path.Join("a", "b", "..", "c") + strings.Repeat("ab", 1<<62)
		if r, err := send(context.Background(), append(body, at...)); err != nil || r.ErrorNumber == 0 {
			return err
		}
	}
	return nil
}
`)
	if got := numbers(retry.Analyze(in, limits))["Loop"]; got != "9603 9616" {
		t.Errorf("findings for %q, want both numbers", got)
	}
	in.Budget = retry.CensusBudget
	if c := retry.TakeCensus(in, limits); len(c.Broken) > 0 {
		t.Errorf("broken: %q", c.Broken)
	}
}

// Keys that are not known are compared with each other, and with all that is
// known of these: that is work, and counts.
func TestMapsOfUnknownKeysStayWithinTheBudget(t *testing.T) {
	in := load(t, `package p

type Table interface{ Name(i int) string }

func Fill(t Table) map[string]bool {
	m := map[string]bool{}
	for i := 0; ; i++ {
		if !m[t.Name(i)] {
			m[t.Name(i)] = true
		}
	}
}
`)
	in.Budget = retry.CensusBudget
	c := retry.TakeCensus(in, limits)
	if c.Loops != 1 || c.Decided+c.OutOfBudget != 2 {
		t.Errorf("it says %+v", c)
	}
	if most := 20 * in.Budget.Total; c.Steps > most {
		t.Errorf("%d steps, %d at most", c.Steps, most)
	}
}

// What a helper compares at random is decided where it is called: by then, the
// helper has returned.
func TestHelpersThatDecideAtRandom(t *testing.T) {
	in := load(t, `package p

import (
	"context"
	"math/rand"
)

func rarely(percent int) bool { return rand.Intn(100)+1 <= percent }

func Loop(body []byte, log func(string)) error {
	for range 9 {
		r, err := send(context.Background(), body)
		if err != nil || r.ErrorNumber == 0 {
			return err
		}
		if rarely(50) {
			log("again")
		}
	}
	return nil
}
`)
	if got := numbers(retry.Analyze(in, limits))["Loop"]; got != "9603 9616" {
		t.Errorf("findings for %q, want both numbers", got)
	}
	in.Budget = retry.CensusBudget
	if c := retry.TakeCensus(in, limits); len(c.Broken) > 0 {
		t.Errorf("broken: %q", c.Broken)
	}
}
