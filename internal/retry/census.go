package retry

import (
	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/replay"
)

// Census is what has come of replaying every loop of a package, whether or not
// it has to do with VPP.
type Census struct {
	Functions   int            // translated
	Loops       int            // of these: declared, and with a loop, in a closure at least
	Decided     int            // replays of loops, each under each number, that came to an end
	Resent      int            // of Decided: something is sent again too soon
	Undecided   int            // replays that met what they do not know
	OutOfBudget int            // replays that were too long
	Steps       int            // in all
	Reasons     map[string]int // why replays were not decided
	Broken      []string       // functions whose replay is at fault itself, with the reason
}

// CensusBudget bounds the replay of one loop under one number.
var CensusBudget = replay.Budget{Runs: 20, Choices: 100, Steps: 10_000, Total: 40_000, Lost: 2, Depth: 100, Sends: 20}

// maxCensusRequests is how many requests of one loop are pinned, one by one.
const maxCensusRequests = 2

// TakeCensus replays every loop of a package under both numbers, as if all that
// can fail were a request to the service.
func TakeCensus(in Input, limits Limits) Census {
	a := newAnalysis(in, limits)
	a.explorer.Open = true
	c := Census{Functions: len(in.Package.Package.Funcs), Reasons: map[string]int{}}
	for _, f := range a.prog.Funcs(in.Package.Package.Path) {
		if f.Parent != "" || f.Wrapper || !a.loops(f, map[string]bool{}) {
			continue
		}
		c.Loops++
		s := &successes{a: a, fn: f, polls: map[string]map[string]bool{}}
		missed, _ := s.explore(nil)
		for _, n := range []int{Internal, Assigned} {
			resent, undecided := a.census(s, n, missed)
			c.count(resent, undecided)
			if replay.Defect(undecided) {
				c.Broken = append(c.Broken, f.Name+": "+undecided)
			}
		}
	}
	c.Steps = a.explorer.Stats.Steps
	return c
}

// census replays a loop under a number, with its requests pinned in turn. It
// says whether something is sent again too soon, and what could not be decided.
func (a *analysis) census(s *successes, number int, missed string) (resent bool, undecided string) {
	keys := []string{""} // nothing is sent, and so nothing is pinned
	for i, r := range s.requests {
		if i == maxCensusRequests {
			break
		}
		keys = append(keys[:i], r.Key)
	}
	j := &judge{limits: a.limits, number: number, polls: s.pollsOn}
	undecided = missed
	for _, key := range keys {
		out := a.explorer.Pinned(s.fn, []string{key}, int64(number), j.proven)
		resent = resent || out.Found
		if undecided == "" {
			undecided = out.Undecided
		}
	}
	return resent, undecided
}

func (c *Census) count(resent bool, undecided string) {
	switch {
	case resent:
		c.Decided++
		c.Resent++
	case undecided == "":
		c.Decided++
	default:
		c.Reasons[undecided]++
		if replay.OutOfBudget(undecided) {
			c.OutOfBudget++
		} else {
			c.Undecided++
		}
	}
}

// loops says whether a function, or a closure in it, goes back to where it was.
func (a *analysis) loops(f *replay.Func, seen map[string]bool) bool {
	if seen[f.Name] {
		return false
	}
	seen[f.Name] = true
	if cyclic(f.Func) {
		return true
	}
	for _, name := range a.prog.Mentioned(f) {
		if g := a.prog.Func(name); g != nil && g.Parent != "" && a.loops(g, seen) {
			return true
		}
	}
	return false
}

// cyclic says whether the blocks of a function form a cycle.
func cyclic(f *body.Func) bool {
	const open, done = 1, 2
	state := make([]uint8, len(f.Blocks))
	type visit struct{ block, next int32 }
	for start := range f.Blocks {
		if state[start] != 0 {
			continue
		}
		state[start] = open
		for stack := []visit{{int32(start), 0}}; len(stack) > 0; {
			at := &stack[len(stack)-1]
			succs := f.Blocks[at.block].Succs
			if int(at.next) == len(succs) {
				state[at.block] = done
				stack = stack[:len(stack)-1]
				continue
			}
			to := succs[at.next]
			at.next++
			switch state[to] {
			case open:
				return true
			case 0:
				state[to] = open
				stack = append(stack, visit{to, 0})
			}
		}
	}
	return false
}
