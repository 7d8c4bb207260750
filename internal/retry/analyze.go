package retry

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/lower"
	"github.com/vpplint/vpplint/internal/replay"
)

// Numbers of Apple's that the rules are about.
const (
	Internal = 9603 // "Internal error."
	Assigned = 9616 // "License already assigned."
)

// maxRequests bounds the different requests of one root that are pinned.
const maxRequests = 16

// Input is one package, and what its imports bring.
type Input struct {
	Package *lower.Result
	Imports []*body.Package
	// Budget bounds each exploration; its zero value is replay.DefaultBudget.
	Budget replay.Budget
	// Trace is called after every path of every replay, if it is set.
	Trace func(path string, sends []*replay.Send, decided map[string]int)
}

// Undecided is a replay that showed nothing, and why: for the audit, and for
// whoever wonders about silence.
type Undecided struct {
	Root    string    // the function that was entered
	Request string    // that was pinned, for people; "" if none was reached
	Number  int       // it was answered with; 0 for success
	Reason  string    // in words
	Pos     token.Pos // the innermost place in the package at which the replay gave up
}

// Report is what the replay of a package has shown.
type Report struct {
	Findings  []Finding
	Undecided []Undecided
	Stats     Stats
}

// Stats count what the replays have cost.
type Stats = replay.Stats

// Analyze replays every entry to a package and judges the schedules.
func Analyze(in Input, limits Limits) Report {
	a := newAnalysis(in, limits)
	a.run()
	slices.SortFunc(a.report.Findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.Pos, y.Pos), cmp.Compare(x.Number, y.Number))
	})
	a.report.Stats = a.explorer.Stats
	return a.report
}

// analysis is the replay of one package.
type analysis struct {
	in       Input
	limits   Limits
	prog     *replay.Program
	explorer *replay.Explorer
	report   Report
	seen     map[string]bool
	reaching map[string]bool      // functions: from which a send may be called
	audit    *audit               // nil: nobody wants to see what is right
	blamed   map[blame]bool       // what was proven, even if it has no place in the text
	others   map[string]*analysis // packages that retries here depend on, by path
}

// blame is a function that owns a defect.
type blame struct {
	number int
	fn     string
}

func newAnalysis(in Input, limits Limits) *analysis {
	prog := replay.NewProgram(append([]*body.Package{in.Package.Package}, in.Imports...)...)
	return analysisOf(prog, in, limits)
}

// analysisOf prepares the analysis of one package of a program.
func analysisOf(prog *replay.Program, in Input, limits Limits) *analysis {
	own := in.Package.Package
	assigned := assignments(prog, own)
	makers := constructors(prog, own)
	return &analysis{
		in: in, limits: limits, prog: prog,
		seen: map[string]bool{}, reaching: map[string]bool{}, blamed: map[blame]bool{}, others: map[string]*analysis{},
		explorer: &replay.Explorer{
			Program:      prog,
			Trace:        in.Trace,
			Budget:       cmp.Or(in.Budget, replay.DefaultBudget),
			Fields:       fieldValues(assigned),
			Options:      options(assigned),
			Constructors: makers,
			FilledLater:  filledLater(prog, own, assigned, makers),
		},
	}
}

// reports says whether another package, when it is analysed itself, reports a
// function of its own for a number.
func (a *analysis) reports(pkg string, b blame) bool {
	other, ok := a.others[pkg]
	if !ok {
		a.others[pkg] = nil
		if p := a.prog.Package(pkg); p != nil {
			other = analysisOf(a.prog, Input{Package: &lower.Result{Package: p}}, a.limits)
			other.others = a.others
			other.run()
			a.others[pkg] = other
		}
	}
	return other == nil || other.blamed[b]
}

func (a *analysis) run() {
	roots, inner := a.roots()
	for _, root := range roots {
		a.enter(root)
	}
	// Where no entry has come to a send, although it might.
	for _, fn := range inner {
		if !a.explorer.Sends(fn) {
			a.enter(fn)
		}
	}
}

// enter replays one entry, a method with each constructor of its receiver.
func (a *analysis) enter(root *replay.Func) {
	makers := a.explorer.Constructors[a.prog.ReceiverOf(root)]
	if len(makers) == 0 {
		makers = []*replay.Func{nil}
	}
	a.explorer.Handing = a.handing(root)
	for _, maker := range makers {
		a.explorer.Maker = maker
		a.root(root)
	}
}

// root replays one entry: first with every request succeeding, to learn which
// requests there are and which are polls, then with each request pinned.
func (a *analysis) root(fn *replay.Func) {
	s := &successes{a: a, fn: fn, polls: map[string]map[string]bool{}}
	if missed, where := s.explore(nil); missed != "" {
		switch {
		case len(s.requests) > 0:
			a.undecided(fn, s.requests[0], 0, missed, where)
		case a.audit != nil:
			a.undecided(fn, &replay.Send{}, 0, missed, where)
		}
		return
	}
	for _, r := range slices.Clone(s.requests) {
		for _, n := range []int{Internal, Assigned} {
			if n == Assigned && !r.CanAssign() {
				continue
			}
			a.pinned(fn, &judge{limits: a.limits, number: n, polls: s.pollsOn}, []*replay.Send{r}, s.known)
		}
	}
}

// maxChain is how many requests have to fail, one because of the other, before
// the one that is examined is sent: a batch, the half of it, one entry.
const maxChain = 3

// pinned replays an entry with the last of several requests pinned, and those
// on the way to it. Requests that are met only because it fails are examined
// next.
func (a *analysis) pinned(fn *replay.Func, j *judge, chain []*replay.Send, known map[string]bool) {
	keys := make([]string, len(chain))
	for i, r := range chain {
		keys[i] = r.Key
	}
	out := a.explorer.Pinned(fn, keys, int64(j.number), j.proven)
	if a.audit != nil {
		a.audit.asked(fn, j, chain, out)
	}
	switch {
	case out.Found:
		a.found(j, out.Path)
		return
	case out.Undecided != "":
		a.undecided(fn, chain[len(chain)-1], j.number, out.Undecided, out.Where)
	}
	if len(chain) == maxChain {
		return
	}
	for i, r := range out.Met {
		if i < maxMet && !known[r.Key] {
			a.pinned(fn, j, append(slices.Clone(chain), r), known)
		}
	}
}

func (a *analysis) undecided(fn *replay.Func, r *replay.Send, number int, reason string, where []replay.Activation) {
	u := Undecided{Root: fn.Name, Request: r.What, Number: number, Reason: reason, Pos: a.in.Package.Decls[fn.Name]}
	if at, ok := a.innermost(where); ok {
		u.Pos, _ = a.expression(a.position(at))
	}
	a.report.Undecided = append(a.report.Undecided, u)
}

// maxMet is how many of the requests that a failure leads to are examined.
const maxMet = 3
