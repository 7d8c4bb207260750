package difftest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/lower"
	"github.com/vpplint/vpplint/internal/replay"
	"github.com/vpplint/vpplint/internal/retry"
)

// Numbers are the answers for which schedules are compared; 0 is success.
var Numbers = []int{0, 9603, 9616}

// Verdict is what the comparison says about one function.
type Verdict struct {
	Case      Case
	Differs   []string // how the replay disagrees with reality
	Undecided []string // what the replay could not tell
}

// Compare replays one function of a package and compares every schedule with
// the real one.
func Compare(c Case, in *lower.Result, pkg *body.Package, sent []Request) Verdict {
	v := Verdict{Case: c}
	lowered := *in
	lowered.Package = pkg
	for _, n := range Numbers {
		predicted, err := retry.Predict(retry.Input{Package: &lowered}, c.Root, n)
		if err != nil {
			v.Undecided = append(v.Undecided, fmt.Sprintf("%d: %v", n, err))
			continue
		}
		if slices.ContainsFunc(predicted, func(p retry.Prediction) bool { return p.Short }) {
			v.Undecided = append(v.Undecided, fmt.Sprintf("%d: %s", n, replay.TooManySteps))
			continue
		}
		if len(predicted) != len(sent) {
			var keys []string
			for _, p := range predicted {
				keys = append(keys, p.Request)
			}
			v.Differs = append(v.Differs, fmt.Sprintf("%d: %d requests, replay has %d: %q", n, len(sent), len(predicted), keys))
			continue
		}
		for i, p := range predicted {
			if s := sent[i].Schedules[n]; !agree(s, p) {
				v.Differs = append(v.Differs, fmt.Sprintf("%d, request %d:\nreal   %s\nreplay %s", n, i+1, s, show(p)))
			}
		}
	}
	return v
}

// agree says whether a real schedule lies in a predicted one.
func agree(s Schedule, p retry.Prediction) bool {
	if len(s.Times) != len(p.Times) || s.Finished && !s.Cut && !p.Ended || s.Cut && p.Ended {
		return false
	}
	for i, t := range s.Times {
		if t < p.Times[i].Min || t > p.Times[i].Max {
			return false
		}
	}
	return true
}

// shown is how many sends of a schedule are printed.
const shown = 20

func (s Schedule) String() string {
	return list(len(s.Times), func(i int) string { return s.Times[i].String() }) + ended(s.Finished && !s.Cut)
}

func show(p retry.Prediction) string {
	return list(len(p.Times), func(i int) string {
		m := p.Times[i]
		if m.Min == m.Max {
			return m.Min.String()
		}
		return fmt.Sprintf("%v–%v", m.Min, m.Max)
	}) + ended(p.Ended)
}

func list(n int, at func(int) string) string {
	var out []string
	for i := range min(n, shown) {
		out = append(out, at(i))
	}
	if n > shown {
		out = append(out, "… "+at(n-1))
	}
	return fmt.Sprintf("%d sends: %s", n, strings.Join(out, " "))
}

func ended(yes bool) string {
	if yes {
		return ", ended"
	}
	return ", not ended"
}
