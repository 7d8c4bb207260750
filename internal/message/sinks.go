package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// sinkDecisions is what a function of an import decides on its arguments.
func (e *engine) sinkDecisions(c ssa.Instruction, fn *ssa.Function, args []operand) []*decision {
	f, ok := fn.Object().(*types.Func)
	if !ok || e.imported[f.Origin().FullName()] == nil {
		return nil
	}
	var out []*decision
	for _, s := range e.imported[f.Origin().FullName()].Sinks {
		d := &decision{instr: c, kind: s.Kind, match: matchOf(s.Kind), foreign: true}
		if s.Text.Kind == FromText {
			d.known = true
		} else if !e.bind(&d.a, &d.num[0], s.Text, args) {
			continue
		}
		if !e.bind(&d.b, &d.num[1], s.Needle, args) {
			continue
		}
		out = append(out, d)
	}
	return out
}

// bind is the argument that an origin means.
func (e *engine) bind(o *operand, num *bool, from Origin, args []operand) bool {
	if from.Kind != FromParam || from.Param >= len(args) || args[from.Param].v == nil {
		return false
	}
	p := e.fromSteps(from.Path)
	*o = args[from.Param]
	o.p = e.join(o.p, p)
	for ; p != nil; p = p.tail {
		if p.head.kind == stepMethod {
			*num = true
		}
	}
	return true
}

// isList says whether a decision of a kind is a search in a list.
func isList(kind string) bool {
	dec, ok := deciders[kind]
	return ok && dec.text == 1 && dec.needle == 0 && dec.match == matchEqual
}

// matchOf finds back how a kind compares.
func matchOf(kind string) match {
	switch kind {
	case "==", "!=", "switch":
		return matchEqual
	case "<", "<=", ">", ">=":
		return matchOrder
	case "map lookup":
		return matchLookup
	}
	if d, ok := deciders[kind]; ok {
		return d.match
	}
	return matchContains
}
