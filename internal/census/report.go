package census

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/retry"
)

// Report is what a run has shown.
type Report struct {
	retry.Census
	Packages int
	Skipped  []string // packages that do not compile, or have no code
	Findings []string // there should be none
	Failures []string // there should be none
	Slowest  Took
}

// Took is how long the replays of a package have taken.
type Took struct {
	Package string
	Time    time.Duration
}

// NewReport is one to which others can be added.
func NewReport() *Report { return &Report{Census: retry.Census{Reasons: map[string]int{}}} }

// Err says what speaks against the run: a finding, a failure, a replay that is
// at fault, or that nothing
// has been looked at.
func (r *Report) Err() error {
	var all []error
	for _, f := range r.Failures {
		all = append(all, fmt.Errorf("it fails: %s", f))
	}
	for _, f := range r.Broken {
		all = append(all, fmt.Errorf("a replay is at fault: %s", f))
	}
	for _, f := range r.Findings {
		all = append(all, fmt.Errorf("it finds something: %s", f))
	}
	if r.Functions == 0 {
		all = append(all, fmt.Errorf("no function was translated, in %d packages", r.Packages))
	}
	if r.Loops > 0 && r.Decided == 0 {
		all = append(all, fmt.Errorf("none of %d functions with loops was decided", r.Loops))
	}
	return errors.Join(all...)
}

// Add adds another run.
func (r *Report) Add(more *Report) {
	r.Packages += more.Packages
	r.Skipped = append(r.Skipped, more.Skipped...)
	r.Findings = append(r.Findings, more.Findings...)
	r.Failures = append(r.Failures, more.Failures...)
	if more.Slowest.Time > r.Slowest.Time {
		r.Slowest = more.Slowest
	}
	r.count(more.Census)
	slices.Sort(r.Findings)
	slices.Sort(r.Failures)
	slices.Sort(r.Broken)
	slices.Sort(r.Skipped)
}

func (r *Report) count(c retry.Census) {
	r.Functions += c.Functions
	r.Loops += c.Loops
	r.Decided += c.Decided
	r.Resent += c.Resent
	r.Undecided += c.Undecided
	r.OutOfBudget += c.OutOfBudget
	r.Steps += c.Steps
	r.Broken = append(r.Broken, c.Broken...)
	for why, n := range c.Reasons {
		r.Reasons[why] += n
	}
}

// String is the report for people.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d packages, and %d that do not compile or have no code; %d functions translated, %d of those that are declared have loops\n", r.Packages, len(r.Skipped), r.Functions, r.Loops)
	fmt.Fprintf(&b, "replays of loops under 9603 and 9616: %d decided (%d of them send again too soon), %d undecided, %d out of budget; %d steps\n", r.Decided, r.Resent, r.Undecided, r.OutOfBudget, r.Steps)
	for _, why := range slices.Sorted(maps.Keys(r.Reasons)) {
		fmt.Fprintf(&b, "\t%6d %s\n", r.Reasons[why], why)
	}
	fmt.Fprintf(&b, "slowest package: %s, %v\n", r.Slowest.Package, r.Slowest.Time.Round(time.Millisecond))
	return b.String()
}
