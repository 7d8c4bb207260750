package message

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxLeaves is how many things a helper is passed, at most, of which it compares
// some with others.
const maxLeaves = 24

// maxHelpers is how many generic helpers deep a needle is followed.
const maxHelpers = 4

// Those who call a helper that calls a helper can be very many: as many are
// looked at for one decision, and for a package.
const (
	maxMoved    = 200
	maxMovedAll = 2000
)

// follows says whether a decision is to be looked at, which may have been moved
// to those who call a helper.
func (j *judge) follows(d *decision) bool {
	switch d.depth {
	case 0:
		j.movedNow = 0
		return true
	case 1:
		return true
	}
	j.moved++
	j.movedNow++
	return d.depth <= maxHelpers && j.movedNow <= maxMoved && j.moved <= maxMovedAll
}

// needleParams are the parameters that a needle comes from, or those of which a
// part is the needle.
func needleParams(y *walk, part bool) []paramLeaf {
	var out []paramLeaf
	for _, p := range y.res.params {
		if !p.call && throughField(p.p) == part && !isIs(p.fn) {
			out = append(out, p)
		}
	}
	return out
}

func isReceiver(p paramLeaf) bool { return p.index == 0 && p.fn.Signature.Recv() != nil }

// isIs says whether a function is an Is method, which package errors calls.
func isIs(fn *ssa.Function) bool {
	sig := fn.Signature
	return fn.Name() == "Is" && sig.Recv() != nil && sig.Params().Len() == 1 && isErrorType(sig.Params().At(0).Type())
}

// madeByCallers says whether callers make one of the parameters of which a part
// is the needle with a needle that is written down there: a matcher.
func (j *judge) madeByCallers(parts []paramLeaf) bool {
	for _, p := range parts {
		for _, c := range j.e.callers[p.fn] {
			if p.index >= len(c.args) || c.args[p.index].v == nil {
				continue
			}
			arg := c.args[p.index]
			w := j.e.origins(node{v: arg.v, p: j.e.join(arg.p, p.p), at: c.site})
			if len(w.res.literals) > 0 {
				return true
			}
		}
	}
	return false
}

func throughField(p *path) bool {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepField {
			return true
		}
	}
	return false
}

// toCallers moves a decision of a generic helper to those who call it with a
// needle.
func (j *judge) toCallers(d *decision, x *walk, needles []paramLeaf, text bool) {
	e := j.e
	if len(needles) > maxLeaves || x != nil && len(x.res.params) > maxLeaves {
		return // that is no helper that compares two things
	}
	for _, nl := range needles {
		byParam := false
		if x != nil {
			for _, tl := range x.res.params {
				if tl.fn != nl.fn || tl.call {
					continue
				}
				byParam = true
				from := paramOrigin(tl)
				if from.Kind == 0 && text {
					from.Kind = FromText
				}
				j.sink(nl.fn, Sink{Kind: d.kind, Text: from, Needle: paramOrigin(nl)})
				for _, c := range e.callers[nl.fn] {
					if a, b := c.arg(e, tl), c.arg(e, nl); a.v != nil && b.v != nil {
						j.look(&decision{instr: c.site, kind: d.kind, match: d.match, depth: d.depth + 1, a: a, b: b, num: [2]bool{tl.num, nl.num}})
					}
				}
			}
		}
		if byParam || !text {
			continue
		}
		j.sink(nl.fn, Sink{Kind: d.kind, Text: Origin{Kind: FromText}, Needle: paramOrigin(nl)})
		for _, c := range e.callers[nl.fn] {
			if x != nil && x.passesOther(c.site.Parent()) {
				continue // it sets the needle for something else
			}
			if b := c.arg(e, nl); b.v != nil {
				j.look(&decision{instr: c.site, kind: d.kind, match: d.match, known: true, depth: d.depth + 1, b: b})
			}
		}
	}
}

// arg is what a caller passes for a parameter, or for a part of it.
func (c *caller) arg(e *engine, p paramLeaf) operand {
	if p.index >= len(c.args) || c.args[p.index].v == nil {
		return operand{}
	}
	o := c.args[p.index]
	o.p = e.join(o.p, p.p)
	return o
}

func paramOrigin(p paramLeaf) Origin {
	steps, ok := toSteps(p.p)
	if !ok {
		return Origin{}
	}
	return Origin{Kind: FromParam, Param: p.index, Path: steps}
}

func (j *judge) sink(fn *ssa.Function, s Sink) {
	if _, ok := visible(fn); !ok {
		return
	}
	if s.Text.Kind != 0 && s.Needle.Kind != 0 && !slices.ContainsFunc(j.sinks[fn], func(t Sink) bool { return compareSinks(s, t) == 0 }) {
		j.sinks[fn] = append(j.sinks[fn], s)
	}
}
