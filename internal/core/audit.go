package core

import (
	"slices"

	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/rule"
)

// Construct is a place that sends a VPP request.
type Construct struct {
	retry.Construct
	Silenced []int // the numbers whose rule a directive silences there
}

// Audit returns all places in files that count which send VPP requests, right
// or wrong. It replays the package anew; only who asks for it pays for it. A
// failure may have kept some from being seen.
func (r *Result) Audit(o Options) ([]Construct, []Failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.variant(o.Tests)
	failures := slices.DeleteFunc(slices.Clone(l.failures), func(f Failure) bool { return f.Stage == Message })
	if l.examined == nil || l.examined.retry.lowered == nil {
		return nil, failures
	}
	var all []Construct
	w := watch{pkg: l.pkg, hooks: r.hooks, speaks: l.speaks}
	w.guard(Retry, func() error {
		all = l.examined.retry.audit(o.replay().limits, r.filter(o))
		return nil
	})
	return all, merge(failures, w.failures)
}

func (p *prepared) audit(limits retry.Limits, keep filter) []Construct {
	var out []Construct
	for _, c := range retry.Audit(retry.Input{Package: p.lowered, Imports: p.imports}, limits) {
		if keep.hides(c.Pos) {
			continue
		}
		shown := Construct{Construct: c}
		for _, n := range []int{retry.Internal, retry.Assigned} {
			if keep.use.Silences(rule.ForNumber(n), c.Pos) {
				shown.Silenced = append(shown.Silenced, n)
			}
		}
		out = append(out, shown)
	}
	return out
}
