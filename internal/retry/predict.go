package retry

import (
	"fmt"
	"time"

	"github.com/vpplint/vpplint/internal/replay"
)

// Prediction is when one request is sent while it is answered with a number.
type Prediction struct {
	Request string
	Times   []Moment // since the start of the function
	Ended   bool     // the function stopped by itself; otherwise the replay was cut
	Short   bool     // the replay was cut by its steps: there may be more sends
}

// Moment is the time of a send. Min and Max differ where delays are random.
type Moment struct{ Min, Max time.Duration }

// Predict replays one function of the package, by its unique name
// ("path.Func", "(path.T).Method"), with each of its requests answered with a
// number in turn, 0 being success. Where the way depends on something unknown,
// it follows the first way. The error says what kept a schedule from being
// known.
func Predict(in Input, fn string, number int) ([]Prediction, error) {
	a := newAnalysis(in, Limits{})
	f := a.prog.Func(fn)
	if f == nil {
		return nil, fmt.Errorf("no function %s", fn)
	}
	var keys []string
	known := map[string]bool{}
	missed, _ := a.explorer.Succeeding(f, nil, func(sends []*replay.Send) bool {
		for _, s := range sends {
			if !known[s.Key] {
				known[s.Key] = true
				keys = append(keys, s.Key)
			}
		}
		return true
	})
	if missed != "" {
		return nil, fmt.Errorf("%s: %s", fn, missed)
	}
	var out []Prediction
	for _, key := range keys {
		path := a.explorer.First(f, key, int64(number))
		short := path.Undecided == replay.TooManySteps && len(path.Sends) > 0
		if path.Undecided != "" && !short {
			return nil, fmt.Errorf("%s: %s", fn, path.Undecided)
		}
		p := Prediction{Request: key, Ended: path.Ended, Short: short}
		for _, s := range path.Sends {
			if s.Key == key {
				p.Times = append(p.Times, Moment{s.Lo, s.Hi})
			}
		}
		out = append(out, p)
	}
	return out, nil
}
