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
// share; over a queue, the innermost that put it there, and had sent it or put it
// there before. If its function is entered once more below it, by recursion, then
// who made that call; if it called a function value that was made, or handed in,
// further out, then who did that.
func ownerOf(a, b *replay.Send) owner {
	o := owner{index: max(0, shared(a.Stack, b.Stack)), stack: b.Stack}
	// What passes through a library's own channels is put there by nobody else.
	if k := max(shared(a.Stack, b.Via), shared(a.Via, b.Via)); k >= 0 && (b.Via[k].Fn.Speaks() || !o.at().Fn.Speaks()) {
		o.index = slices.IndexFunc(b.Stack, func(at replay.Activation) bool { return at.Frame == b.Via[k].Frame })
		if o.index < 0 {
			return owner{index: k, stack: b.Via}
		}
		return o.outward(o.index)
	}
	inner := o.index
	if fn := o.at().Fn; entries(b.Stack[o.index+1:], fn) > entries(a.Stack[o.index+1:], fn) {
		o.index += slices.IndexFunc(b.Stack[o.index+1:], func(at replay.Activation) bool { return at.Fn == fn })
		inner = o.index + 1
	}
	return o.outward(inner)
}

// outward moves to who made, or handed in, the function value through which the
// activation at index inner, the owner or one below it, sends.
func (o owner) outward(inner int) owner {
	for i := len(o.stack) - 1; i > inner; i-- {
		if !o.stack[i].Entered {
			continue
		}
		for k := o.index; k >= 0; k-- {
			if o.stack[k].Frame == o.stack[i].Maker {
				return owner{index: handedIn(o.stack, k, i), stack: o.stack}
			}
		}
		// Made elsewhere: whoever handed it in.
		if k := handedIn(o.stack, o.index, i); k < o.index {
			return owner{index: k, stack: o.stack}
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
