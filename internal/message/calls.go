package message

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// call asks what a call returned.
func (w *walk) call(n node, c *ssa.Call, result int) {
	e := w.e
	cc := c.Common()
	n.at = c
	if b, ok := cc.Value.(*ssa.Builtin); ok {
		if b.Name() == "recover" {
			w.recovered(n, c.Parent())
		} else {
			w.builtin(n, b.Name(), cc.Args)
		}
		return
	}
	std := stdCallee(cc)
	if std == nil && answers(c, result) {
		switch e.keyRole(cc, n.p) {
		case evidence.Text:
			w.foundText(n)
			return
		case evidence.Number:
			w.foundNumber(n)
			return
		}
	}
	switch {
	case std != nil && funcName(std) == readValue:
		w.fromContext(n, cc.Args[0])
	case cc.IsInvoke():
		s := step{kind: stepMethod, key: cc.Method.Name(), index: result, call: c, ctx: n.ctx}
		if isErrorMethod(cc.Method) {
			n.num = true
			if iface, ok := cc.Value.Type().Underlying().(*types.Interface); !ok || isStdInterface(iface) {
				s = errorText()
			}
		}
		w.push(n.with(cc.Value, e.cons(s, n.p)))
	case std != nil:
		w.std(n, std, operands(withReceiver(cc)), result)
	case cc.StaticCallee() != nil:
		fn := body(cc.StaticCallee())
		if isErrorFunc(fn) {
			n.num = true
		}
		w.into(n, fn, c, operands(cc.Args), makerOf(cc), n.ctx, result)
	default:
		w.dynamic(n, c, result)
	}
}

// answers says whether a result can be what a key stands for: not whether there
// is one, or what went wrong.
func answers(c *ssa.Call, result int) bool {
	res := c.Call.Signature().Results()
	if result >= res.Len() {
		return false
	}
	t := res.At(result).Type()
	b, ok := t.Underlying().(*types.Basic)
	return !isErrorType(t) && !(ok && b.Info()&types.IsBoolean != 0)
}

// into asks what a function returns, called from c.
func (w *walk) into(n node, fn *ssa.Function, site ssa.Instruction, args []operand, mk *ssa.MakeClosure, mkc *frame, result int) {
	if !w.e.own[fn] {
		w.foreign(n, fn, args, result)
		return
	}
	f := w.e.enter(fn, site, args, mk, mkc, n.ctx)
	if f == nil {
		return
	}
	for _, ret := range affordable(w, returns(f)) {
		if result < len(ret.Results) {
			m := n.with(ret.Results[result], n.p).when(ret)
			m.ctx = f
			w.push(m)
		}
	}
}

// keyRole is the role of a key that a call passes as a constant:
// doc.Get("errorMessage"). A call that answers a list for several keys has one
// for each place: GetMany(doc, "errorNumber", "errorMessage")[1].
func (e *engine) keyRole(c *ssa.CallCommon, p *path) evidence.Role {
	var roles []evidence.Role
	for _, a := range c.Args {
		for _, v := range e.varargs(a) {
			if k := constKey(v); len(k) > 1 && k[0] == 's' {
				roles = append(roles, e.in.Evidence.KeyRole(c.Pos(), k[1:]))
			}
		}
	}
	res := c.Signature().Results()
	if list, ok := res.At(0).Type().(*types.Slice); ok && res.Len() == 1 && c.Signature().Variadic() && !isRune(list.Elem()) &&
		p != nil && p.head.kind == stepElem && p.head.key != "" {
		if i, err := strconv.Atoi(p.head.key[1:]); err == nil && i < len(roles) {
			return roles[i]
		}
		return evidence.None
	}
	for _, r := range roles {
		if r != evidence.None {
			return r
		}
	}
	return evidence.None
}

func (w *walk) builtin(n node, name string, args []ssa.Value) {
	e := w.e
	switch name {
	case "append":
		w.push(n.with(args[0], n.p))
		if len(args) > 1 {
			p := e.anyElem(n.p)
			if isText(args[1].Type()) && p != nil && p.head.kind == stepElem {
				p = p.tail
			}
			if n.p != nil && n.p.head.key != "" {
				w.push(n.with(args[0], p))
			}
			w.push(n.with(args[1], p))
		}
	case "min", "max":
		for _, a := range args {
			w.push(n.with(a, n.p))
		}
	}
}

