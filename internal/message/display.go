package message

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// onlyShows says whether the outcomes of a decision differ only in how the same
// text is shown: all that depends on it ends in the text itself, or in output
// that shows the text beside it.
func (j *judge) onlyShows(d *decision) bool {
	v, ok := d.instr.(ssa.Value)
	if !ok {
		return false
	}
	s := &shower{e: j.e, seen: map[ssa.Value]bool{}}
	return s.value(v) && s.showed
}

// isTruth says whether the outcome of a search leaves as a truth. Where code
// only branches on a sign that it finds, or cuts there, it takes the text apart
// to show it.
func (j *judge) isTruth(d *decision) bool {
	if d.match == matchEqual || d.match == matchOrder {
		return false
	}
	v, ok := d.instr.(ssa.Value)
	return ok && escapesAsTruth(v, 0)
}

// filters says whether a search for something that is not written down only
// chooses what is listed: an operator's search.
func (j *judge) filters(d *decision, y *walk) bool {
	switch d.match {
	case matchContains, matchPrefix, matchRegexp, matchGlob:
	default:
		return false
	}
	v, ok := d.instr.(ssa.Value)
	if !ok || y == nil || len(y.res.literals) > 0 {
		return false
	}
	s := &shower{e: j.e, seen: map[ssa.Value]bool{}, lists: true}
	return s.value(v)
}

func escapesAsTruth(v ssa.Value, depth int) bool {
	if depth > 4 || v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.Return:
			if isBool(v.Type()) {
				return true
			}
		case *ssa.BinOp, *ssa.Phi, *ssa.Extract, *ssa.UnOp:
			if u := r.(ssa.Value); (isBool(u.Type()) || isBool(v.Type())) && escapesAsTruth(u, depth+1) {
				return true
			}
		case *ssa.Store:
			if x.Val == v && isBool(v.Type()) {
				return true
			}
		case *ssa.If: // of a && b, a || b
			for _, succ := range x.Block().Succs {
				for _, instr := range succ.Instrs {
					if phi, ok := instr.(*ssa.Phi); ok && isBool(phi.Type()) && escapesAsTruth(phi, depth+1) {
						return true
					}
				}
			}
		}
	}
	return false
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// shower follows what a decision leads to.
type shower struct {
	e      *engine
	seen   map[ssa.Value]bool
	showed bool // something is shown one way or the other
	lists  bool // being put on a list, or not, is a way of being shown
	steps  int
}

// value says whether all uses of what was decided only show.
func (s *shower) value(v ssa.Value) bool {
	if s.seen[v] {
		return true
	}
	s.seen[v] = true
	if s.steps++; s.steps > 200 || v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.DebugRef:
		case *ssa.If:
			if !s.branch(x) {
				return false
			}
		case *ssa.BinOp:
			if !s.value(x) {
				return false
			}
		case *ssa.UnOp:
			if x.Op != token.NOT && x.Op != token.SUB || !s.value(x) {
				return false
			}
		case *ssa.Phi:
			if !s.value(x) {
				return false
			}
		case *ssa.Extract:
			if !isText(x.Type()) && !s.value(x) {
				return false
			}
		case *ssa.Return:
			if !isBool(v.Type()) || len(x.Results) != 1 || !s.askers(x.Parent()) {
				return false
			}
		case *ssa.Slice:
			// A part of the text.
			if !s.carries(x, x) {
				return false
			}
			s.showed = true
		default:
			return false
		}
	}
	return true
}

// branch says whether both ways of a branch only show the same text.
func (s *shower) branch(br *ssa.If) bool {
	block := br.Block()
	a, b := s.from(block.Succs[0], block), s.from(block.Succs[1], block)
	if leadsTo(a, block) != leadsTo(b, block) {
		return false // it ends a loop
	}
	apart := map[*ssa.BasicBlock]bool{}
	for x := range a {
		if !b[x] {
			apart[x] = true
		}
	}
	for x := range b {
		if !a[x] {
			apart[x] = true
		}
	}
	// Output is to come on both ways.
	shown := [2]bool{}
	// What both ways return, or hand on where they meet.
	var rets []*ssa.Return
	for _, x := range block.Parent().Blocks {
		if !apart[x] && !(a[x] && b[x]) {
			continue
		}
		for _, instr := range x.Instrs {
			if phi, ok := instr.(*ssa.Phi); ok && !apart[x] {
				if s.meets(phi, apart, block) && !s.shownPhi(phi) {
					return false
				}
				continue
			}
			if r, ok := instr.(*ssa.Return); ok && (apart[x] || len(rets) > 0 || s.endsApart(apart)) {
				rets = append(rets, r)
				continue
			}
			if !apart[x] {
				continue
			}
			out, ok := s.outputs(instr)
			if !out && !s.harmless(instr) || out && !ok {
				return false
			}
			if out {
				shown[0], shown[1] = shown[0] || a[x], shown[1] || b[x]
			}
		}
	}
	if shown[0] != shown[1] && !s.lists {
		return false
	}
	s.showed = s.showed || shown[0]
	if s.endsApart(apart) {
		for _, r := range rets {
			if !s.returns(r) {
				return false
			}
		}
	}
	return true
}

