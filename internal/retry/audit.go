package retry

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"time"

	"github.com/vpplint/vpplint/internal/replay"
)

// Success and Busy are the other answers of the audit.
const (
	Success = 0
	Busy    = 9646 // "There are too many requests …"
)

// Audited are the answers under which the audit shows schedules, in its order.
func Audited() []int { return []int{Internal, Assigned, Busy, Success} }

// Verdict is what the rules say of a schedule.
type Verdict uint8

// The verdicts.
const (
	Unjudged Verdict = iota // no rule is about it
	Right
	Wrong   // it is a finding
	Unclear // it could not be decided, so the rules are silent
)

// Kind is what a construct does.
type Kind uint8

// The kinds.
const (
	Retry  Kind = iota // it sends a request again after some answer, and not after success
	Poll               // it sends a request again after success, too
	Once               // it never sends a request again
	Unseen             // the replay gave up before it could tell
)

// Construct is a place that sends a request, and sends it again or does not.
type Construct struct {
	Pos, End token.Pos
	Decl     string // the declaration that it is in: "Client.Assign"
	Kind     Kind
	Entries  []string // the declarations through which the replay came here, sorted
	Rows     []Row    // by answer, in the order of Audited, then by request
}

// Row is what a construct does with one request while that is answered with one
// number for ever.
type Row struct {
	Number   int    // 0 for success
	Request  string // what is sent, for people; "" if none was reached
	Schedule *Schedule
	Verdict  Verdict
	// Reason is why it is unclear, or why it is not judged, in words; At is the
	// place in the package where the replay gave up, if that is the reason.
	Reason    string
	At        token.Pos
	ByDefault bool    // a limit or delay is a default
	Related   []Place // where it is sent, delayed, let through
}

// The reasons that the audit itself gives.
const (
	reasonPoll      = "it is sent again after success, too: a poll, not a retry"
	reasonAssign    = "the request does not assign, so this is not its answer"
	reasonAnswer    = "whether it is sent again hangs on what else the answer says"
	reasonLimit     = "how often it is sent hangs on a limit that cannot be known"
	reasonDelay     = "how long it waits cannot be known"
	reasonRandom    = "a part of the random delay is long enough"
	reasonElsewhere = "the finding is with the retry itself, in %s: %s"
	reasonUnseen    = "no request was seen until then"
)

// Audit replays every entry to a package as Analyze does, and shows all that
// sends a VPP request, right or wrong. Rows are wrong exactly where Analyze
// has a finding for the number at the place.
func Audit(in Input, limits Limits) []Construct {
	a := newAnalysis(in, limits)
	x := &audit{analysis: a, places: map[place]*shown{}, configured: map[place]bool{}}
	a.audit = x
	a.run()
	x.missed()
	return x.constructs()
}

// audit gathers what the replays of an analysis have shown.
type audit struct {
	*analysis
	places map[place]*shown
	order  []place
	cases  []*inquiry
	// configured are the places that only set up a retry of another package,
	// which shows it, too. They are worth showing if the rules are not content.
	configured map[place]bool
}

// place is where a construct is.
type place struct {
	fn string
	pc int
}

// shown is a construct while it is being gathered.
type shown struct {
	Construct
	rows map[rowKey]Row
}

type rowKey struct {
	number  int
	request string
}

// inquiry is one request of one root, under all answers.
type inquiry struct {
	root    *replay.Func
	maker   *replay.Func
	chain   []string
	request *replay.Send
	answers map[int]*answered
}

// answered is what an inquiry has shown under one answer.
type answered struct {
	wrong     map[place]Row
	undecided string
	where     []replay.Activation
	seen      []observed
}

// observed is a series of sends on one way.
type observed struct {
	*run
	way    replay.WayThrough
	breach int  // -1: none
	ended  bool // it stopped by itself
}

// asked is told of every question that the analysis has had answered.
func (x *audit) asked(fn *replay.Func, j *judge, chain []*replay.Send, out replay.Outcome) {
	q := x.inquiry(fn, chain, j)
	got := x.watch(q, j)
	got.undecided, got.where = out.Undecided, out.Where
	if out.Found {
		got.undecided = ""
		for _, r := range runs(out.Path.Sends, j.settled) {
			if i := j.breach(r); i >= 0 {
				if at, ok := x.here(j.owner(r, i), j.number); ok {
					o := observed{run: r, way: replay.WayThrough{Path: out.Path}, ended: out.Path.Ended}
					row := x.row(j.number, o, i, at)
					row.Verdict = Wrong
					keep(got.wrong, place{at.Fn.Name, at.PC}, row)
					x.place(at)
				}
			}
		}
	}
}

