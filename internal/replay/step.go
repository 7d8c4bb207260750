package replay

import (
	"go/token"
	"strconv"

	"github.com/vpplint/vpplint/internal/body"
)

// step runs one instruction that is neither a phi nor the end of a block.
func (m *machine) step(f *Frame, in *body.Instr) (Value, *userPanic) {
	arg := func(i int) Value { return f.get(m, in.Args[i]) }
	switch in.Op {
	case body.Alloc:
		t := f.typ(in.Type)
		return &Cell{v: m.zero(t), typ: t, by: f}, nil
	case body.BinOp:
		v, p := m.binop(token.Token(in.N), f.typ(in.Type), arg(0), arg(1), literal(in.Args[0]), literal(in.Args[1]))
		return m.remember(f, in, v, arg(0), arg(1)), p
	case body.UnOp:
		return unop(token.Token(in.N), f.typ(in.Type), arg(0)), nil
	case body.Load:
		c, p := m.pointee(arg(0))
		if p != nil {
			return nil, p
		}
		return load(c), nil
	case body.Store:
		c, p := m.pointee(arg(0))
		if p == nil {
			store(c, arg(1))
			c.by = f
		}
		return nil, p
	case body.FieldAddr:
		c, p := m.pointee(arg(0))
		if p != nil {
			return nil, p
		}
		return m.fieldCell(c, int(in.N), in.Sym, f.typ(in.Type)), nil
	case body.Field:
		switch v := arg(0).(type) {
		case *Struct:
			if int(in.N) < len(v.f) {
				return copyOf(v.f[in.N].v), nil
			}
		case *Sym:
			s := m.symbolic(v.name+"."+in.Sym, f.typ(in.Type), v.from)
			return s, nil
		}
		return m.symbolic(render(arg(0))+"."+in.Sym, f.typ(in.Type), origins(arg(0))), nil
	case body.IndexAddr, body.Index:
		return m.index(f, in, arg(0), arg(1))
	case body.Lookup:
		return m.lookup(f, in, arg(0), arg(1)), nil
	case body.MapUpdate:
		if mp := m.mapOf(arg(0)); mp != nil {
			m.put(mp, arg(1), copyOf(arg(2)))
			return nil, nil
		}
		return nil, m.runtimePanic("assignment to entry in nil map")
	case body.Slice:
		return m.slice(f, in)
	case body.MakeSlice:
		n, ok := arg(0).(int64)
		if !ok {
			return m.symbolic("make("+render(arg(0))+")", f.typ(in.Type), origins(arg(0))), nil
		}
		if n < 0 || n > maxArray {
			m.stop("a slice is too large to replay")
		}
		t := f.typ(in.Type).under()
		capacity := n
		if c, ok := arg(1).(int64); ok && c > n && c <= maxArray {
			capacity = c
		}
		l := List{e: make([]*Cell, n, max(capacity, 1))}
		for i := range l.e {
			l.e[i] = &Cell{v: m.zero(t.elem()), typ: t.elem()}
		}
		m.steps += int(n)
		return l, nil
	case body.MakeMap:
		return &Map{m: map[string]*entry{}}, nil
	case body.MakeChan:
		c := &Chan{size: roomy, elem: f.typ(in.Type).under().elem()}
		if n, known := arg(0).(int64); known {
			c.size = int(max(n, 0))
		}
		if m.making {
			c.name = "made in " + f.fn.Name + ":" + strconv.Itoa(f.pc)
		}
		return c, nil
	case body.MakeClosure:
		c := &Closure{name: in.Sym, maker: f, sig: f.typ(in.Type)}
		for i := range in.Args {
			c.free = append(c.free, arg(i))
		}
		if fn := m.body(in.Sym); fn != nil {
			c.fn, c.env = fn, f.envFor(fn, in.TArgs)
		}
		return c, nil
	case body.MakeInterface:
		v := arg(0)
		if b, ok := v.(Boxed); ok {
			return b, nil // a type parameter that was an interface
		}
		return Boxed{typ: f.typ(in.Type), v: copyOf(v)}, nil
	case body.ChangeType:
		return m.retype(arg(0), f.typ(in.Type)), nil
	case body.Convert:
		return m.convert(arg(0), f.typ(in.Type)), nil
	case body.TypeAssert:
		return m.assert(f, in, arg(0))
	case body.Extract:
		switch t := arg(0).(type) {
		case Tuple:
			if int(in.N) < len(t) {
				return t[in.N], nil
			}
		case *Sym:
			return m.symbolic(t.name+"#"+strconv.Itoa(int(in.N)), f.typ(in.Type), t.from), nil
		}
		return Null{}, nil
	case body.Call:
		return m.perform(m.prepare(f, in), nil)
	case body.Go:
		c := m.prepare(f, in)
		c.f = f.frozen()
		m.start(func() {
			if _, p := m.perform(c, nil); p != nil {
				m.stop("a goroutine panics")
			}
		})
		return nil, nil
	case body.Defer:
		c := m.prepare(f, in)
		if in.Flags&body.Sticky != 0 {
			if st, ok := c.args[len(c.args)-1].(*deferStack); ok {
				c.args = c.args[:len(c.args)-1]
				st.of.defers = append(st.of.defers, deferred{c})
				return nil, nil
			}
		}
		f.defers = append(f.defers, deferred{c})
		return nil, nil
	case body.Recv:
		c, _ := arg(0).(*Chan)
		if c == nil {
			if s, ok := arg(0).(*Sym); ok {
				c = m.namedChan(s.name, f.typ(in.Type))
			}
		}
		m.unknownTimers([]*Chan{c})
		v, ok := m.receive2(c)
		if in.Flags&body.CommaOk != 0 {
			return Tuple{v, ok}, nil
		}
		return v, nil
	case body.Send:
		c, _ := arg(0).(*Chan)
		return nil, m.sendTo(f, c, arg(1))
	case body.Select:
		return m.selectInstr(f, in)
	case body.Range:
		return m.iterate(arg(0), f.typ(in.Type)), nil
	case body.Next:
		it, _ := arg(0).(*iterator)
		if it == nil {
			return Tuple{false, Null{}, Null{}}, nil
		}
		return it.next(), nil
	}
	m.stop("a malformed body")
	return nil, nil
}

