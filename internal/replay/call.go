package replay

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// prepare evaluates what a call, go or defer statement needs.
func (m *machine) prepare(f *Frame, in *body.Instr) *call {
	c := &call{m: m, f: f, in: in, res: f.typ(in.Type)}
	args := make([]Value, len(in.Args))
	for i, a := range in.Args {
		args[i] = f.get(m, a)
	}
	switch {
	case in.Flags&body.Dynamic != 0:
		c.args = args[1:]
		switch fn := args[0].(type) {
		case *Closure:
			c.clo = fn
		case *Sym:
			c.name = fn.name
			c.clo = &Closure{name: fn.name, sig: fn.typ}
		case Boxed:
			c.clo, _ = fn.v.(*Closure)
		}
	case in.Flags&body.Invoke != 0:
		c.args = args
		c.name = in.Sym
	default:
		c.args = args
		c.name = in.Sym
		if in.Flags&body.Builtin == 0 {
			if c.fn = m.body(in.Sym); c.fn != nil {
				c.env = f.envFor(c.fn, in.TArgs)
			} else {
				c.env = f.types(in.TArgs)
			}
		}
	}
	for i, a := range c.args {
		c.args[i] = copyOf(a)
	}
	return c
}

// perform makes a prepared call. deferOf is the frame whose deferred call it is.
func (m *machine) perform(c *call, deferOf *Frame) (Value, *userPanic) {
	in := c.in
	switch {
	case in.Flags&body.Builtin != 0:
		return m.builtin(c)
	case in.Flags&body.Dynamic != 0:
		if c.clo == nil {
			return nil, m.runtimePanic("invalid memory address or nil pointer dereference")
		}
		return m.callValue(c, c.clo, deferOf)
	case in.Flags&body.Invoke != 0:
		return m.dispatchMethod(c, deferOf)
	}
	return m.callStatic(c, deferOf)
}

// body finds the body of a function: the user's, or one of the standard
// library that is run rather than modelled.
func (m *machine) body(name string) *Func {
	if fn := m.prog.Func(name); fn != nil {
		return fn
	}
	return m.prog.standard().Func(name)
}

// callStatic calls a function by its name: a model, a body, or neither.
func (m *machine) callStatic(c *call, deferOf *Frame) (Value, *userPanic) {
	if model := models()[c.name]; model != nil {
		return m.callModel(c, model)
	}
	if c.fn != nil {
		return m.invoke(c.f, c.fn, c.env, c.args, nil, nil, deferOf)
	}
	return m.opaque(c)
}

// modelSteps is what a model counts for: it does the work of many instructions.
const modelSteps = 20

func (m *machine) callModel(c *call, model func(*call) Value) (Value, *userPanic) {
	m.steps += modelSteps
	v := model(c)
	if c.panic != nil {
		return nil, c.panic
	}
	if v == nil {
		v = Null{}
	}
	return v, nil
}

// callValue calls a function value.
func (m *machine) callValue(c *call, clo *Closure, deferOf *Frame) (Value, *userPanic) {
	switch {
	case clo.native != nil:
		n := *c
		n.name, n.clo = clo.name, clo
		return m.callModel(&n, clo.native)
	case clo.fn != nil:
		return m.invoke(c.f, clo.fn, clo.env, c.args, clo.free, clo, deferOf)
	}
	n := *c
	n.name = clo.name
	n.args = append(append([]Value{}, clo.free...), c.args...)
	if bound, ok := strings.CutSuffix(n.name, "$bound"); ok {
		n.name = bound
	}
	if model := models()[n.name]; model != nil {
		return m.callModel(&n, model)
	}
	if n.fn = m.body(n.name); n.fn != nil {
		return m.invoke(c.f, n.fn, clo.env, n.args, nil, clo, deferOf)
	}
	if n.res == nil && clo.sig != nil {
		n.res = m.resultOf(clo.sig)
	}
	return m.opaque(&n)
}

// callClosure calls a function value from a model.
func (m *machine) callClosure(f *Frame, clo *Closure, args []Value) (Value, *userPanic) {
	c := &call{m: m, f: f, in: &body.Instr{Type: -1}, args: args}
	if clo.sig != nil {
		c.res = m.resultOf(clo.sig)
	}
	return m.callValue(c, clo, nil)
}

