package retry

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/replay"
)

// successes are what an entry does while all requests succeed.
type successes struct {
	a        *analysis
	fn       *replay.Func
	requests []*replay.Send // the first of each, at most maxRequests
	known    map[string]bool
	polls    map[string]map[string]bool // by way: the owners that send again all the same
}

// explore learns the requests, and the polls of a way; it says why not all
// could be seen, "" if it could.
func (s *successes) explore(way replay.Way) (missed string, where []replay.Activation) {
	polls := map[string]bool{}
	s.polls[wayKey(way)] = polls
	if s.known == nil {
		s.known = map[string]bool{}
	}
	return s.a.explorer.Succeeding(s.fn, way, func(sends []*replay.Send) bool {
		for _, r := range sends {
			if !s.known[r.Key] && len(s.requests) < maxRequests {
				s.known[r.Key] = true
				s.requests = append(s.requests, r)
			}
		}
		for _, series := range series(sends) {
			for i, again := range series[1:] {
				polls[ownerOf(series[i], again).key()] = true
			}
		}
		return true
	})
}

// pollsOn are the polls of a way; nil is any way.
func (s *successes) pollsOn(way replay.Way) map[string]bool {
	if p, ok := s.polls[wayKey(way)]; ok {
		return p
	}
	if missed, _ := s.explore(way); missed != "" {
		// What cannot be told may well be a poll.
		s.polls[wayKey(way)] = s.polls[wayKey(nil)]
	}
	return s.polls[wayKey(way)]
}

func wayKey(way replay.Way) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(way)) {
		fmt.Fprintf(&b, "%s=%d\n", k, way[k])
	}
	return b.String()
}

// series are the sends of each request. After a request that changes what the
// service knows, the others start afresh.
func series(sends []*replay.Send) [][]*replay.Send {
	var out [][]*replay.Send
	open := map[string]int{}
	for _, s := range sends {
		if s.Changes() {
			for k := range open {
				if k != s.Key {
					delete(open, k)
				}
			}
		}
		i, ok := open[s.Key]
		if !ok {
			i = len(out)
			open[s.Key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}
