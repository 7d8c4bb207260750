package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// call asks what a call returned.
func (w *walk) call(n node, c *ssa.Call, result int) {
	e := w.e
	cc := c.Common()
	n.at = c
	if b, ok := cc.Value.(*ssa.Builtin); ok {
		w.builtin(n, b.Name(), cc.Args)
		return
	}
	std := stdCallee(cc)
	if std == nil && answers(c, result) {
		switch e.keyRole(cc) {
		case evidence.Text:
			w.foundText(n)
			return
		case evidence.Number:
			w.foundNumber(n)
			return
		}
	}
	switch {
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
		w.std(n, std, cc, result)
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
	for _, ret := range returns(f) {
		if result < len(ret.Results) {
			m := n.with(ret.Results[result], n.p).when(ret)
			m.ctx = f
			w.push(m)
		}
	}
}

// keyRole is the role of a key that a call passes as a constant: doc.Get("errorMessage").
func (e *engine) keyRole(c *ssa.CallCommon) evidence.Role {
	for _, a := range c.Args {
		for _, v := range e.varargs(a) {
			if k := constKey(v); len(k) > 1 && k[0] == 's' {
				if r := e.in.Evidence.KeyRole(c.Pos(), k[1:]); r != evidence.None {
					return r
				}
			}
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

func isErrorMethod(m *types.Func) bool {
	sig := m.Signature()
	return m.Name() == "Error" && sig.Params().Len() == 0 && sig.Results().Len() == 1 && isText(sig.Results().At(0).Type())
}

func isErrorFunc(fn *ssa.Function) bool {
	f, ok := fn.Object().(*types.Func)
	return ok && f.Signature().Recv() != nil && isErrorMethod(f)
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
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
	for _, t := range e.implementations(iface) {
		w.method(n, operand{}, t, s, p.tail)
	}
}

// implementations are the types with the methods of an interface: those of the
// package, and exported ones of its imports.
func (e *engine) implementations(iface *types.Interface) []types.Type {
	if ts, ok := e.impls[iface]; ok {
		return ts
	}
	var out []types.Type
	if iface.NumMethods() > 0 && !isStdInterface(iface) {
		for _, t := range e.named {
			for _, u := range []types.Type{t, types.NewPointer(t)} {
				if m, _ := types.MissingMethod(u, iface, true); m == nil {
					out = append(out, u)
					break
				}
			}
		}
	}
	if len(out) > maxDynamic {
		out = nil
	}
	e.impls[iface] = out
	return out
}

// isStdInterface says whether all methods are of the standard library or of
// the universe: error, fmt.Stringer, io.Reader have too many implementations.
func isStdInterface(iface *types.Interface) bool {
	for i := range iface.NumMethods() {
		if p := iface.Method(i).Pkg(); p != nil && !isStd(p.Path()) {
			return false
		}
	}
	return true
}

// dynamic asks what the functions return that a call can reach.
func (w *walk) dynamic(n node, c *ssa.Call, result int) {
	e := w.e
	cc := c.Common()
	if w.nested > 3 {
		return
	}
	sub := e.walkFrom(node{v: cc.Value, ctx: n.ctx, at: c, up: n.up}, w.nested+1)
	for _, p := range sub.res.params {
		if p.p == nil {
			w.res.params = append(w.res.params, paramLeaf{fn: p.fn, index: p.index, p: n.p, call: true, result: result, num: n.num})
		}
	}
	if len(sub.res.funcs) > maxDynamic {
		return
	}
	for _, fl := range sub.res.funcs {
		m := n
		if fl.fn.Parent() == nil || fl.mk != nil || e.own[fl.fn] {
			w.into(m, fl.fn, c, operands(cc.Args), fl.mk, fl.mkc, result)
		}
	}
	if len(sub.res.funcs) == 0 {
		w.opaque(n, n.p)
	}
}

// text asks for everything in v that a print of it would show.
func (w *walk) text(n node, v ssa.Value) {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	w.textIn(n, v, nil, v.Type(), 0)
}

func (w *walk) textIn(n node, v ssa.Value, p *path, t types.Type, depth int) {
	e := w.e
	if depth > 3 {
		return
	}
	n.all = true
	ask := func(suffix *path) { w.push(n.with(v, e.join(p, suffix))) }
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		ask(nil)
		return
	}
	if types.IsInterface(t) {
		if hasMethod(t, "Error") {
			m := n
			m.num = true
			w.push(m.with(v, e.join(p, e.cons(errorText(), nil))))
			return
		}
		ask(nil)
		return
	}
	if hasMethod(t, "Error") {
		m := n
		m.num = true
		w.push(m.with(v, e.join(p, e.cons(errorText(), nil))))
		return
	}
	if hasMethod(t, "String") && !isStdType(t) {
		ask(e.cons(step{kind: stepMethod, key: "String"}, nil))
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 || n.num && u.Info()&types.IsInteger != 0 || isRune(t) {
			ask(nil)
		}
	case *types.Pointer:
		if st, ok := u.Elem().Underlying().(*types.Struct); ok && depth == 0 {
			w.textFields(n, v, p, u.Elem(), st, 0)
		}
		ask(nil)
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && isRune(b) {
			ask(nil)
			ask(e.cons(elem, nil))
			return
		}
		for _, va := range e.varargs(v) {
			if va != v && p == nil {
				w.text(n, va)
			}
		}
		w.textIn(n, v, e.join(p, e.cons(elem, nil)), u.Elem(), depth+1)
		ask(nil)
	case *types.Array:
		w.textIn(n, v, e.join(p, e.cons(elem, nil)), u.Elem(), depth+1)
	case *types.Map:
		w.textIn(n, v, e.join(p, e.cons(elem, nil)), u.Elem(), depth+1)
		w.textIn(n, v, e.join(p, e.cons(key, nil)), u.Key(), depth+1)
		ask(nil)
	case *types.Struct:
		w.textFields(n, v, p, t, u, 0)
		ask(nil)
	case *types.Chan, *types.Signature:
	default:
		ask(nil)
	}
}

// textFields asks for the message texts that a struct holds.
func (w *walk) textFields(n node, v ssa.Value, p *path, t types.Type, st *types.Struct, depth int) {
	e := w.e
	for i := range st.NumFields() {
		s := e.fieldOf(t, i)
		q := e.join(p, e.cons(s, nil))
		f := st.Field(i)
		switch {
		case e.role(s) == evidence.Text:
			w.push(n.with(v, q))
		case f.Embedded() && depth < 3:
			if sub, ok := pointee(f.Type()).Underlying().(*types.Struct); ok {
				w.textFields(n, v, q, pointee(f.Type()), sub, depth+1)
			}
		}
	}
}

func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	f, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := f.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && isText(sig.Results().At(0).Type())
}

func isStdType(t types.Type) bool {
	n, ok := types.Unalias(pointeeName(t)).(*types.Named)
	return ok && n.Obj().Pkg() != nil && isStd(n.Obj().Pkg().Path())
}

// std asks what a function of the standard library returned.
func (w *walk) std(n node, f *types.Func, c *ssa.CallCommon, result int) {
	e := w.e
	name := funcName(f)
	if inputs[name] {
		w.res.typed = true
	}
	args := c.Args
	res := f.Signature().Results()
	if result < res.Len() {
		t := res.At(result).Type()
		if isErrorType(t) && name != "fmt.Errorf" && f.Pkg().Path() != "errors" {
			return // an error of the standard library
		}
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString == 0 && !isRune(t) {
			return
		}
	}
	fl, ok := flowOf(f)
	if !ok {
		w.res.unknown = true
		w.opaque(n, n.p)
		return
	}
	if isErrorMethod(f) && len(args) > 0 {
		return // an error type of the standard library
	}
	use := fl.args
	if use == nil {
		for i := range args {
			if i == 0 && f.Pkg().Path() == "regexp" && f.Signature().Recv() != nil {
				continue
			}
			use = append(use, i)
		}
	}
	if n.p != nil && n.p.head.kind == stepAssert && (f.Name() == "Errorf" || f.Pkg().Path() == "errors" && f.Name() != "AsType") {
		return // an error that is made there is of no type that one asserts
	}
	if n.p != nil && n.p.head.kind == stepMethod && (f.Name() == "Errorf" || f.Pkg().Path() == "errors") {
		w.wrapped(n, f, args)
		return
	}
	var arg ssa.Value
	if len(use) > 0 && use[0] < len(args) {
		arg = args[use[0]]
	}
	switch fl.how {
	case asText:
		for _, i := range use {
			if i < len(args) {
				w.text(n, args[i])
			}
		}
	case asSame:
		if arg != nil {
			for _, v := range e.varargs(arg) {
				w.push(n.with(v, e.anyElem(n.p)))
			}
			if len(args) > 1 && f.Name() != "DeleteFunc" {
				for _, v := range args[1:] {
					if types.Identical(v.Type().Underlying(), arg.Type().Underlying()) {
						w.push(n.with(v, e.anyElem(n.p)))
					}
				}
			}
		}
	case asItem:
		if arg != nil {
			w.push(n.with(arg, e.cons(elem, n.p)))
		}
	case asKeys:
		if arg != nil && n.p != nil {
			w.push(n.with(arg, e.cons(key, n.p.tail)))
		}
	case asAny:
		for _, a := range args {
			for _, v := range e.varargs(a) {
				w.push(n.with(v, n.p))
			}
		}
	case asUnknown:
		w.opaque(n, n.p)
	}
}

// wrapped asks an error that was made of other errors or words.
func (w *walk) wrapped(n node, f *types.Func, args []ssa.Value) {
	m := n.with(nil, n.p.tail)
	switch f.Name() {
	case "Unwrap":
		if len(args) == 1 {
			w.push(n.with(args[0], n.p))
			w.push(n.with(args[0], w.e.cons(step{kind: stepMethod, key: "Unwrap"}, n.p)))
		}
		return
	case "AsType":
		w.opaque(n, n.p)
		return
	}
	if n.p.head.key == "Error" {
		m.num = true
		for _, a := range args {
			w.text(m, a)
		}
		return
	}
	// Another method of what is wrapped: only errors in the chain have it.
	for _, a := range args {
		for _, v := range w.e.varargs(a) {
			if mi, ok := v.(*ssa.MakeInterface); ok {
				v = mi.X
			}
			if hasMethod(v.Type(), "Error") {
				w.push(n.with(v, n.p))
			}
		}
	}
}

func isErrorType(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// assertName names the type of an assertion.
func (e *engine) assertName(t types.Type) string {
	return types.TypeString(types.Unalias(t), nil)
}