// apply calls a function value and hands a panic on.
func (c *call) apply(fn Value, args ...Value) Value {
	clo, ok := fn.(*Closure)
	if !ok {
		if b, isBox := fn.(Boxed); isBox {
			return c.apply(b.v, args...)
		}
		if s, isSym := fn.(*Sym); isSym {
			clo = &Closure{name: s.name, sig: s.typ}
		} else {
			c.panic = c.m.runtimePanic("invalid memory address or nil pointer dereference")
			return Null{}
		}
	}
	v, p := c.m.callClosure(c.f, clo, args)
	if p != nil {
		c.panic = p
		return Null{}
	}
	return v
}

// resultOf is the result of a function type: one type, or a tuple.
func (m *machine) resultOf(sig *Type) *Type {
	u := sig.under()
	if u == nil || u.Kind != body.KFunc {
		return nil
	}
	switch len(u.Results) {
	case 0:
		return nil
	case 1:
		return u.sub(u.Results[0])
	}
	return &Type{Type: &body.Type{Kind: body.KTuple, Params: u.Results, Elem: -1, Key: -1}, pkg: u.pkg, env: u.env}
}

// dispatchMethod calls a method of an interface.
func (m *machine) dispatchMethod(c *call, deferOf *Frame) (Value, *userPanic) {
	recv := c.args[0]
	for {
		b, ok := recv.(Boxed)
		if !ok {
			break
		}
		if inner, ok := b.v.(Boxed); ok {
			recv = inner
			continue
		}
		return m.callMethod(c, b, deferOf)
	}
	static := c.f.typ(c.in.TArgs[0])
	switch r := recv.(type) {
	case Null:
		return nil, m.runtimePanic("invalid memory address or nil pointer dereference")
	case *Sym:
		name := interfaceName(static) + "." + c.in.Sym
		if model := models()[name]; model != nil {
			return m.callModel(c, model)
		}
		return m.unknownReceiver(c, r, static, deferOf)
	case native:
		return m.callMethod(c, Boxed{v: r}, deferOf)
	}
	// A type parameter's value is not boxed.
	return m.callMethod(c, Boxed{typ: typeOf(recv, static), v: recv}, deferOf)
}

func typeOf(v Value, static *Type) *Type {
	switch v := v.(type) {
	case *Struct:
		return v.typ
	case *Cell:
		if s, ok := v.v.(*Struct); ok {
			return s.typ
		}
		if v.typ != nil {
			return v.typ
		}
	case *Sym:
		return v.typ
	}
	return static
}

func interfaceName(t *Type) string {
	if t == nil || t.Kind != body.KNamed {
		return "(interface)"
	}
	return "(" + t.Name + ")"
}

// callMethod calls the method of a known dynamic type.
func (m *machine) callMethod(c *call, b Boxed, deferOf *Frame) (Value, *userPanic) {
	method := c.in.Sym
	if n, ok := b.v.(native); ok {
		name := "(" + n.nativeName() + ")." + method
		if model := models()[name]; model != nil {
			d := *c
			d.name = name
			d.args = append([]Value{n}, c.args[1:]...)
			return m.callModel(&d, model)
		}
	}
	typ := b.typ.named()
	if fn := m.prog.method(typ, method); fn != nil {
		return m.invoke(c.f, fn, b.typ.args(), append([]Value{m.receiverFor(fn, b.v)}, c.args[1:]...), nil, nil, deferOf)
	}
	d := *c
	d.name = "(" + typ + ")." + method
	d.args = append([]Value{b.v}, c.args[1:]...)
	if model := models()[d.name]; model != nil {
		return m.callModel(&d, model)
	}
	if fn := m.prog.standard().method(typ, method); fn != nil {
		return m.invoke(c.f, fn, b.typ.args(), append([]Value{m.receiverFor(fn, b.v)}, c.args[1:]...), nil, nil, deferOf)
	}
	return m.opaque(&d)
}

// receiverFor passes a receiver as the method takes it: by value or pointer.
func (m *machine) receiverFor(fn *Func, v Value) Value {
	if len(fn.Params) == 0 {
		return v
	}
	t := fn.pkg.typ(fn.Params[0], nil)
	pointer := t != nil && t.Kind == body.KPointer
	switch r := v.(type) {
	case *Cell:
		if !pointer {
			return copyOf(r.v)
		}
	case *Struct, *Array:
		if pointer {
			return &Cell{v: copyOf(v)}
		}
	case *Sym:
		if !pointer && r.typ.under() != nil && r.typ.under().Kind == body.KPointer {
			return copyOf(m.deref(r).v)
		}
	}
	return v
}

