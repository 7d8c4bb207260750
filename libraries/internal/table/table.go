// Package table checks the tables of this module. A table is a type in a
// package of its own; its exported methods are the rows. Each row is
//
//   - run against the real library, in virtual time, while the service gives
//     the same answer for ever;
//   - replayed by the analysis, which has to predict each of these sends;
//   - labelled with the findings that it deserves, as in
//     "//want:vppretry9603 vppretry9616" in its doc comment. Where another
//     declaration owns them, "//owner:T.Method" says so.
//
// A row which replay cannot follow yet says why, with "//notyet:" in its doc
// comment. It must have no finding that it does not deserve. One that compares a
// random number says what with, in "//random:": its sends depend on the answer,
// of which a prediction follows one. Its findings are checked all the same.
package table

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/twin"
	"github.com/vpplint/vpplint/internal/twin/pinned"
)

// Options say how a table is run.
type Options struct {
	// Horizon is when a run ends, 0 for a year of virtual time. Code that goes
	// on for ever by a short tick, as queues do, wants less. What is predicted
	// later than that is left alone.
	Horizon time.Duration
}

// Check checks every row of a table.
func Check(t *testing.T, table any) { CheckWith(t, table, Options{}) }

// CheckWith is Check with options.
func CheckWith(t *testing.T, table any, o Options) {
	typ := reflect.TypeOf(table)
	a, err := Analyse(".", typ.PkgPath())
	if err != nil {
		t.Fatal(err)
	}
	rows := a.rows(typ.Name())
	if len(rows) == 0 || len(rows) != typ.NumMethod() {
		t.Fatalf("%d methods, %d of them in the sources", typ.NumMethod(), len(rows))
	}
	for decl, rules := range a.findings {
		if !slices.ContainsFunc(rows, func(r row) bool { return decl == r.owner }) {
			t.Errorf("%s, which is no row, has findings %v", decl, rules)
		}
	}
	left := 0
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			rec := record(t, r.name, reflect.ValueOf(table).MethodByName(r.name).Interface(), o)
			if got := deserved(rec); !slices.Equal(got, r.want) {
				t.Errorf("the label is %v, but what it does deserves %v:\n%v", r.want, got, rec)
			}
			found := a.findings[r.owner]
			if r.notYet != "" {
				left++
				if len(found) > 0 {
					t.Errorf("it has findings %v, though: %s", found, r.notYet)
				}
				return
			}
			if !slices.Equal(found, r.want) {
				t.Errorf("it has findings %v, want %v", found, r.want)
			}
			if r.random != "" {
				return
			}
			for _, d := range a.differences(fmt.Sprintf("(%s.%s).%s", typ.PkgPath(), typ.Name(), r.name), rec, o) {
				t.Error(d)
			}
		})
	}
	t.Logf("%d rows, %d of them not yet", len(rows), left)
}

// differences says where the prediction for a function is not what it does.
func (a *Analysed) differences(fn string, rec recording, o Options) []string {
	var out []string
	for _, n := range numbers {
		predicted, err := a.core.Predict(fn, n)
		if err != nil {
			out = append(out, fmt.Sprintf("with %d: %v", n, err))
			continue
		}
		if o.Horizon > 0 {
			for i, p := range predicted {
				predicted[i].Times = slices.DeleteFunc(p.Times, func(m retry.Moment) bool { return m.Max >= o.Horizon })
			}
		}
		for _, run := range rec {
			if d := differs(run, n, predicted); d != "" {
				out = append(out, d)
				break
			}
		}
	}
	return slices.Compact(out)
}

// differs compares what one run sent with a prediction. There may be more
// requests in the prediction: replay goes ways that the run did not take.
func differs(run pinned.Recording, number int, predicted []retry.Prediction) string {
	for i, r := range run.Requests {
		var d []string
		for _, p := range predicted[min(i, len(predicted)):] {
			one := pinned.Recording{Name: run.Name, Requests: []pinned.Request{cut(r, number, p)}}
			more := twin.Compare(one, number, []retry.Prediction{p})
			if len(more) == 0 {
				d = nil
				break
			}
			d = append(d, more...)
		}
		if len(d) > 0 || i >= len(predicted) {
			return strings.Join(append(d, fmt.Sprintf("%d requests are predicted", len(predicted))), "\n")
		}
	}
	return ""
}

// cut drops what was sent after the last send that is predicted, where delays
// are random: it is predicted for the longest, and with shorter ones there is
// time for more.
func cut(r pinned.Request, number int, p retry.Prediction) pinned.Request {
	times, want := r.Times[number], p.Times
	if n := len(want); n > 1 && n < len(times) && want[n-1].Min < want[n-1].Max {
		times = times[:n]
	}
	return pinned.Request{Key: r.Key, Times: map[int][]time.Duration{number: times}}
}
