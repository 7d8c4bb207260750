package replay

import "slices"

// leads are, by request, the choices that lead to where it is first sent while
// all succeeds. As long as it has not been sent nothing fails, so that whoever
// pins it need not look at ways that do not lead there.
type leads struct {
	root *Func
	to   map[string][][]choice // a request with nil is sent in too many ways
}

// mostLeads is how many ways to one request are remembered.
const mostLeads = 64

// note notes what is sent on a path.
func (l *leads) note(p Path) {
	if l.to == nil {
		l.to = map[string][][]choice{}
	}
	seen := map[string]bool{}
	for _, s := range p.Sends {
		if seen[s.Key] {
			continue
		}
		seen[s.Key] = true
		ways, known := l.to[s.Key]
		lead := p.log[:min(s.asked, len(p.log))]
		switch {
		case known && ways == nil, slices.ContainsFunc(ways, func(w []choice) bool { return sameChoices(w, lead) }):
		case len(ways) == mostLeads:
			l.to[s.Key] = nil
		default:
			l.to[s.Key] = append(ways, lead)
		}
	}
}

func sameChoices(a, b []choice) bool {
	return slices.EqualFunc(a, b, func(a, b choice) bool { return a.key == b.key && a.taken == b.taken })
}

// astray says whether a way, and another choice after it, cannot lead to the
// first of the requests that are pinned.
func (e *exploration) astray(way []choice, last choice) bool {
	if e.root != e.leads.root || len(e.targets) == 0 {
		return false
	}
	leads := e.leads.to[e.targets[0]]
	return leads != nil && !slices.ContainsFunc(leads, func(lead []choice) bool {
		for _, l := range lead {
			if l.key == last.key && l.taken != last.taken || slices.ContainsFunc(way, func(c choice) bool { return c.key == l.key && c.taken != l.taken }) {
				return false
			}
		}
		return true
	})
}