// method asks for the result of a method of recv, which has the type t.
func (w *walk) method(n node, recv operand, t types.Type, s step, rest *path) {
	e := w.e
	if s.key == "Error" {
		n.num = true
	}
	obj, index, _ := types.LookupFieldOrMethod(t, true, e.in.Source.Pkg, s.key)
	f, ok := obj.(*types.Func)
	if !ok {
		return
	}
	place := recv.p
	if len(index) > 1 {
		var steps []step
		u := t
		for _, i := range index[:len(index)-1] {
			st, ok := pointee(u).Underlying().(*types.Struct)
			if !ok {
				return
			}
			steps = append(steps, e.fieldOf(u, i))
			u = st.Field(i).Type()
		}
		for i := len(steps) - 1; i >= 0; i-- {
			place = e.cons(steps[i], place)
		}
	}
	if sr := f.Signature().Recv(); sr != nil && types.IsInterface(sr.Type()) {
		// The method of an embedded interface.
		p := e.cons(s, rest)
		if recv.v == nil {
			w.opaque(n, e.join(place, p))
			return
		}
		w.push(n.with(recv.v, e.join(place, p)))
		return
	}
	self := operand{v: recv.v, p: place}
	args := []operand{self}
	m := n.with(nil, rest)
	site := n.at
	if s.call != nil {
		args[0].elsewhere, args[0].ctx, args[0].at = recv.v != nil, n.ctx, n.at
		args = append(args, operands(s.call.Common().Args)...)
		site, m.ctx = s.call, s.ctx
	}
	if fn := body(e.prog.FuncValue(f.Origin())); fn != nil && e.own[fn] {
		w.into(m, fn, site, args, nil, nil, s.index)
		return
	}
	m.ctx = n.ctx
	w.foreignFunc(m, f.Origin(), []operand{self}, s.index)
}

// anyImplementation goes on with every implementation that is known in the
// package and its imports. An error can be anything: it has none.
func (w *walk) anyImplementation(n node, p *path) {
	e := w.e
	w.res.unknown = true
	s := p.head
	if s.kind != stepMethod {
		return
	}
	if s.call == nil {
		if s.key == "Error" {
			w.res.asked = true
		}
		return
	}
	iface, ok := s.call.Common().Value.Type().Underlying().(*types.Interface)
	if !ok || n.impls > 2 {
		return
	}
	n.impls++
	impls, hidden := e.implementations(iface), e.hiddenMethods(iface, s.key)
	if len(impls) == 0 && len(hidden) == 0 {
		// Nothing is known but what type it returns.
		switch e.roleOn(p.tail) {
		case evidence.Text:
			w.foundText(n)
		case evidence.Number:
			w.foundNumber(n)
		}
		return
	}
	for _, t := range impls {
		w.method(n, operand{}, t, s, p.tail)
	}
	for _, ff := range hidden {
		args := append([]operand{{}}, operands(s.call.Common().Args)...)
		m := n.with(nil, p.tail)
		m.ctx, m.at = s.ctx, s.call
		w.fromFact(m, ff, args, s.index)
	}
}

// dynamic asks what the functions return that a call can reach.
func (w *walk) dynamic(n node, c *ssa.Call, result int) {
	if w.pulled(n, c.Call.Value, result) {
		return
	}
	params := len(w.res.params)
	known := w.returned(n, operand{v: c.Common().Value}, n.p, result, func(*ssa.Function) []operand { return operands(c.Common().Args) })
	if !known && len(w.res.params) == params {
		w.push(n.with(c.Call.Value, w.e.cons(called(result), n.p)))
	}
}

// called asks for the result of calling a function, and says whether that was
// the question: the call is in another package.
func (w *walk) called(n node, fn *ssa.Function, mk *ssa.MakeClosure) bool {
	if n.p == nil || n.p.head.kind != stepCall {
		return false
	}
	w.into(n.with(nil, n.p.tail), fn, n.at, unknownArgs(fn), mk, n.ctx, n.p.head.index)
	return true
}

// assertName names the type of an assertion.
func (e *engine) assertName(t types.Type) string {
	return types.TypeString(types.Unalias(t), nil)
}
