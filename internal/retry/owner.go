package retry

import (
	"slices"
	"strconv"

	"github.com/vpplint/vpplint/internal/replay"
)

// owner is the activation that brought a send about.
type owner struct {
	index int // in the stack of the send
	stack []replay.Activation
}

func (o owner) at() replay.Activation { return o.stack[o.index] }

func (o owner) key() string {
	a := o.at()
	return a.Fn.Name + ":" + strconv.Itoa(a.PC)
}

// ownerOf finds who sent b after a: the innermost activation that both sends
// share. If its function is entered once more below it, by recursion, then who
// made that call; if it called a function value that was made, or handed in,
// further out, then who did that.
func ownerOf(a, b *replay.Send) owner {
	if b.Via != nil {
		// It went over a queue: the innermost that put it there, and had sent it
		// or put it there before.
		if k := max(shared(a.Stack, b.Via), shared(a.Via, b.Via)); k >= 0 {
			if i := slices.IndexFunc(b.Stack, func(at replay.Activation) bool { return at.Frame == b.Via[k].Frame }); i >= 0 {
				return owner{index: i, stack: b.Stack} // it sends what it puts there
			}
			return owner{index: k, stack: b.Via}
		}
	}
	common := max(0, shared(a.Stack, b.Stack))
	o := owner{index: common, stack: b.Stack}
	if fn := b.Stack[common].Fn; entries(b.Stack[common+1:], fn) > entries(a.Stack[common+1:], fn) {
		o.index = common + slices.IndexFunc(b.Stack[common+1:], func(at replay.Activation) bool { return at.Fn == fn })
		return o
	}
	for i := len(b.Stack) - 1; i > common; i-- {
		if !b.Stack[i].Entered {
			continue
		}
		for k := common; k >= 0; k-- {
			if b.Stack[k].Frame == b.Stack[i].Maker {
				return owner{index: handedIn(b.Stack, k, i), stack: b.Stack}
			}
		}
		// Made elsewhere: whoever handed it in.
		if o.index = handedIn(b.Stack, common, i); o.index < common {
			return o
		}
	}
	return o
}

// handedIn walks outward from the activation at index k while it was handed one
// of the function values that were entered at index i or further in.
func handedIn(stack []replay.Activation, k, i int) int {
	for k > 0 && slices.ContainsFunc(stack[i:], stack[k].Took) {
		k--
	}
	return k
}

// entries counts how often a function is active.
func entries(stack []replay.Activation, fn *replay.Func) (n int) {
	for _, at := range stack {
		if at.Fn == fn {
			n++
		}
	}
	return n
}

// shared is the index of the innermost activation that two stacks share, -1 if
// there is none.
func shared(a, b []replay.Activation) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].Frame == b[n].Frame {
		n++
	}
	return n - 1
}
