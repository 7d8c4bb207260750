package retry

import (
	"maps"

	"github.com/vpplint/vpplint/internal/replay"
)

// judge reads a list of sends under one pinned number.
type judge struct {
	limits Limits
	number int
	// polls says which owners send again after success, too, while what the
	// configuration is goes a given way; nil asks for any way.
	polls func(replay.Way) map[string]bool
	// settled are the polls on the path that was proven last.
	settled map[string]bool

	last timeline // of the path that was judged last, as long as no poll is on it
}

// run is a series of sends of one request that share a schedule.
type run struct {
	sends  []*replay.Send
	owners []owner // owners[i] brought send i+1 about
}

// runs cuts the sends of pinned requests into schedules. A schedule ends where
// a poll sends again, and where another request has changed what the service
// knows.
func runs(sends []*replay.Send, polls map[string]bool) []*run {
	var t timeline
	t.extend(sends, polls)
	return t.runs
}

// timeline is sends cut into schedules, as far as they have been seen.
type timeline struct {
	seen []*replay.Send
	runs []*run
	open map[string]*run
}

// extend goes on with the sends that have not been seen, or begins anew where
// they are those of another path.
func (t *timeline) extend(sends []*replay.Send, polls map[string]bool) {
	n := len(t.seen)
	if n == 0 || len(sends) < n || sends[0] != t.seen[0] || sends[n-1] != t.seen[n-1] {
		*t = timeline{open: map[string]*run{}}
		n = 0
	}
	t.seen = sends
	for _, s := range sends[n:] {
		t.add(s, polls)
	}
}

func (t *timeline) add(s *replay.Send, polls map[string]bool) {
	if s.Changes() {
		maps.DeleteFunc(t.open, func(key string, _ *run) bool { return key != s.Key })
	}
	if !s.Pinned {
		return
	}
	r := t.open[s.Key]
	if r != nil {
		o := ownerOf(r.sends[len(r.sends)-1], s)
		if polls[o.key()] {
			r = nil
		} else {
			r.sends = append(r.sends, s)
			r.owners = append(r.owners, o)
		}
	}
	if r == nil {
		r = &run{sends: []*replay.Send{s}}
		t.open[s.Key] = r
		t.runs = append(t.runs, r)
	}
}

// proven says whether the last send proves a defect.
func (j *judge) proven(sends []*replay.Send, way replay.Way) bool {
	j.settled = map[string]bool{}
	for {
		r, i := j.worst(sends)
		if r == nil {
			return false
		}
		again := false
		for _, o := range r.owners[:i] {
			if k := o.key(); j.polls(nil)[k] && !j.settled[k] && j.polls(way)[k] {
				j.settled[k], again = true, true
			}
		}
		if !again {
			return true
		}
	}
}

// worst is the first schedule that breaks the rule, and the send that does.
func (j *judge) worst(sends []*replay.Send) (*run, int) {
	cut := &timeline{}
	if len(j.settled) == 0 {
		cut = &j.last
	}
	cut.extend(sends, j.settled)
	for _, r := range cut.runs {
		if i := j.breach(r); i >= 0 {
			return r, i
		}
	}
	return nil, -1
}

// breach is the index of the send that breaks the rule, or -1.
func (j *judge) breach(r *run) int {
	for i := 1; i < len(r.sends); i++ {
		if j.number == Assigned {
			if r.sends[i].CanAssign() {
				return i
			}
			continue
		}
		// Send 1 is the first attempt. After more than MaxAttempts attempts,
		// the next ones belong EscalatedDelay later.
		if i+1 < j.limits.MaxAttempts+2 {
			continue
		}
		if _, hi, known := replay.Gap(r.sends[i-1], r.sends[i]); known && hi < j.limits.EscalatedDelay {
			return i
		}
	}
	return -1
}

// owner says who is to blame for the send at index i: whoever brought about so
// many sends in a row that it breaks the rule alone, else the outermost.
func (j *judge) owner(r *run, i int) owner {
	last := r.owners[i-1]
	need := 1
	if j.number == Internal {
		need = j.limits.MaxAttempts + 1
	}
	alone := 0
	for k := i - 1; k >= 0 && r.owners[k].key() == last.key(); k-- {
		alone++
	}
	if alone >= need {
		return last
	}
	best := last
	for _, o := range r.owners[:i] {
		if o.index < best.index {
			best = o
		}
	}
	return best
}
