package message

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// alive says whether a block can be reached in an activation: a branch on a
// parameter whose argument is a constant goes one way only.
func alive(f *frame, b *ssa.BasicBlock) bool {
	if f == nil || b.Parent() != f.fn {
		return true
	}
	if !f.pruned {
		f.pruned = true
		f.live = f.reach()
	}
	return f.live == nil || f.live[b]
}

func (f *frame) reach() map[*ssa.BasicBlock]bool {
	known := false
	for i := range f.args {
		if f.constant(i) != nil {
			known = true
		}
	}
	if !known || len(f.fn.Blocks) == 0 {
		return nil
	}
	live := map[*ssa.BasicBlock]bool{}
	todo := []*ssa.BasicBlock{f.fn.Blocks[0]}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if live[b] {
			continue
		}
		live[b] = true
		if br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
			if holds, ok := f.decide(br.Cond); ok {
				if holds {
					todo = append(todo, b.Succs[0])
				} else {
					todo = append(todo, b.Succs[1])
				}
				continue
			}
		}
		todo = append(todo, b.Succs...)
	}
	return live
}

// decide works out a comparison of two constants.
func (f *frame) decide(v ssa.Value) (holds, ok bool) {
	switch x := v.(type) {
	case *ssa.UnOp:
		if x.Op == token.NOT {
			holds, ok = f.decide(x.X)
			return !holds, ok
		}
	case *ssa.BinOp:
		a, b := f.value(x.X), f.value(x.Y)
		if a == nil || b == nil || a.Kind() != b.Kind() {
			return false, false
		}
		switch x.Op {
		case token.EQL, token.NEQ, token.LSS, token.GTR, token.LEQ, token.GEQ:
			if a.Kind() == constant.Bool && x.Op != token.EQL && x.Op != token.NEQ {
				return false, false
			}
			return constant.Compare(a, x.Op, b), true
		}
	case *ssa.Const, *ssa.Parameter:
		if c := f.value(v); c != nil && c.Kind() == constant.Bool {
			return constant.BoolVal(c), true
		}
	}
	return false, false
}

func (f *frame) value(v ssa.Value) constant.Value {
	switch x := v.(type) {
	case *ssa.Const:
		return x.Value
	case *ssa.Parameter:
		for i, p := range f.fn.Params {
			if p == x {
				return f.constant(i)
			}
		}
	}
	return nil
}

func (f *frame) constant(i int) constant.Value {
	if i >= len(f.args) || f.args[i].p != nil {
		return nil
	}
	switch x := f.args[i].v.(type) {
	case *ssa.Const:
		return x.Value
	case *ssa.Parameter:
		if f.parent != nil && f.parent.fn == x.Parent() {
			return f.parent.value(x)
		}
	}
	return nil
}