// inquiry finds the case that a question belongs to; a new one is replayed with
// the answers, too, that no rule asks about.
func (x *audit) inquiry(fn *replay.Func, chain []*replay.Send, j *judge) *inquiry {
	keys := make([]string, len(chain))
	for i, s := range chain {
		keys[i] = s.Key
	}
	for _, q := range x.cases {
		if q.root == fn && q.maker == x.explorer.Maker && slices.Equal(q.chain, keys) {
			return q
		}
	}
	q := &inquiry{root: fn, maker: x.explorer.Maker, chain: keys, request: chain[len(chain)-1], answers: map[int]*answered{}}
	x.cases = append(x.cases, q)
	for _, n := range []int{Success, Busy} {
		x.watch(q, &judge{limits: x.limits, number: n, polls: j.polls})
	}
	return q
}

// watch walks the ways through a root under one answer.
func (x *audit) watch(q *inquiry, j *judge) *answered {
	got := &answered{wrong: map[place]Row{}}
	q.answers[j.number] = got
	polls := j.polls(nil)
	x.explorer.Ways(q.root, q.chain, int64(j.number), func(w replay.WayThrough) {
		if got.undecided == "" {
			got.undecided, got.where = w.Undecided, w.Where
		}
		got.seen = append(got.seen, x.series(j, w, polls)...)
	})
	return got
}

// series are the series of sends on a way: those that a rule looks at, and
// those that polls make of them.
func (x *audit) series(j *judge, w replay.WayThrough, polls map[string]bool) []observed {
	all := runs(w.Sends, polls)
	last := map[string]int{}
	for i, r := range all {
		last[r.sends[0].Key] = i
	}
	var seen []observed
	repeated := map[string]*run{} // the first send of each series
	var order []string
	for i, r := range all {
		key := r.sends[0].Key
		firsts := repeated[key]
		if firsts == nil {
			firsts = &run{}
			repeated[key] = firsts
			order = append(order, key)
		} else {
			firsts.owners = append(firsts.owners, ownerOf(firsts.sends[len(firsts.sends)-1], r.sends[0]))
		}
		firsts.sends = append(firsts.sends, r.sends[0])
		ended := w.Undecided == "" && (w.Ended || i < last[key])
		if !ended && len(firsts.sends) > 1 {
			continue // cut short, and seen before
		}
		o := observed{run: r, way: w, breach: -1, ended: ended}
		if j.number == Internal || j.number == Assigned {
			o.breach = j.breach(r)
		}
		seen = append(seen, o)
	}
	for _, key := range order {
		r := repeated[key]
		if slices.ContainsFunc(r.owners, func(o owner) bool { return polls[o.key()] }) {
			seen = append(seen, observed{run: r, way: w, breach: -1, ended: w.Undecided == "" && w.Ended})
		}
	}
	return seen
}

// row describes a series of sends that a construct brings about; i is the send
// that matters most.
func (x *audit) row(number int, o observed, i int, at replay.Activation) Row {
	row := Row{Number: number, Request: o.sends[0].What, ByDefault: o.way.Default, Schedule: &Schedule{Ended: o.ended}}
	for k := 1; k < len(o.sends); k++ {
		lo, hi, known := replay.Gap(o.sends[k-1], o.sends[k])
		row.Schedule.Gaps = append(row.Schedule.Gaps, Gap{Min: lo, Max: hi, Unknown: !known})
	}
	row.Related = x.related(o.sends[i], at)
	return row
}

// place makes a construct of an activation, unless there is one already.
func (x *audit) place(at replay.Activation) {
	p := place{at.Fn.Name, at.PC}
	if x.places[p] != nil {
		return
	}
	s := &shown{rows: map[rowKey]Row{}}
	s.Pos, s.End = x.expression(x.position(at))
	s.Decl = at.Fn.Decl
	x.places[p] = s
	x.order = append(x.order, p)
}

// constructs settles all cases.
func (x *audit) constructs() []Construct {
	for _, q := range x.cases {
		x.settle(q)
	}
	var out []Construct
	for _, p := range x.order {
		s := x.places[p]
		for _, r := range s.rows {
			s.Rows = append(s.Rows, r)
		}
		if !s.Pos.IsValid() || len(s.Rows) == 0 || x.configured[p] && !slices.ContainsFunc(s.Rows, Row.matters) {
			continue
		}
		slices.SortFunc(s.Rows, func(a, b Row) int {
			return cmp.Or(cmp.Compare(slices.Index(Audited(), a.Number), slices.Index(Audited(), b.Number)), cmp.Compare(a.Request, b.Request))
		})
		out = append(out, s.Construct)
	}
	slices.SortStableFunc(out, func(a, b Construct) int { return cmp.Compare(a.Pos, b.Pos) })
	return out
}