// unknownReceiver calls a method of an interface whose value comes from
// outside: the one implementation that is known, any of several, or none.
func (m *machine) unknownReceiver(c *call, r *Sym, static *Type, deferOf *Frame) (Value, *userPanic) {
	u := static.under()
	if u == nil || u.Kind != body.KInterface || r.from&fromAny != 0 && r.raw == nil && static.isError() {
		return m.opaque(c)
	}
	impls := m.prog.innermost(m.prog.implementations(u.Methods), static)
	if static.isError() || r.raw != nil || len(impls) == 0 || len(impls) > 8 || r.typ != nil && static.named() != "" && standardFunc(static.named()) {
		return m.opaque(c)
	}
	i := 0
	if len(impls) > 1 {
		i = m.choose("implementation of "+r.name, len(impls), fromAnswer)
	}
	fn := m.prog.method(impls[i], c.in.Sym)
	recv := m.ex.receiver(m, c.f, impls[i], r.name)
	return m.invoke(c.f, fn, nil, append([]Value{m.receiverFor(fn, recv)}, c.args[1:]...), nil, nil, deferOf)
}

// opaque calls a function that has no body here. It is pure as far as anybody
// can tell: equal arguments give an equal, unknown result.
func (m *machine) opaque(c *call) (Value, *userPanic) {
	if v, handled := m.opaqueSend(c); handled {
		return v, nil
	}
	if v, handled := m.opaqueDecode(c); handled {
		return v, nil
	}
	if unknownDelay(c) {
		m.endless++
	}
	if v, p, handled := m.callsBack(c); handled {
		return v, p
	}
	from := origins(c.args...) &^ volatile
	if m.sawNumber(c.args...) {
		from |= fromAnswer
	}
	name := c.name + "("
	for i, a := range c.args {
		if i > 0 {
			name += ","
		}
		name += render(a)
	}
	name = nameOf(name + ")")
	// A method may change what it is called on: its next result is another. So
	// is what somebody hands out who is asked for nothing in particular.
	if len(c.args) > 0 && (c.in.Flags&body.Invoke != 0 || strings.HasPrefix(c.name, "(")) || c.handsOut() {
		if n := m.changed(c, name); n > 0 {
			name += "'" + strconv.Itoa(n)
			from |= fromLimit
		}
	}
	m.filled(c, name)
	r := rawOf(c.args...)
	v := m.unknownResult(name, c.res, from, r)
	if r == nil && from&fromAny == 0 {
		v = m.suspicious(c, v)
	}
	return v, nil
}

// sawNumber says whether the pinned number is among arguments: what an unseen
// function makes of it depends on the answer.
func (m *machine) sawNumber(args ...Value) bool {
	return m.number != 0 && slices.ContainsFunc(args, func(a Value) bool {
		a = unboxed(a)
		return a == Value(m.number)
	})
}

// callsBack runs the functions that are handed to an unseen function, if they
// may send: it calls them once, as far as anybody can tell, and hands their
// error on.
func (m *machine) callsBack(c *call) (v Value, p *userPanic, handled bool) {
	var err Value
	for i, a := range c.args {
		a = unboxed(a)
		clo, ok := a.(*Closure)
		if !ok || clo.fn == nil || !m.prog.sends(clo.fn) {
			continue
		}
		res, p := m.callClosure(c.f, clo, m.argumentsOf(clo, nameOf(c.name)+"."+strconv.Itoa(i)))
		if p != nil {
			return nil, p, true
		}
		handled = true
		if n := len(clo.fn.Results); n > 0 && clo.fn.pkg.typ(clo.fn.Results[n-1], clo.env).isError() {
			err = lastOf(res)
		}
	}
	if !handled {
		return nil, nil, false
	}
	results := resultTypes(c.res)
	if len(results) == 0 {
		return Null{}, nil, true
	}
	v = m.unknownResult(nameOf(c.name+"()"), c.res, origins(err)&^volatile, nil)
	if err == nil || !results[len(results)-1].isError() {
		return v, nil, true
	}
	if t, ok := v.(Tuple); ok {
		t[len(t)-1] = err
		return t, nil, true
	}
	return err, nil, true
}

// lastOf is the last of several results, or the only one.
func lastOf(v Value) Value {
	if t, ok := v.(Tuple); ok && len(t) > 0 {
		return t[len(t)-1]
	}
	return v
}

