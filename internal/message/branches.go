package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// branch says whether both ways of a branch only show the same text.
func (s *shower) branch(br *ssa.If) bool {
	block := br.Block()
	a, b := s.from(block.Succs[0], block), s.from(block.Succs[1], block)
	if leadsTo(a, block) != leadsTo(b, block) {
		return false // it ends a loop
	}
	apart := make(blocks, len(a))
	for i := range apart {
		apart[i] = a[i] != b[i]
	}
	endsApart := s.endsApart(apart, block)
	// Output is to come on both ways.
	shown := [2]bool{}
	// What both ways return, or hand on where they meet.
	var rets []*ssa.Return
	for _, x := range block.Parent().Blocks {
		if !a.has(x) && !b.has(x) {
			continue
		}
		for _, instr := range x.Instrs {
			if phi, ok := instr.(*ssa.Phi); ok && !apart.has(x) {
				if s.meets(phi, apart, block) && !s.shownPhi(phi) {
					return false
				}
				continue
			}
			if r, ok := instr.(*ssa.Return); ok && (apart.has(x) || len(rets) > 0 || endsApart) {
				rets = append(rets, r)
				continue
			}
			if !apart.has(x) {
				continue
			}
			out, ok := s.outputs(instr)
			if !out && !s.harmless(instr) || out && !ok {
				return false
			}
			if out {
				shown[0], shown[1] = shown[0] || a.has(x), shown[1] || b.has(x)
			}
		}
	}
	if shown[0] != shown[1] && !s.lists {
		return false
	}
	s.showed = s.showed || shown[0]
	if endsApart {
		for _, r := range rets {
			if !s.returns(r) {
				return false
			}
		}
	}
	return true
}

// blocks are some blocks of a function, by their numbers: functions have
// thousands, and all of them are asked for each branch.
type blocks []bool

func (b blocks) has(x *ssa.BasicBlock) bool { return b[x.Index] }

// from are the blocks that can be reached without passing through but.
func (s *shower) from(start, but *ssa.BasicBlock) blocks {
	seen := make(blocks, len(start.Parent().Blocks))
	todo := []*ssa.BasicBlock{start}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen.has(b) || b == but {
			continue
		}
		seen[b.Index] = true
		todo = append(todo, b.Succs...)
	}
	return seen
}

// endsApart says whether one of the ways returns on its own.
func (s *shower) endsApart(apart blocks, of *ssa.BasicBlock) bool {
	for _, b := range of.Parent().Blocks {
		if apart.has(b) && len(b.Instrs) > 0 {
			if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
				return true
			}
		}
	}
	return false
}

// meets says whether a phi joins different values of the two ways.
func (s *shower) meets(phi *ssa.Phi, apart blocks, block *ssa.BasicBlock) bool {
	touched, differ := false, false
	for i, p := range phi.Block().Preds {
		touched = touched || apart.has(p) || p == block
		if p != block && !apart.has(p) && p.Dominates(block) {
			continue // the way into a loop
		}
		differ = differ || !sameValue(phi.Edges[i], phi.Edges[len(phi.Edges)-1])
	}
	return touched && differ
}

// shownPhi says whether a value that depends on the decision is the text one
// way or the other, or is only shown beside the text.
func (s *shower) shownPhi(phi *ssa.Phi) bool {
	if isBool(phi.Type()) {
		return s.value(phi)
	}
	if _, ok := phi.Type().Underlying().(*types.Slice); ok && s.lists {
		return true
	}
	all := true
	for _, e := range phi.Edges {
		if !s.carries(e, phi) {
			all = false
		}
	}
	if all {
		s.showed = true
		return true
	}
	if s.besideText(phi, 0) {
		s.showed = true
		return true
	}
	return false
}

func sameValue(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	c, ok := a.(*ssa.Const)
	d, ok2 := b.(*ssa.Const)
	return ok && ok2 && c.Value != nil && d.Value != nil && c.Value.ExactString() == d.Value.ExactString()
}

// leadsTo says whether one of the blocks leads to b.
func leadsTo(from blocks, b *ssa.BasicBlock) bool {
	for _, p := range b.Preds {
		if from.has(p) {
			return true
		}
	}
	return false
}
