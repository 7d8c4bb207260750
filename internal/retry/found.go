package retry

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/replay"
)

// found turns a proven path into a finding, once for each construct and rule.
func (a *analysis) found(j *judge, p replay.Path) {
	for _, r := range runs(p.Sends, j.settled) {
		i := j.breach(r)
		if i < 0 {
			continue
		}
		o := j.owner(r, i)
		if o.at().Fn.Package() == a.in.Package.Package.Path {
			a.blamed[blame{j.number, o.at().Fn.Decl}] = true
		}
		at, ok := a.here(o, j.number)
		if !ok {
			continue
		}
		pos := a.position(at)
		key := strconv.Itoa(j.number) + " " + at.Fn.Name + ":" + strconv.Itoa(at.PC)
		if !pos.IsValid() || a.seen[key] {
			continue
		}
		a.seen[key] = true
		f := Finding{Number: j.number, Decl: at.Fn.Decl, Request: r.sends[0].What, ByDefault: p.Default}
		f.Pos, f.End = a.expression(pos)
		f.Schedule.Ended = p.Ended
		for k := 1; k < len(r.sends); k++ {
			lo, hi, known := replay.Gap(r.sends[k-1], r.sends[k])
			f.Schedule.Gaps = append(f.Schedule.Gaps, Gap{Min: lo, Max: hi, Unknown: !known})
		}
		f.Related = a.related(r.sends[i], at)
		a.report.Findings = append(a.report.Findings, f)
	}
}

// here places an owner in the analysed package, at code that somebody wrote: a
// client of a library that sends again by itself belongs to whoever equipped it,
// a method of a library, or a function value that it made, to whoever configured
// it. It is false where the owner is in another package that answers
// for it.
func (a *analysis) here(o owner, number int) (replay.Activation, bool) {
	return a.placed(o, func(fn *replay.Func) bool { return a.reports(fn.Package(), blame{number, fn.Decl}) })
}

// placed places an owner; reported says of a function of another package that
// speaks VPP whether the finding is there.
func (a *analysis) placed(o owner, reported func(*replay.Func) bool) (replay.Activation, bool) {
	own := a.in.Package.Package.Path
	if o.at().Fn.Package() == own {
		for o.index > 0 && o.at().Fn.Wrapper && o.stack[o.index-1].Fn.Package() == own {
			o.index--
		}
		return a.written(o), !o.at().Fn.Off && !o.at().Fn.Wrapper
	}
	sendsItself := !slices.ContainsFunc(o.stack[o.index:], func(at replay.Activation) bool { return at.Fn.Package() == own })
	for i := o.index; i >= 0 && o.stack[i].Fn.Package() != own; i-- {
		fn := o.stack[i].Fn
		if sendsItself && !fn.Speaks() {
			if c, ok := o.stack[i].Equipped(own); ok {
				return c.At, !c.At.Fn.Off
			}
		}
		c, ok := o.stack[i].Configured(own)
		switch {
		case fn.Speaks() && (!ok || !moves(fn, c) || reported(fn)):
			return replay.Activation{}, false
		case ok:
			return c.At, !c.At.Fn.Off
		}
	}
	return replay.Activation{}, false
}

// moves says whether a configuration makes its author the owner of a retry in a
// package that speaks VPP: one of a transport does, and one by options or field
// by field; a plain constructor or parameter does not.
func moves(fn *replay.Func, c replay.Configuration) bool {
	return c.Written || c.HasOptions() || strings.HasSuffix(fn.Name, ").RoundTrip")
}

// written is where an owner is in the text. The call of a deferred function, or
// of the iterator of a range loop, is nowhere: the body that it runs is.
func (a *analysis) written(o owner) replay.Activation {
	for _, at := range o.stack[o.index:] {
		if pos := a.in.Package.Positions[at.Fn.Name]; at.Fn.Decl == o.at().Fn.Decl && at.PC < len(pos) && pos[at.PC].IsValid() {
			return at
		}
	}
	return o.at()
}

func (a *analysis) position(at replay.Activation) token.Pos {
	pos := a.in.Package.Positions[at.Fn.Name]
	if at.PC < len(pos) && pos[at.PC].IsValid() {
		return pos[at.PC]
	}
	return a.in.Package.Decls[at.Fn.Name]
}

// expression is the call at a position of go/ssa's, from its first character
// to its last.
func (a *analysis) expression(pos token.Pos) (start, end token.Pos) {
	if c := a.in.Package.Calls[pos]; c != nil {
		return c.Pos(), c.End()
	}
	return pos, pos
}

// related are the places that make a finding: where the request is sent, which
// branch lets the number through, and where the delay comes from.
func (a *analysis) related(s *replay.Send, owner replay.Activation) []Place {
	var out []Place
	own, _ := a.expression(a.position(owner))
	add := func(role, text string, pos token.Pos) {
		if pos, _ = a.expression(pos); pos.IsValid() && pos != own {
			out = append(out, Place{Pos: pos, Role: role, Text: text})
		}
	}
	if at, ok := a.innermost(s.Stack); ok && at.Frame != owner.Frame {
		add("send", "the request is sent here", a.position(at))
	}
	if at, ok := a.innermost(s.Delay); ok {
		add("delay", "the delay is waited for here", a.position(at))
		if at.Branch >= 0 {
			if pos := a.in.Package.Positions[at.Fn.Name]; at.Branch < len(pos) {
				add("branch", "this lets the number through", pos[at.Branch])
			}
		}
	}
	return out
}

// innermost is the innermost activation of the analysed package.
func (a *analysis) innermost(stack []replay.Activation) (replay.Activation, bool) {
	for i := len(stack) - 1; i >= 0; i-- {
		if at := stack[i]; at.Fn.Package() == a.in.Package.Package.Path && !at.Fn.Wrapper {
			return at, true
		}
	}
	return replay.Activation{}, false
}