// suspicious puts an error that may turn out to be a VPP response into the
// results of an unseen function.
func (m *machine) suspicious(c *call, v Value) Value {
	results := resultTypes(c.res)
	if len(results) == 0 || !results[len(results)-1].isError() {
		return v
	}
	e := m.ex.suspect(c, results[len(results)-1])
	if e == nil {
		return v
	}
	if t, ok := v.(Tuple); ok {
		t[len(t)-1] = e
		return t
	}
	return e
}

// changed counts how often a method was called before on one object, in the
// same way. A setting that is looked up by its name stays what it is.
func (m *machine) changed(c *call, name string) int {
	if c.res == nil {
		return 0
	}
	if len(c.args) == 0 {
		return m.nth(name)
	}
	if s, ok := c.args[0].(*Sym); ok && s.raw != nil || origins(c.args[0])&fromAny != 0 {
		return 0
	}
	for _, a := range c.args[1:] {
		if _, ok := a.(string); ok {
			return 0
		}
	}
	return m.nth(name)
}

// nth counts how often something of a name was asked for before.
func (m *machine) nth(name string) int {
	n := m.version[name]
	m.version[name] = n + 1
	return n
}

// unknownDelay recognises, by the shape of the call, a wait: a function without
// a result but an error, called Wait, Take, Acquire….
func unknownDelay(c *call) bool {
	name := c.name[strings.LastIndexByte(c.name, '.')+1:]
	switch name {
	case "Wait", "WaitN", "Take", "Acquire", "Sleep", "Pause", "Throttle", "Backoff", "Delay":
		return c.res == nil || c.res.isError()
	}
	return false
}

// unknownResult makes up results. The error of an unseen function is nil,
// unless the answer went in.
func (m *machine) unknownResult(name string, t *Type, from origin, r *raw) Value {
	one := func(name string, t *Type) Value {
		if t.isError() && from&fromAny == 0 {
			return Null{}
		}
		if t.isError() && r != nil {
			return Null{} // reading and decoding an answer works
		}
		v := m.symbolic(name, t, from)
		if s, ok := v.(*Sym); ok {
			s.raw = r
			if u := t.under(); u != nil && (u.Kind == body.KPointer || u.Kind == body.KInterface || u.Kind == body.KFunc) && from&fromAny == 0 {
				s.nonNil = true
			}
			if r != nil {
				if d := m.decodedScalar(r, t); d != nil {
					return d
				}
			}
		}
		return v
	}
	if t == nil {
		return Null{}
	}
	if t.Kind != body.KTuple {
		return one(name, t)
	}
	out := make(Tuple, len(t.Params))
	for i, p := range t.Params {
		out[i] = one(name+"#"+strconv.Itoa(i), t.sub(p))
	}
	return out
}

func (m *machine) builtin(c *call) (Value, *userPanic) {
	switch c.name {
	case "len", "cap":
		return m.len(c.args[0], c.name == "cap"), nil
	case "append":
		return m.appendTo(c), nil
	case "copy":
		return m.copySlice(c.args[0], c.args[1]), nil
	case "delete":
		if mp := m.mapOf(c.args[0]); mp != nil {
			m.remove(mp, c.args[1])
		}
	case "clear":
		switch v := c.args[0].(type) {
		case List:
			for _, e := range v.e {
				store(e, m.zero(e.typ))
			}
		default:
			if mp := m.mapOf(v); mp != nil {
				*mp = *newMap()
			}
		}
	case "close":
		if ch, ok := c.args[0].(*Chan); ok {
			if ch.closed {
				return nil, m.runtimePanic("close of closed channel")
			}
			ch.closed = true
			m.settle()
		}
	case "min", "max":
		v := c.args[0]
		for _, w := range c.args[1:] {
			v = m.extreme(v, w, c.name == "max")
		}
		return v, nil
	case "panic":
		return nil, &userPanic{v: c.args[0]}
	case "recover":
		// Only a deferred function itself stops a panic.
		if d := c.f.deferOf; d != nil && d.panic != nil && !d.panic.recovered {
			d.panic.recovered = true
			return d.panic.v, nil
		}
		return Null{}, nil
	case "ssa:deferstack":
		return &deferStack{c.f}, nil
	case "ssa:wrapnilchk":
		return c.args[0], nil
	}
	return Null{}, nil
}

