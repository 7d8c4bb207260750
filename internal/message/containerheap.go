package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// pushesToHeap calls the method Push of its first argument with the second.
const pushesToHeap = "container/heap.Push"

// heapPush is the method that heap.Push calls, nil if it is not of this
// package.
func (e *engine) heapPush(c *ssa.CallCommon) (*ssa.Function, []operand) {
	m, ok := c.Args[0].(*ssa.MakeInterface)
	if !ok {
		return nil, nil
	}
	obj, _, _ := types.LookupFieldOrMethod(m.X.Type(), true, e.in.Source.Pkg, "Push")
	f, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	fn := body(e.prog.FuncValue(f.Origin()))
	if fn == nil || !e.own[fn] {
		return nil, nil
	}
	return fn, []operand{{v: m.X}, {v: c.Args[1]}}
}
