package message

import (
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// match is how a decision compares.
type match uint8

const (
	matchEqual match = iota
	matchOrder
	matchContains
	matchPrefix
	matchSuffix
	matchRegexp
	matchGlob
	matchParse
	matchLookup
	matchRune
	matchLetters
)

// decision is a place where something is decided by comparing two things, one
// of which may be message text.
type decision struct {
	instr ssa.Instruction // what decides
	kind  string
	match match
	a, b  operand // either can be the text if both is set, else a
	both  bool
	num   [2]bool         // the operand is asked for the text of an error
	known bool            // a is message text, whatever the walk says
	at    ssa.Instruction // where it is reported, if elsewhere
	depth int

	foreign bool // a function of another package decides
}

// decisions lists what a function compares.
func (e *engine) decisions(fn *ssa.Function) []*decision {
	var out []*decision
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch x := instr.(type) {
			case *ssa.BinOp:
				if d := comparison(x); d != nil {
					out = append(out, e.parts(d, x.X.Type())...)
				}
			case *ssa.Lookup:
				if d := e.tableLookup(x); d != nil {
					out = append(out, e.parts(d, x.Index.Type())...)
				}
			case ssa.CallInstruction:
				out = append(out, e.callDecisions(x)...)
			}
		}
	}
	return out
}

// parts takes a decision on values of a type apart: structs and arrays are
// compared by their texts.
func (e *engine) parts(d *decision, t types.Type) []*decision {
	var steps []step
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if isText(u.Field(i).Type()) {
				steps = append(steps, e.fieldOf(t, i))
			}
		}
	case *types.Array:
		for i := range min(u.Len(), 8) {
			if isText(u.Elem()) {
				steps = append(steps, step{kind: stepElem, key: "#" + strconv.Itoa(int(i))})
			}
		}
	default:
		return []*decision{d}
	}
	var out []*decision
	for _, s := range steps {
		m := *d
		m.a.p, m.b.p = e.join(d.a.p, e.cons(s, nil)), e.join(d.b.p, e.cons(s, nil))
		out = append(out, &m)
	}
	return out
}

func comparison(x *ssa.BinOp) *decision {
	m := matchEqual
	switch x.Op {
	case token.EQL, token.NEQ:
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		m = matchOrder
	default:
		return nil
	}
	if !x.Pos().IsValid() || isNil(x.X) || isNil(x.Y) {
		return nil
	}
	if d := leftover(x); d != nil {
		return d
	}
	d := &decision{instr: x, kind: x.Op.String(), match: m, a: operand{v: x.X}, b: operand{v: x.Y}, both: true}
	switch {
	case isCompound(x.X.Type()), mayHoldText(x.X.Type()) && mayHoldText(x.Y.Type()):
	case !isRune(x.X.Type()) || m != matchEqual:
		return nil
	case isLetter(x.X) && isLetter(x.Y):
		d.match = matchLetters
	case atIndex(x.X) || atIndex(x.Y):
		d.match = matchRune
	default:
		return nil
	}
	return d
}

// callDecisions is what a call decides: of the standard library, or a function
// of an import that compares what it is given.
func (e *engine) callDecisions(c ssa.CallInstruction) []*decision {
	cc := c.Common()
	if f := stdCallee(cc); f != nil {
		return e.stdDecision(c, f, operands(withReceiver(cc)))
	}
	if cc.IsInvoke() {
		return e.invoked(c)
	}
	if fn := body(cc.StaticCallee()); fn != nil && !e.own[fn] {
		return e.sinkDecisions(c, fn, operands(cc.Args))
	}
	return nil
}

// stdDecision is what a function of the standard library decides.
func (e *engine) stdDecision(c ssa.CallInstruction, f *types.Func, args []operand) []*decision {
	name := funcName(f)
	dec, ok := deciders[name]
	if !ok || c.Value() == nil {
		return nil
	}
	if dec.text >= len(args) || dec.needle >= len(args) || args[dec.text].v == nil || !answered(c.Value(), dec) {
		return nil
	}
	d := &decision{instr: c, kind: name, match: dec.match, both: dec.both}
	d.a = e.collection(args[dec.text])
	if dec.needle >= 0 {
		if d.b = e.collection(args[dec.needle]); d.b.v == nil {
			return nil
		}
	}
	return []*decision{d}
}

// collection is an argument, or the elements of one that is a list.
func (e *engine) collection(o operand) operand {
	if o.v == nil || o.p != nil {
		return o
	}
	if s, ok := o.v.Type().Underlying().(*types.Slice); ok && !isRune(s.Elem()) {
		o.p = e.cons(elem, nil)
	}
	return o
}