func (m *machine) len(v Value, capacity bool) Value {
	switch v := v.(type) {
	case string:
		return int64(len(v))
	case List:
		if capacity {
			return int64(cap(v.e))
		}
		return int64(len(v.e))
	case *Array:
		return int64(len(v.e))
	case *Cell:
		return m.len(v.v, capacity)
	case *Map:
		m.list(v, nil)
		return int64(len(v.keys))
	case *Chan:
		if capacity {
			return int64(v.size)
		}
		return int64(len(v.buf))
	case Null:
		return int64(0)
	case Boxed:
		return m.len(v.v, capacity)
	case *Sym:
		switch u := v.typ.under(); v.typ.kind() {
		case body.KMap:
			return m.len(m.mapOf(v), capacity)
		case body.KSlice:
			if e := u.elem().under(); e == nil || e.Kind != body.KInt || e.Bits != 8 {
				return int64(m.length(v))
			}
		}
		if v.nonNil {
			m.bounds["len("+v.name+")"] = Span{1, 1 << 40}
		} else if _, ok := m.bounds["len("+v.name+")"]; !ok {
			m.bounds["len("+v.name+")"] = Span{0, 1 << 40}
		}
		return &Sym{name: nameOf("len(" + v.name + ")"), from: v.from &^ volatile}
	}
	return &Sym{name: nameOf("len(" + render(v) + ")"), from: origins(v) &^ volatile}
}

func (m *machine) appendTo(c *call) Value {
	dst, src := c.args[0], c.args[1]
	var add []*Cell
	var et *Type
	if u := c.res.under(); u != nil && u.Kind == body.KSlice {
		et = u.elem()
	}
	switch s := src.(type) {
	case List:
		add = s.e
	case string:
		add = bytesList(s, et).e
	case Null:
		return dst
	default:
		return &Sym{name: nameOf("append(" + render(dst) + "," + render(src) + ")"), typ: c.res, from: origins(dst, src) &^ volatile, raw: rawOf(dst, src)}
	}
	l, ok := dst.(List)
	if !ok {
		if !isNull(dst) {
			return &Sym{name: nameOf("append(" + render(dst) + "," + render(src) + ")"), typ: c.res, from: origins(dst, src) &^ volatile, raw: rawOf(dst, src)}
		}
		if len(add) == 0 {
			return Null{}
		}
	}
	if len(l.e)+len(add) > maxArray {
		m.stop("a slice grows without end")
	}
	e := l.e
	for _, a := range add {
		// Within the capacity, the cell behind may be shared: it is written.
		if len(e) < cap(e) {
			if old := e[:len(e)+1][len(e)]; old != nil {
				store(old, a.v)
				e = e[:len(e)+1]
				continue
			}
		}
		e = append(e, &Cell{v: copyOf(a.v), typ: et})
	}
	return List{e: e}
}

func (m *machine) copySlice(dst, src Value) Value {
	d, ok := dst.(List)
	if !ok {
		return int64(0)
	}
	var from []Value
	switch s := src.(type) {
	case List:
		for _, e := range s.e {
			from = append(from, copyOf(e.v))
		}
	case string:
		for i := range min(len(s), len(d.e)) {
			from = append(from, int64(s[i]))
		}
	}
	n := min(len(d.e), len(from))
	for i := range n {
		store(d.e[i], from[i])
	}
	return int64(n)
}

// extreme is the smaller or larger of two values.
func (m *machine) extreme(x, y Value, larger bool) Value {
	if a, ra, ok := span(x); ok {
		if b, rb, ok := span(y); ok {
			s := Span{min(a.Lo, b.Lo), min(a.Hi, b.Hi)}
			if larger {
				s = Span{max(a.Lo, b.Lo), max(a.Hi, b.Hi)}
			}
			if !ra && !rb {
				return s.Lo
			}
			return s
		}
	}
	if a, ra, ok := fspan(x); ok {
		if b, rb, ok := fspan(y); ok {
			s := FSpan{min(a.Lo, b.Lo), min(a.Hi, b.Hi)}
			if larger {
				s = FSpan{max(a.Lo, b.Lo), max(a.Hi, b.Hi)}
			}
			if !ra && !rb {
				return s.Lo
			}
			return s
		}
	}
	if a, ok := x.(string); ok {
		if b, ok := y.(string); ok {
			if larger {
				return max(a, b)
			}
			return min(a, b)
		}
	}
	if _, _, ok := span(y); !larger && ok {
		return m.extreme(y, x, larger)
	}
	if c, _, ok := span(x); !larger && ok {
		return Span{min(0, c.Hi), c.Hi} // whatever it is, it is not more
	}
	name := "min"
	if larger {
		name = "max"
	}
	return &Sym{name: nameOf("(" + name + " " + render(x) + "," + render(y) + ")"), typ: typeOf(x, nil), from: origins(x, y) &^ volatile}
}