// from are the blocks that can be reached without passing through but.
func (s *shower) from(start, but *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	seen := map[*ssa.BasicBlock]bool{}
	todo := []*ssa.BasicBlock{start}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[b] || b == but {
			continue
		}
		seen[b] = true
		todo = append(todo, b.Succs...)
	}
	return seen
}

// endsApart says whether one of the ways returns on its own.
func (s *shower) endsApart(apart map[*ssa.BasicBlock]bool) bool {
	for b := range apart {
		if len(b.Instrs) > 0 {
			if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
				return true
			}
		}
	}
	return false
}

// meets says whether a phi joins different values of the two ways.
func (s *shower) meets(phi *ssa.Phi, apart map[*ssa.BasicBlock]bool, block *ssa.BasicBlock) bool {
	touched, differ := false, false
	for i, p := range phi.Block().Preds {
		touched = touched || apart[p] || p == block
		if p != block && !apart[p] && p.Dominates(block) {
			continue // the way into a loop
		}
		differ = differ || !sameValue(phi.Edges[i], phi.Edges[len(phi.Edges)-1])
	}
	return touched && differ
}

func sameValue(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	c, ok := a.(*ssa.Const)
	d, ok2 := b.(*ssa.Const)
	return ok && ok2 && c.Value != nil && d.Value != nil && c.Value.ExactString() == d.Value.ExactString()
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

// carries says whether a value holds message text for certain enough: it is a
// text that is made of it.
func (s *shower) carries(v ssa.Value, at ssa.Instruction) bool {
	if _, ok := v.(*ssa.Const); ok || !isText(v.Type()) {
		return false
	}
	w := s.e.origins(node{v: v, at: at})
	return w.res.text || s.e.origins(node{v: v, at: at, up: true}).res.text
}

// returns says whether a return hands the text on and nothing else that
// depends on the way.
func (s *shower) returns(r *ssa.Return) bool {
	switch len(r.Results) {
	case 0:
		return true
	case 1:
	default:
		return false
	}
	if isBool(r.Results[0].Type()) {
		return s.askers(r.Parent())
	}
	if !s.carries(r.Results[0], r) && !s.shownByCallers(r.Parent()) {
		return false
	}
	s.showed = true
	return true
}

// askers says whether all who call a predicate only show what depends on it.
func (s *shower) askers(fn *ssa.Function) bool {
	callers := s.e.callers[fn]
	if exported(fn) || fn.Parent() != nil || len(callers) == 0 {
		return false
	}
	for _, c := range callers {
		v, ok := c.site.(*ssa.Call)
		if !ok || c.dynamic || !s.value(v) {
			return false
		}
	}
	return true
}

// leadsTo says whether one of the blocks leads to b.
func leadsTo(from map[*ssa.BasicBlock]bool, b *ssa.BasicBlock) bool {
	for _, p := range b.Preds {
		if from[p] {
			return true
		}
	}
	return false
}

// harmless says whether an instruction changes nothing but what is shown.
func (s *shower) harmless(instr ssa.Instruction) bool {
	switch x := instr.(type) {
	case *ssa.MapUpdate, *ssa.Send, *ssa.Go, *ssa.Defer, *ssa.Panic, *ssa.RunDefers, *ssa.Select:
		return false
	case *ssa.Store:
		base, _ := s.e.canon(x.Addr)
		a, ok := base.(*ssa.Alloc)
		return ok && (a.Comment == "varargs" || s.lists && !s.e.escaping(a, 0))
	case *ssa.Call:
		if _, ok := x.Call.Value.(*ssa.Builtin); ok {
			return true
		}
		f := stdCallee(&x.Call)
		if f == nil {
			return false
		}
		pkg := f.Pkg().Path()
		return carriers[pkg] && pkg != "sync" && pkg != "sync/atomic" && pkg != "io" && pkg != "errors" &&
			x.Call.Signature().Results().Len() > 0
	case *ssa.UnOp:
		return x.Op != token.ARROW
	}
	return true
}