// settle turns a case into rows of its constructs.
func (x *audit) settle(q *inquiry) {
	here := x.owners(q)
	kind := Retry
	if len(here) == 0 {
		at, ok := x.innermost(q.request.Stack)
		if !ok || at.Fn.Off || x.elsewhere(q) {
			return // another package's
		}
		here, kind = []place{x.sender(at)}, Once
	}
	for _, p := range here {
		s := x.places[p]
		own := kind
		if x.polls(q, p) {
			own = Poll
		}
		if len(s.rows) == 0 || own < s.Kind {
			s.Kind = own
		}
		s.enter(q.root)
		for _, n := range Audited() {
			row := x.answer(q, p, n)
			if own == Poll && row.Verdict != Wrong {
				row.Verdict, row.Reason, row.At = Unjudged, reasonPoll, token.NoPos
			}
			keep(s.rows, rowKey{n, row.Request}, row)
		}
	}
}

// enter notes through which declaration the replay came to a construct.
func (s *shown) enter(root *replay.Func) {
	if i, found := slices.BinarySearch(s.Entries, root.Decl); !found {
		s.Entries = slices.Insert(s.Entries, i, root.Decl)
	}
}

// sender is the place of something that is sent once.
func (x *audit) sender(at replay.Activation) place {
	x.place(at)
	return place{at.Fn.Name, at.PC}
}

