package core

import (
	"fmt"

	"github.com/vpplint/vpplint/internal/retry"
)

// Replays says what it takes to replay all of the package, for tests that hold
// it to the budget.
func (r *Result) Replays(limits retry.Limits) retry.Stats {
	r.mu.Lock()
	defer r.mu.Unlock()
	x := r.plain.examined
	if x == nil || x.retry.lowered == nil {
		return retry.Stats{}
	}
	return retry.Analyze(retry.Input{Package: x.retry.lowered, Imports: x.retry.imports}, limits).Stats
}

// Predict says when a function of the package sends its requests while they
// are answered with a number. Tests compare it with what happens when the
// function runs.
func (r *Result) Predict(fn string, number int) ([]retry.Prediction, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	x := r.plain.examined
	if x == nil {
		x = r.plain.helper
	}
	if x == nil || x.retry.lowered == nil {
		return nil, fmt.Errorf("%s: the package is not examined", fn)
	}
	return retry.Predict(x.retry.input(), fn, number)
}
