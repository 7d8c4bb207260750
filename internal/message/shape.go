package message

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Of a package that was not looked at, only the types of its functions are
// known. They tell enough: errors wrap errors, strings are made of strings,
// what is found in a document is a part of it, and a function that takes a list
// and a function hands the items of the one to the other.

// byShape guesses where the result of a function comes from.
func (w *walk) byShape(n node, f *types.Func, args []operand, result int) {
	w.res.unknown = true
	sig := f.Signature()
	if c, ok := n.at.(ssa.CallInstruction); ok && c.Common().Signature().Results().Len() == sig.Results().Len() {
		sig = c.Common().Signature() // with type arguments
	}
	if result >= sig.Results().Len() {
		return
	}
	if w.textual(n.p) {
		w.opaque(n, n.p)
		return
	}
	t := sig.Results().At(result).Type()
	known := false
	for i, a := range args {
		recv := i == 0 && f.Signature().Recv() != nil
		known = w.shaped(n, f, t, a, recv) || known
	}
	if len(args) > 0 && isErrorType(t) && f.Signature().Recv() != nil {
		known = w.ofTasks(n, args[0]) || known
	}
	if !known {
		w.opaque(n, n.p)
	}
}

// ofTasks goes on at the errors of the functions that an object was handed: it
// runs them, and tells later how that went.
func (w *walk) ofTasks(n node, recv operand) (known bool) {
	if recv.v == nil || recv.v.Parent() == nil {
		return false
	}
	base, _ := w.e.canon(recv.v)
	for _, eff := range w.e.effects[recv.v.Parent()][base] {
		if eff.call == nil || eff.call == n.at {
			continue
		}
		for _, a := range eff.call.Common().Args {
			sig, ok := a.Type().Underlying().(*types.Signature)
			if !ok {
				continue
			}
			for i := range sig.Results().Len() {
				if isErrorType(sig.Results().At(i).Type()) {
					known = w.returned(n.when(eff.call), operand{v: a}, n.p, i, unknownArgs) || known
				}
			}
		}
	}
	return known
}

// shaped goes on at an argument that a result of type t can come from, and says
// whether it can.
func (w *walk) shaped(n node, f *types.Func, t types.Type, a operand, recv bool) bool {
	e := w.e
	if a.v == nil {
		return false
	}
	from := a.v.Type()
	if sig, ok := from.Underlying().(*types.Signature); ok {
		return w.shapedByCall(n, t, a, sig)
	}
	switch {
	case hasMethod(t, "Error"):
		asked := n.p != nil && n.p.head == errorText()
		switch {
		case hasMethod(from, "Error"), elementOf(from) != nil && hasMethod(elementOf(from), "Error"):
			w.eachOf(n, a, n.p)
		case asked && makesErrors(f):
			m := n.with(nil, nil)
			m.num = true
			w.operandText(m, a)
		default:
			return false
		}
	case holdsLetters(t):
		switch {
		case hasMethod(from, "Error"):
			w.operandText(n, a)
		case recv, holdsLetters(from):
			w.operand(n, a, nil)
		case elementOf(from) != nil && holdsLetters(elementOf(from)):
			w.eachOf(n, a, nil)
			w.operand(n, a, e.cons(elem, nil))
		default:
			return false
		}
	case elementOf(t) != nil && hasMethod(elementOf(t), "Error") && hasMethod(from, "Error") && n.p != nil && n.p.head.kind == stepElem:
		w.operand(n, a, n.p.tail)
	case types.Identical(t, from):
		w.operand(n, a, e.anyElem(n.p))
	case elementOf(from) != nil && types.Identical(t, elementOf(from)):
		w.operand(n, a, e.cons(elem, n.p))
	case elementOf(t) != nil && elementOf(from) != nil && types.Identical(elementOf(t), elementOf(from)):
		w.operand(n, a, e.anyElem(n.p))
	case recv && !isBasic(t):
		w.operand(n, a, nil) // a part of a document
	default:
		return false
	}
	return true
}

// shapedByCall goes on with what a function returns that was passed as an
// argument.
func (w *walk) shapedByCall(n node, t types.Type, a operand, sig *types.Signature) bool {
	p := n.p
	for i := range sig.Results().Len() {
		r := sig.Results().At(i).Type()
		switch {
		case types.Identical(t, r):
		case elementOf(t) != nil && types.Identical(elementOf(t), r) && p != nil && p.head.kind == stepElem:
			p = p.tail
		default:
			continue
		}
		w.returned(n, a, p, i, unknownArgs)
		return true
	}
	return false
}

// makesErrors says whether a function looks like one that makes errors of
// words, rather than one that does something and may fail.
func makesErrors(f *types.Func) bool {
	if f.Signature().Recv() != nil || f.Signature().Results().Len() != 1 {
		return false
	}
	name := f.Name()
	return strings.Contains(name, "Err") || strings.HasPrefix(name, "New") || strings.HasPrefix(name, "Wrap") || strings.HasPrefix(name, "With")
}

// callersByShape finds the functions that a call of which nothing is known gets
// as arguments.
func (e *engine) callersByShape(c ssa.CallInstruction, args []operand, seen map[dynamicKey]bool) {
	for _, a := range args {
		sig, ok := a.v.Type().Underlying().(*types.Signature)
		if !ok || sig.Params().Len() == 0 {
			continue
		}
		for _, fl := range e.reach(a.v, nil, c) {
			e.addDynamic(fl, c, e.handedByShape(c.Common(), fl.fn, sig), seen)
		}
	}
}

// handedByShape is what an unknown function passes to one of its arguments:
// other arguments, items of its lists, or parts of its receiver.
func (e *engine) handedByShape(c *ssa.CallCommon, fn *ssa.Function, sig *types.Signature) []operand {
	out := unknownArgs(fn)
	shift := len(out) - sig.Params().Len()
	for i := range sig.Params().Len() {
		if shift+i < 0 {
			continue
		}
		if o, ok := e.partOf(c, sig.Params().At(i).Type()); ok {
			out[shift+i] = o
		}
	}
	return out
}

// partOf is the argument of a call that has values of a type in it.
func (e *engine) partOf(c *ssa.CallCommon, t types.Type) (operand, bool) {
	for _, a := range c.Args {
		switch u := elementOf(a.Type()); {
		case types.Identical(t, a.Type()) && !isBasic(t):
			return operand{v: a}, true
		case u != nil && types.Identical(t, u):
			return operand{v: a, p: e.cons(elem, nil)}, true
		}
	}
	return operand{}, false
}
