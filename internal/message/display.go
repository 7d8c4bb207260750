package message

import (
	"go/token"

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
		return carriers()[pkg] && pkg != "sync" && pkg != "sync/atomic" && pkg != "io" && pkg != "errors" &&
			x.Call.Signature().Results().Len() > 0
	case *ssa.UnOp:
		return x.Op != token.ARROW
	}
	return true
}
