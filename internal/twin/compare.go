package twin

import (
	"fmt"
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/twin/pinned"
)

// Predict is what replay says about an entry, for a pinned number.
func (p *Package) Predict(e Entry, number int) ([]retry.Prediction, error) {
	return p.result.Predict(e.Name, number)
}

// Compare says how a prediction differs from what was recorded with a number;
// nothing if it does not. Requests are compared in the order in which they are
// sent under success; every send counts, as far as the prediction goes.
func Compare(rec pinned.Recording, number int, predicted []retry.Prediction) []string {
	var out []string
	if len(rec.Requests) != len(predicted) {
		out = append(out, fmt.Sprintf("%d requests are predicted, %d are sent:\n\t%s", len(predicted), len(rec.Requests), keys(rec, predicted)))
	}
	for i := range min(len(rec.Requests), len(predicted)) {
		got, want := rec.Requests[i].Times[number], predicted[i].Times
		if n := len(want); predicted[i].Short && n < len(got) {
			got = got[:n]
		}
		if !agree(got, want) {
			out = append(out, fmt.Sprintf("request %d (%s) with %d:\n\tpredicted %s\n\treal      %s", i+1, rec.Requests[i].Key, number, moments(want), times(got)))
		}
	}
	return out
}

func keys(rec pinned.Recording, predicted []retry.Prediction) string {
	var b strings.Builder
	for _, p := range predicted[:min(len(predicted), shown)] {
		fmt.Fprintf(&b, "predicted %s\n\t", p.Request)
	}
	for _, r := range rec.Requests[:min(len(rec.Requests), shown)] {
		fmt.Fprintf(&b, "real      %s\n\t", r.Key)
	}
	return strings.TrimSpace(b.String())
}

func agree(got []time.Duration, want []retry.Moment) bool {
	if len(got) != len(want) {
		return false
	}
	for i, at := range got {
		if at < want[i].Min || at > want[i].Max {
			return false
		}
	}
	return true
}

// shown is how many times, or requests, a message lists.
const shown = 14

func moments(list []retry.Moment) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d:", len(list))
	for i, m := range list {
		if i == shown {
			b.WriteString(" …")
			break
		}
		fmt.Fprintf(&b, " %v", m.Min)
		if m.Max != m.Min {
			fmt.Fprintf(&b, "–%v", m.Max)
		}
	}
	return b.String()
}

func times(list []time.Duration) string {
	exact := make([]retry.Moment, len(list))
	for i, at := range list {
		exact[i] = retry.Moment{Min: at, Max: at}
	}
	return moments(exact)
}