func (m *machine) receive2(c *Chan) (Value, bool) {
	if c == nil {
		m.block(func() bool { return false }, nil)
	}
	return m.receive(c)
}

// deferStack is the list of deferred calls of a function that ranges over a
// function.
type deferStack struct{ of *Frame }

func (*deferStack) nativeName() string { return "deferstack" }

func unop(op token.Token, t *Type, v Value) Value {
	switch op {
	case token.NOT:
		return not(v)
	case token.SUB:
		switch v := v.(type) {
		case int64:
			return wrap(t, -v)
		case float64:
			return -v
		case Span:
			return Span{-v.Hi, -v.Lo}
		case FSpan:
			return FSpan{-v.Hi, -v.Lo}
		}
	case token.XOR:
		if v, ok := v.(int64); ok {
			return wrap(t, ^v)
		}
	}
	return &Sym{name: nameOf(op.String() + render(v)), typ: t, from: origins(v) &^ volatile}
}

// retype gives a value the name of a type: that of a struct decides its
// methods.
func (m *machine) retype(v Value, t *Type) Value {
	switch v := v.(type) {
	case *Struct:
		c := copyOf(v).(*Struct)
		c.typ = t
		return c
	case *Sym:
		c := *v
		c.typ = t
		return &c
	case *Closure:
		return v
	}
	return v
}

// pointee is the variable that a pointer points to.
func (m *machine) pointee(v Value) (*Cell, *userPanic) {
	switch v := v.(type) {
	case *Cell:
		return v, nil
	case *Sym:
		return m.deref(v), nil
	case Boxed:
		return m.pointee(v.v)
	case native:
		return &Cell{v: v}, nil
	}
	return nil, m.runtimePanic("invalid memory address or nil pointer dereference")
}

