package replay

import "maps"

// WayThrough is one way through a root, for the audit.
type WayThrough struct {
	Path
	// Answer says that it hangs on what else the answer says, Limit that it
	// hangs on a limit that could not be resolved.
	Answer, Limit bool
}

// maxWays is how many ways through a root are shown at most.
const maxWays = 200

// Ways replays a root with requests pinned, along one way after the other, also
// behind one that could not be followed to its end. It decides nothing: that is
// [Explorer.Pinned]'s, which need not see them all. It returns false where there
// are more ways than it has walked.
func (x *Explorer) Ways(root *Func, targets []string, number int64, each func(WayThrough)) (all bool) {
	sending := maps.Clone(x.sending) // what Pinned has seen, which decides what is entered
	defer func() { x.sending = sending }()
	e := &exploration{Explorer: x, root: root, budget: x.Budget, targets: targets, number: number}
	e.budget.Runs = min(e.budget.Runs, maxWays)
	e.visit = func(*machine, *Send) bool { return false }
	open := [][]int{nil}
	for len(open) > 0 {
		prefix := open[len(open)-1]
		open = open[:len(open)-1]
		p, log, ok := e.path(prefix)
		if !ok {
			return false
		}
		w := WayThrough{Path: p}
		for i, c := range log {
			w.Answer = w.Answer || c.every && !c.limit
			w.Limit = w.Limit || c.limit
			for way := c.n - 1; i >= len(prefix) && way >= 1; way-- {
				open = append(open, append(taken(log[:i]), way))
			}
		}
		each(w)
	}
	return true
}

// taken are the ways that choices went.
func taken(log []choice) []int {
	ways := make([]int, len(log))
	for i, c := range log {
		ways[i] = c.taken
	}
	return ways
}
