package retry

import (
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
// share. If its function is entered again below it, by recursion, then who
// made that call; if it called a function value that was made, or handed in,
// further out, then who did that.
func ownerOf(a, b *replay.Send) owner {
	common := 0
	for common+1 < len(a.Stack) && common+1 < len(b.Stack) && a.Stack[common+1].Frame == b.Stack[common+1].Frame {
		common++
	}
	o := owner{index: common, stack: b.Stack}
	for i := common + 1; i < len(b.Stack); i++ {
		if b.Stack[i].Fn == b.Stack[common].Fn {
			o.index = i - 1
			return o
		}
	}
	for i := len(b.Stack) - 1; i > common; i-- {
		if !b.Stack[i].Entered {
			continue
		}
		for k := common; k >= 0; k-- {
			if b.Stack[k].Frame == b.Stack[i].Maker {
				o.index = k
				return o
			}
		}
		// Made elsewhere: whoever handed it in.
		for o.index > 0 && b.Stack[o.index].Took(b.Stack[i]) {
			o.index--
		}
		if o.index < common {
			return o
		}
	}
	return o
}