// deref makes up what an unknown pointer points to, and remembers it.
func (m *machine) deref(s *Sym) *Cell {
	if c := m.mem[s.name]; c != nil {
		return c
	}
	var t *Type
	if u := s.typ.under(); u != nil && u.Kind == body.KPointer {
		t = u.elem()
	}
	c := &Cell{typ: t, name: s.name}
	m.mem[s.name] = c
	c.v = m.symbolic(s.name, t, s.from)
	if s.raw != nil {
		if inner, ok := c.v.(*Sym); ok {
			inner.raw = s.raw
		}
	}
	m.queue(c, s.name)
	return c
}

func load(c *Cell) Value {
	if c.v == nil {
		c.v = Null{}
	}
	return copyOf(c.v)
}

// fieldCell is a field of the struct in a cell.
func (m *machine) fieldCell(c *Cell, i int, name string, t *Type) *Cell {
	switch v := c.v.(type) {
	case *Struct:
		if i < len(v.f) {
			if v.f[i].typ == nil {
				v.f[i].typ = t
			}
			return v.f[i]
		}
	case *Bag:
		return v.field(m, name, t)
	case *Sym:
		b := &Bag{sym: v, f: map[string]*Cell{}}
		c.v = b
		return b.field(m, name, t)
	case interface{ field(string) Value }:
		return &Cell{v: v.field(name), typ: t}
	}
	return &Cell{v: m.symbolic(render(c.v)+"."+name, t, origins(c.v)), typ: t}
}

// Bag is a struct of which a name is known, some fields perhaps, and those that
// were touched.
type Bag struct {
	sym   *Sym
	text  string           // what the whole was made of, "" if that is not known
	known map[string]Value // fields as they are at first
	names []string
	f     map[string]*Cell
}

func (b *Bag) nativeName() string { return b.sym.name }

func (b *Bag) field(m *machine, name string, t *Type) *Cell {
	if c := b.f[name]; c != nil {
		return c
	}
	v, known := b.known[name]
	if !known {
		v = m.symbolic(b.sym.name+"."+name, t, b.sym.from)
	}
	c := &Cell{v: v, typ: t}
	b.names = append(b.names, name)
	b.f[name] = c
	return c
}

func (b *Bag) render(r renderer, _ int) {
	r.b.WriteString(b.sym.name)
	for _, n := range b.names {
		was := b.sym.name + "." + n
		if v, known := b.known[n]; known {
			was = render(v)
		}
		if own := render(b.f[n].v); own != was {
			r.b.WriteString("{" + n + ":" + own + "}")
		}
	}
}

func (m *machine) index(f *Frame, in *body.Instr, x, i Value) (Value, *userPanic) {
	var cells []*Cell
	switch v := x.(type) {
	case *Cell:
		if a, ok := v.v.(*Array); ok {
			cells = a.e
		} else {
			return m.elemCell(f, in, v.v, i)
		}
	case *Array:
		cells = v.e
	case List:
		cells = v.e
	case string:
		if n, ok := i.(int64); ok {
			if n < 0 || n >= int64(len(v)) {
				return nil, m.runtimePanic("index out of range")
			}
			return int64(v[n]), nil
		}
		return m.elemCell(f, in, x, i)
	case Null:
		return nil, m.runtimePanic("index out of range")
	default:
		return m.elemCell(f, in, x, i)
	}
	var c *Cell
	if n, ok := i.(int64); ok {
		if n < 0 || n >= int64(len(cells)) {
			return nil, m.runtimePanic("index out of range [%d] with length %d", n, len(cells))
		}
		c = cells[n]
	} else if len(cells) == 0 {
		return nil, m.runtimePanic("index out of range")
	} else if s, random, ok := span(i); ok && random && s.Lo >= 0 && s.Hi < int64(len(cells)) {
		c = cells[int(s.Lo)+m.choose("at "+strconv.FormatInt(s.Lo, 10)+".."+strconv.FormatInt(s.Hi, 10), int(s.Hi-s.Lo)+1, fromAnswer)]
	} else {
		c = cells[m.choose("at "+render(i)+" of "+strconv.Itoa(len(cells)), len(cells), origins(i))]
	}
	if in.Op == body.IndexAddr {
		return c, nil
	}
	return copyOf(c.v), nil
}