// owners are the places that bring sends about in a case: those of findings, and
// for other series the outermost of their owners, if none of them is among those.
func (x *audit) owners(q *inquiry) []place {
	var list []place
	add := func(p place) {
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	for _, n := range Audited() {
		if got := q.answers[n]; got != nil {
			for _, p := range x.order {
				if _, ok := got.wrong[p]; ok {
					add(p)
				}
			}
		}
	}
	for _, n := range Audited() {
		got := q.answers[n]
		if got == nil {
			continue
		}
		for _, o := range got.seen {
			if at, ok := x.owned(o, list); ok {
				x.place(at)
				add(place{at.Fn.Name, at.PC})
			}
		}
	}
	return list
}

// owned is the activation that a series belongs to: one of the given places, or
// its outermost owner. It is false where nothing is sent again, or somewhere
// else.
func (x *audit) owned(o observed, places []place) (replay.Activation, bool) {
	var best *owner
	for i := range o.owners {
		at, ok := x.placed(o.owners[i], func(*replay.Func) bool { return false })
		if ok && slices.Contains(places, place{at.Fn.Name, at.PC}) {
			return at, true
		}
		if _, ok = x.shownAt(o.owners[i]); ok && (best == nil || o.owners[i].index < best.index) {
			best = &o.owners[i]
		}
	}
	if best == nil {
		return replay.Activation{}, false
	}
	return x.shownAt(*best)
}

// shownAt is where an owner is shown: in another package if that has a finding
// for it, whatever the answer.
func (x *audit) shownAt(o owner) (replay.Activation, bool) {
	foreign := false
	at, ok := x.placed(o, func(fn *replay.Func) bool {
		foreign = true
		return x.reports(fn.Package(), blame{Internal, fn.Decl}) || x.reports(fn.Package(), blame{Assigned, fn.Decl})
	})
	if ok && foreign {
		x.configured[place{at.Fn.Name, at.PC}] = true
	}
	return at, ok
}

// elsewhere says whether a request is sent again by another package, where it
// belongs to.
func (x *audit) elsewhere(q *inquiry) bool {
	for _, got := range q.answers {
		if slices.ContainsFunc(got.seen, func(o observed) bool { return len(o.owners) > 0 }) {
			return true
		}
	}
	return false
}

// polls says whether a construct sends the request again after success.
func (x *audit) polls(q *inquiry, p place) bool {
	return slices.ContainsFunc(q.answers[Success].seen, func(o observed) bool {
		at, ok := x.owned(o, []place{p})
		return ok && p == place{at.Fn.Name, at.PC}
	})
}

// answer is what a construct does in a case under one answer: the worst of what
// has been seen.
func (x *audit) answer(q *inquiry, p place, number int) Row {
	got := q.answers[number]
	if got == nil {
		return Row{Number: number, Request: q.request.What, Reason: reasonAssign}
	}
	if row, ok := got.wrong[p]; ok {
		return row
	}
	var best *Row
	for _, o := range got.seen {
		at, ok := x.owned(o, []place{p})
		if !ok || p != (place{at.Fn.Name, at.PC}) {
			continue
		}
		row := x.row(number, o, max(1, o.breach), at)
		row.Verdict, row.Reason = x.verdict(number, o, row.Schedule)
		if fn := x.reportedElsewhere(number, o); fn != nil {
			row.Verdict, row.Reason = Unjudged, fmt.Sprintf(reasonElsewhere, fn.Package(), fn.Decl)
		}
		if best == nil || worse(row, *best) {
			best = &row
		}
	}
	if best == nil {
		best = &Row{Number: number, Request: q.request.What, Schedule: &Schedule{Ended: true}, Verdict: Right}
		if at, ok := x.innermost(q.request.Stack); ok && p != (place{at.Fn.Name, at.PC}) {
			if pos, _ := x.expression(x.position(at)); pos.IsValid() && pos != x.places[p].Pos {
				best.Related = []Place{{Pos: pos, Role: "send", Text: "the request is sent here"}}
			}
		}
	}
	switch {
	case number != Internal && number != Assigned:
		best.Verdict = Unjudged
		if got.undecided != "" {
			best.Reason, best.At = got.undecided, x.gaveUp(got.where)
		}
	case got.undecided != "" && best.Verdict != Unjudged:
		best.Verdict, best.Reason, best.At = Unclear, got.undecided, x.gaveUp(got.where)
	}
	if got.undecided != "" && best.Schedule.Sends() == 1 {
		best.Schedule = nil // nobody knows
	}
	return *best
}

// verdict judges a schedule that is no finding.
func (x *audit) verdict(number int, o observed, s *Schedule) (Verdict, string) {
	switch {
	case o.breach >= 0 && o.way.Limit:
		return Unclear, reasonLimit
	case o.breach >= 0:
		return Unclear, reasonAnswer
	case number != Internal:
		return Right, ""
	}
	for i, g := range s.Gaps {
		if i+2 < x.limits.MaxAttempts+2 {
			continue
		}
		if g.Unknown {
			return Unclear, reasonDelay
		}
		if g.Min < x.limits.EscalatedDelay {
			return Unclear, reasonRandom
		}
	}
	return Right, ""
}

// reportedElsewhere is the function of another package that has the finding for a
// series that is shown here; nil if none has.
func (x *audit) reportedElsewhere(number int, o observed) (fn *replay.Func) {
	if o.breach < 1 {
		return nil
	}
	j := &judge{limits: x.limits, number: number}
	x.placed(j.owner(o.run, o.breach), func(owner *replay.Func) bool {
		if fn == nil && x.reports(owner.Package(), blame{number, owner.Decl}) {
			fn = owner
		}
		return false
	})
	return fn
}

// gaveUp is the place in the package where a replay gave up.
func (x *audit) gaveUp(where []replay.Activation) token.Pos {
	if at, ok := x.innermost(where); ok {
		pos, _ := x.expression(x.position(at))
		return pos
	}
	return token.NoPos
}

// missed adds the roots of which not even the requests could be told.
func (x *audit) missed() {
	for _, u := range x.report.Undecided {
		root := x.prog.Func(u.Root)
		if u.Number != Success || !u.Pos.IsValid() || root.Off {
			continue
		}
		p := place{u.Root, -1}
		s := x.places[p]
		if s == nil {
			s = &shown{Construct: Construct{Pos: u.Pos, End: u.Pos, Decl: root.Decl, Kind: Unseen}, rows: map[rowKey]Row{}}
			x.places[p] = s
			x.order = append(x.order, p)
		}
		s.enter(root)
		row := Row{Request: u.Request, Verdict: Unclear, Reason: u.Reason, At: u.Pos}
		if u.Request == "" {
			row.Reason += ": " + reasonUnseen
		}
		keep(s.rows, rowKey{Success, u.Request}, row)
	}
}

// keep keeps the worse of two rows with one key.
func keep[K comparable](rows map[K]Row, key K, row Row) {
	if old, ok := rows[key]; !ok || worse(row, old) {
		rows[key] = row
	}
}

// matters says whether a rule is not content with a row.
func (r Row) matters() bool { return r.Verdict == Wrong || r.Verdict == Unclear }

// severity orders the verdicts.
var severity = [...]int{Unjudged: 0, Right: 1, Unclear: 2, Wrong: 3}

// worse says whether a row matters more than another: by its verdict, then by
// how eagerly it sends.
func worse(a, b Row) bool {
	if a.Verdict != b.Verdict {
		return severity[a.Verdict] > severity[b.Verdict]
	}
	if a.Schedule == nil || b.Schedule == nil {
		return b.Schedule == nil && a.Schedule != nil
	}
	if n, m := a.Schedule.Sends(), b.Schedule.Sends(); n != m {
		return n > m
	}
	if a.Schedule.Ended != b.Schedule.Ended {
		return b.Schedule.Ended
	}
	return a.Schedule.length() < b.Schedule.length()
}

// length is the greatest time from the first send to the last.
func (s *Schedule) length() (d time.Duration) {
	for _, g := range s.Gaps {
		d += g.Max
	}
	return d
}
