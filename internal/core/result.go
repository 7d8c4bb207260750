package core

import (
	"go/token"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/directive"
	"github.com/vpplint/vpplint/internal/message"
	replays "github.com/vpplint/vpplint/internal/replay"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/rule"
)

// Options are the settings that findings depend on.
type Options struct {
	Tests          bool // _test.go files count
	Generated      bool // findings in generated files count
	MaxAttempts    int
	EscalatedDelay time.Duration
}

// Result is what the helper hands to the rules of one package. Its methods
// return findings in source order, without those that a directive silences or
// that lie in a file that does not count; what is computed for one rule is
// kept for the next.
type Result struct {
	pass   *analysis.Pass
	hooks  Hooks
	defers bool
	source *source

	mu      sync.Mutex // rules run at the same time
	plain   *look      // without tests
	tested  *look      // with tests, nil if nobody has asked so far
	replays map[replay]*replayed
	fact    *Fact
}

// replay is what the findings of a replay depend on.
type replay struct {
	tests  bool
	limits retry.Limits
}

// replayed is its outcome.
type replayed struct {
	watch
	findings []retry.Finding
	stats    replays.Stats
}

// Message returns the decisions on message text.
func (r *Result) Message(o Options) []message.Finding {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.message(o, r.filter(o))
}

// Retry returns the retries that break a rule.
func (r *Result) Retry(o Options) []retry.Finding {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.retry(o, r.filter(o))
}

// Directives returns the directives that do not do what they should.
func (r *Result) Directives(o Options) []directive.Problem {
	r.mu.Lock()
	defer r.mu.Unlock()
	keep := r.filter(o)
	r.message(o, keep)
	r.retry(o, keep)
	return slices.DeleteFunc(keep.use.Problems(), func(p directive.Problem) bool { return keep.hides(p.Pos) })
}

// Failures returns what failed so far, in this package and those below it, and
// may have kept something from being found here.
func (r *Result) Failures(o Options) []Failure {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.variant(o.Tests)
	failures := l.failures
	if p := r.replays[o.replay()]; p != nil {
		failures = merge(failures, p.failures)
	}
	return slices.DeleteFunc(slices.Clone(failures), func(f Failure) bool { return f.Aside && !l.speaks })
}

// Fact is what the package tells its importers, nil for nothing.
func (r *Result) Fact() *Fact { return r.fact }

// Pos is where something is said about the package as a whole: at the name in
// its first file that is not generated, if there is one.
func (r *Result) Pos() token.Pos {
	pos := token.NoPos
	for _, f := range slices.Concat(r.source.plain, r.pass.Files) {
		switch {
		case !r.source.isGenerated(f.Name.Pos()):
			return f.Name.Pos()
		case !pos.IsValid():
			pos = f.Name.Pos()
		}
	}
	return pos
}

func (r *Result) message(o Options, keep filter) []message.Finding {
	x := r.variant(o.Tests).examined
	if x == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(x.message), func(f message.Finding) bool {
		return keep.drops(rule.ErrorMessage, f.Pos)
	})
}

func (r *Result) retry(o Options, keep filter) []retry.Finding {
	l := r.variant(o.Tests)
	if l.examined == nil {
		return nil
	}
	key := o.replay()
	done := r.replays[key]
	if done == nil {
		done = &replayed{watch: l.watch}
		done.failures = nil
		done.guard(Retry, func() error {
			report := l.examined.retry.replay(key.limits)
			done.findings, done.stats = report.Findings, report.Stats
			return nil
		})
		r.replays[key] = done
	}
	return slices.DeleteFunc(slices.Clone(done.findings), func(f retry.Finding) bool {
		return keep.drops(rule.ForNumber(f.Number), f.Pos)
	})
}

func (o Options) replay() replay {
	return replay{o.Tests, retry.Limits{MaxAttempts: o.MaxAttempts, EscalatedDelay: o.EscalatedDelay}}
}

// variant is the look at the package with or without its tests.
func (r *Result) variant(tests bool) *look {
	if !tests || !r.source.hasTests() {
		return r.plain
	}
	if r.tested == nil {
		r.tested = r.look(true)
	}
	return r.tested
}

// filter says which findings are not to be reported.
type filter struct {
	source    *source
	generated bool
	use       *directive.Use
}

func (r *Result) filter(o Options) filter {
	return filter{r.source, o.Generated, directive.Read(r.pass.Fset, r.source.files(o.Tests)).Use()}
}

// hides says whether pos is in a file that does not count.
func (f filter) hides(pos token.Pos) bool { return !f.generated && f.source.isGenerated(pos) }

// drops says whether a rule's finding at pos is not to be reported.
func (f filter) drops(name string, pos token.Pos) bool {
	return f.hides(pos) || f.use.Silences(name, pos)
}