// elemCell is an element of what is not known.
func (m *machine) elemCell(f *Frame, in *body.Instr, x, i Value) (Value, *userPanic) {
	name := nameOf(render(x) + "[" + render(i) + "]")
	t := f.typ(in.Type)
	if in.Op == body.Index {
		return m.symbolic(name, t, origins(x, i)), nil
	}
	c := m.mem["&"+name]
	if c == nil {
		c = &Cell{v: m.symbolic(name, t, origins(x, i)), typ: t, name: name}
		m.mem["&"+name] = c
	}
	return c, nil
}

func (m *machine) slice(f *Frame, in *body.Instr) (Value, *userPanic) {
	x := f.get(m, in.Args[0])
	bound := func(i int, def int) (int, bool) {
		switch v := f.get(m, in.Args[i]).(type) {
		case nil:
			return def, true
		case int64:
			return int(v), true
		case Span:
			return int(v.Lo), true
		}
		return 0, false
	}
	if c, ok := x.(*Cell); ok {
		if a, ok := c.v.(*Array); ok {
			x = List{e: a.e[:len(a.e):len(a.e)]}
		} else {
			x = c.v
		}
	}
	switch v := x.(type) {
	case string:
		lo, ok1 := bound(1, 0)
		hi, ok2 := bound(2, len(v))
		if ok1 && ok2 {
			if lo < 0 || hi < lo || hi > len(v) {
				return nil, m.runtimePanic("slice bounds out of range")
			}
			return v[lo:hi], nil
		}
	case List:
		lo, ok1 := bound(1, 0)
		hi, ok2 := bound(2, len(v.e))
		mx, ok3 := bound(3, cap(v.e))
		if ok1 && ok2 && ok3 {
			if lo < 0 || hi < lo || hi > cap(v.e) || mx > cap(v.e) || mx < hi {
				return nil, m.runtimePanic("slice bounds out of range [%d:%d]", lo, hi)
			}
			s := v.e[lo:hi:mx]
			if len(v.e) < hi { // beyond the length: the cells may not exist yet
				t := f.typ(in.Type).under()
				for i := range s {
					if s[i] == nil {
						s[i] = &Cell{v: m.zero(t.elem()), typ: t.elem()}
					}
				}
			}
			return List{e: s}, nil
		}
	case Null:
		return v, nil
	}
	args := make([]Value, len(in.Args))
	name := "slice("
	for i, a := range in.Args {
		args[i] = f.get(m, a)
		if i == 0 {
			args[i] = x
		}
		name += render(args[i]) + ","
	}
	if s, ok := x.(*Sym); ok && in.Args[1] == body.None && in.Args[2] == body.None {
		return s, nil
	}
	return &Sym{name: nameOf(name + ")"), typ: f.typ(in.Type), from: origins(args...) &^ volatile, raw: rawOf(x)}, nil
}

// assert is a type assertion.
func (m *machine) assert(f *Frame, in *body.Instr, v Value) (Value, *userPanic) {
	t := f.typ(in.Type)
	commaOk := in.Flags&body.CommaOk != 0
	yes := func(v Value) (Value, *userPanic) {
		if commaOk {
			return Tuple{v, true}, nil
		}
		return v, nil
	}
	no := func() (Value, *userPanic) {
		if commaOk {
			return Tuple{m.zero(t), false}, nil
		}
		return nil, m.runtimePanic("interface conversion")
	}
	isInterface := t.kind() == body.KInterface
	switch b := v.(type) {
	case Boxed:
		switch {
		case isInterface && m.implements(b, t):
			return yes(b)
		case !isInterface && m.sameType(b, t):
			return yes(copyOf(b.v))
		}
		return no()
	case Null:
		return no()
	case *Sym:
		if isInterface && t.wraps() && (b.raw != nil || unwrapped(b)) { // it is what was looked for
			return no()
		}
		if b.raw != nil { // a decoded document: it has the type that is asked for
			if d := m.decoded(b.raw, t); d != nil {
				return yes(d)
			}
		}
		if isInterface && b.typ != nil && subset(t.under().Methods, b.typ.under()) {
			return yes(b)
		}
		if made := m.ex.asVPP(m, b, t); made != nil {
			return yes(made)
		}
		switch {
		case b.ctx && isScalar(t):
			return no()
		case b.raw != nil && !isInterface: // a document has the form that is expected
			return yes(m.payload(b, t))
		}
		if !commaOk || m.choose("is "+b.name+" "+t.Key(), 2, b.from) == 0 {
			if isInterface {
				c := *b
				c.typ, c.nonNil = t, true
				return yes(&c)
			}
			return yes(m.symbolic(b.name+".("+t.Key()+")", t, b.from))
		}
		return no()
	}
	// An unboxed value stands for an interface of a type parameter.
	if isInterface || m.sameKindOf(v, t) {
		return yes(v)
	}
	return no()
}

