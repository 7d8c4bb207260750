package message

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// What is shown beside the text is a way of showing it: its colour, its icon,
// its level.

// shownByCallers says whether all callers of a helper show what it returns
// beside the text: its colour.
func (s *shower) shownByCallers(fn *ssa.Function) bool {
	callers := s.e.callers[fn]
	if exported(fn) || fn.Parent() != nil || len(callers) == 0 {
		return false
	}
	for _, c := range callers {
		v, ok := c.site.(*ssa.Call)
		if !ok || c.dynamic || !isText(v.Type()) || !s.besideText(v, 0) {
			return false
		}
	}
	return true
}

// besideText says whether a value is only used to build output in which the
// text is too.
func (s *shower) besideText(v ssa.Value, depth int) bool {
	if depth > 6 || v.Referrers() == nil {
		return false
	}
	used := false
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.DebugRef:
			continue
		case *ssa.BinOp:
			if x.Op != token.ADD || !s.carries(x, x) && !s.besideText(x, depth+1) {
				return false
			}
		case *ssa.MakeInterface, *ssa.ChangeType, *ssa.Convert, *ssa.Phi:
			if !s.besideText(x.(ssa.Value), depth+1) {
				return false
			}
		case *ssa.Store:
			if !s.intoOutput(x, depth+1) {
				return false
			}
		case *ssa.Call:
			if out, text := s.outputs(x); !(out && text) && !s.passedBeside(x, v, depth+1) {
				return false
			}
		default:
			return false
		}
		used = true
	}
	return used
}

// intoOutput says whether a store is into what a call prints, with the text.
func (s *shower) intoOutput(st *ssa.Store, depth int) bool {
	switch a := st.Addr.(type) {
	case *ssa.IndexAddr:
		arr, ok := a.X.(*ssa.Alloc)
		return ok && arr.Comment == "varargs" && s.printed(arr)
	case *ssa.FieldAddr:
		card, ok := a.X.(*ssa.Alloc)
		return ok && s.hasText(card) && s.rendered(card, depth)
	}
	return false
}

// printed says whether the arguments of a variadic call are printed, and the
// text is among them.
func (s *shower) printed(varargs *ssa.Alloc) bool {
	used := false
	for _, r := range *varargs.Referrers() {
		sl, ok := r.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, u := range *sl.Referrers() {
			c, ok := u.(*ssa.Call)
			if !ok {
				return false
			}
			f := stdCallee(c.Common())
			if f == nil || !printers()[f.Pkg().Path()] || !s.amongArgs(c) {
				return false
			}
			used = true
		}
	}
	return used
}

// amongArgs says whether one of the arguments of a call shows the text.
func (s *shower) amongArgs(c *ssa.Call) bool {
	return slices.ContainsFunc(withReceiver(c.Common()), func(a ssa.Value) bool {
		return slices.ContainsFunc(s.e.varargs(a), func(v ssa.Value) bool { return s.shows(v, c) })
	})
}

// passedBeside says whether a function of this package, which is also passed
// the text, only shows what it is passed in v.
func (s *shower) passedBeside(c *ssa.Call, v ssa.Value, depth int) bool {
	fn := body(c.Call.StaticCallee())
	if fn == nil || !s.e.own[fn] || !s.amongArgs(c) {
		return false
	}
	i := slices.Index(c.Call.Args, v)
	return i >= 0 && i < len(fn.Params) && s.besideText(fn.Params[i], depth+1)
}

// hasText says whether a field of a struct is filled with the text.
func (s *shower) hasText(card *ssa.Alloc) bool {
	for _, r := range *card.Referrers() {
		fa, ok := r.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, r := range *fa.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == fa && s.shows(st.Val, st) {
				return true
			}
		}
	}
	return false
}

// rendered says whether a value goes into a template, or is printed, and
// nowhere else.
func (s *shower) rendered(v ssa.Value, depth int) bool {
	if depth > 8 || v.Referrers() == nil {
		return false
	}
	used := false
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.DebugRef:
			continue
		case *ssa.FieldAddr:
			if slices.ContainsFunc(*x.Referrers(), func(r ssa.Instruction) bool { _, ok := r.(*ssa.Store); return !ok }) {
				return false
			}
			continue
		case *ssa.UnOp, *ssa.MakeInterface, *ssa.Phi, *ssa.Slice:
			if !s.rendered(x.(ssa.Value), depth+1) {
				return false
			}
		case *ssa.Store: // into a list, or a larger struct
			if x.Val != v {
				continue
			}
			base, _ := s.e.canon(x.Addr)
			a, ok := base.(*ssa.Alloc)
			if !ok || !(a.Comment == "varargs" && s.printed(a)) && !s.rendered(a, depth+1) {
				return false
			}
		case *ssa.Call:
			if b, ok := x.Call.Value.(*ssa.Builtin); ok {
				if b.Name() == "append" && !s.rendered(x, depth+1) {
					return false
				}
				break
			}
			f := stdCallee(&x.Call)
			if f == nil || !executors()[funcName(f)] && !prints(f) {
				return false
			}
		default:
			return false
		}
		used = true
	}
	return used
}

// shows says whether a print of a value shows the text.
func (s *shower) shows(v ssa.Value, at ssa.Instruction) bool {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	if isText(v.Type()) {
		return s.carries(v, at)
	}
	if isBasic(v.Type()) {
		return false
	}
	w := s.e.newWalk(nil)
	w.text(node{v: v, at: at, up: true}, v)
	w.run()
	return w.res.text
}

// outputs says whether an instruction writes something for people, and whether
// the text is in that.
func (s *shower) outputs(instr ssa.Instruction) (out, text bool) {
	x, ok := instr.(*ssa.Call)
	if !ok {
		return false, false
	}
	f := stdCallee(&x.Call)
	if f == nil {
		return false, false
	}
	m, ok := fills(f)
	if !(ok && m.how == putWords) && !prints(f) {
		return false, false
	}
	args := withReceiver(&x.Call)
	for _, a := range args[min(m.from, len(args)):] {
		if slices.ContainsFunc(s.e.varargs(a), func(v ssa.Value) bool { return s.shows(v, x) }) {
			return true, true
		}
	}
	return true, false
}