func (m *machine) sameKindOf(v Value, t *Type) bool {
	switch v := v.(type) {
	case string:
		return t.kind() == body.KString
	case int64, Span:
		return t.kind() == body.KInt
	case float64, FSpan:
		return t.kind() == body.KFloat
	case bool:
		return t.kind() == body.KBool
	case *Struct:
		return v.typ.Key() == t.Key()
	}
	return false
}

func (m *machine) sameType(b Boxed, t *Type) bool {
	if b.typ == nil {
		return false
	}
	return b.typ.Key() == t.Key()
}

func subset(want []string, t *Type) bool {
	if t == nil || t.Kind != body.KInterface {
		return false
	}
	have := map[string]bool{}
	for _, n := range t.Methods {
		have[n] = true
	}
	for _, n := range want {
		if !have[n] {
			return false
		}
	}
	return true
}

// implements says whether the value in b has the methods of an interface.
func (m *machine) implements(b Boxed, t *Type) bool {
	u := t.under()
	if len(u.Methods) == 0 {
		return true
	}
	unmarked := 0
	for _, key := range u.Methods {
		if !m.prog.has(b.typ.named(), key) && !m.nativeMethod(b, key) {
			return false
		}
		if key == body.MethodName(key) && unmarked < len(u.Params) {
			sig := u.sub(u.Params[unmarked])
			unmarked++
			if fn := m.prog.method(b.typ.named(), key); fn != nil && !fn.has(sig, b.typ.args()) {
				return false
			}
		}
	}
	return true
}

// has says whether a method, of a type with some arguments, has a signature.
func (f *Func) has(sig *Type, env []*Type) bool {
	u := sig.under()
	if u == nil || u.Kind != body.KFunc || len(f.Params) != len(u.Params)+1 || len(f.Results) != len(u.Results) {
		return false
	}
	same := func(own, asked []int32) bool {
		for i := range own {
			if a, b := f.pkg.typ(own[i], env), u.sub(asked[i]); a != nil && b != nil && a.Key() != b.Key() {
				return false
			}
		}
		return true
	}
	return same(f.Params[1:], u.Params) && same(f.Results, u.Results)
}

func (m *machine) selectInstr(f *Frame, in *body.Instr) (Value, *userPanic) {
	n := int(in.N)
	chans, sends, isSend := make([]*Chan, n), make([]Value, n), make([]bool, n)
	for i := range n {
		switch c := f.get(m, in.Args[2*i]).(type) {
		case *Chan:
			chans[i] = c
		case *Sym:
			chans[i] = m.namedChan(c.name, nil)
		}
		if in.Args[2*i+1] != body.None {
			isSend[i] = true
			sends[i] = f.get(m, in.Args[2*i+1])
		}
	}
	i, v, ok := m.selectOn(f, chans, sends, isSend, in.Flags&body.Blocking != 0)
	if i >= 0 && isSend[i] && chans[i].closed {
		return nil, m.runtimePanic("send on closed channel")
	}
	out := Tuple{int64(i), ok}
	for j := range n {
		if isSend[j] {
			continue
		}
		if j == i {
			out = append(out, v)
		} else {
			out = append(out, Null{})
		}
	}
	return out, nil
}
