package replay

import (
	"hash/fnv"
	"strconv"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/standard"
)

// Value is a value at run time, one of:
//
//	bool, int64, float64, string   concrete
//	Span, FSpan                    a random number between two ends
//	Stamp, Instant                 an integer, or a time, read off the clock
//	*Sym                           not known
//	Null                           nil, of whatever type
//	*Cell                          a pointer
//	*Struct, *Array                composite values; their parts are cells
//	List                           a slice
//	*Map, *Chan, *Closure
//	Boxed                          an interface that is not nil
//	Tuple                          several results
//	native                         an object of the standard library
type Value any

// Null is nil.
type Null struct{}

// Span is a random integer.
type Span struct{ Lo, Hi int64 }

// FSpan is a random floating-point number.
type FSpan struct{ Lo, Hi float64 }

// Cell is a variable. Pointers are cells, so that aliases need no care.
type Cell struct {
	v    Value
	typ  *Type
	name string // structural name where it was made up; "" otherwise
	by   *Frame // who made it, or wrote to it last
}

// Struct is a struct value.
type Struct struct {
	typ *Type
	f   []*Cell
}

// Array is an array value.
type Array struct {
	typ *Type
	e   []*Cell
}

// List is a slice: Go's own slice of cells gives length, capacity, aliasing
// and append for nothing.
type List struct{ e []*Cell }

// Map is a map, in the order of insertion.
type Map struct {
	keys []string
	m    map[string]*entry
	// sym names a map whose other entries are not known; nil for a real one.
	sym    *Sym
	listed bool // the entries that sym stands for are among the keys
	fresh  bool // it was empty when it was made: nothing has been counted in it
}

type entry struct{ k, v Value }

// Boxed is a value in an interface.
type Boxed struct {
	typ *Type
	v   Value
}

// unboxed is what an interface holds, or the value itself.
func unboxed(v Value) Value {
	if b, ok := v.(Boxed); ok {
		return b.v
	}
	return v
}

// Tuple is what a function with several results returns.
type Tuple []Value

// Closure is a function value.
type Closure struct {
	fn     *Func
	env    []*Type
	free   []Value
	maker  *Frame
	native func(*call) Value // instead of fn
	name   string            // of a native or an unseen function
	sig    *Type             // of an unseen function
}

// native is an object of the standard library.
type native interface{ nativeName() string }

// Origin says where an unknown comes from; a bit set.
type origin uint8

const (
	fromAnswer  origin = 1 << iota // the pinned answer, or chance: every way must yield the finding
	fromLimit                      // a limit that could not be resolved
	fromEntries                    // an entry of the answer that has the pinned number
	fromOther                      // the answer to another request, which succeeds: any way will do
	volatile                       // the clock, a request ID…: differs between sends, and means nothing

	fromAny = fromAnswer | fromOther // an answer
)

// Sym is a value that is not known. Two symbols with the same name are the
// same value.
type Sym struct {
	name   string
	typ    *Type
	from   origin
	nonNil bool
	neg    bool // a negated condition: !name
	ctx    bool // what a context from outside holds: nobody has put numbers there
	raw    *raw // an answer that is not decoded yet

	about *comparison // what a condition narrows, nil for nothing

	ordered, first bool // a comparison of two symbols, and whether the first has the smaller name
}

// raw is an undecoded answer, or a part of one.
type raw struct {
	ans  *answer
	path string
}

// nameOf shortens long names, so that they stay cheap to compare.
func nameOf(s string) string {
	if len(s) <= 160 {
		return s
	}
	h := fnv.New64a()
	h.Write([]byte(s))
	return s[:60] + "…" + strconv.FormatUint(h.Sum64(), 36)
}

// zero is the zero value of a type.
func (m *machine) zero(t *Type) Value { return m.zeroDepth(t, 0) }

func (m *machine) zeroDepth(t *Type, depth int) Value {
	t = m.complete(t)
	u := t.under()
	if u == nil || depth > 12 {
		return Null{}
	}
	if t.named() == "time.Time" && t.Kind == body.KNamed {
		return Instant{zero: true}
	}
	switch u.Kind {
	case body.KBool:
		return false
	case body.KInt:
		return int64(0)
	case body.KFloat, body.KComplex:
		return float64(0)
	case body.KString:
		return ""
	case body.KStruct:
		s := &Struct{typ: t, f: make([]*Cell, len(u.Fields))}
		m.steps += len(u.Fields)
		cells := make([]Cell, len(u.Fields))
		for i := range u.Fields {
			ft := u.sub(u.Fields[i].Type)
			cells[i] = Cell{v: m.zeroDepth(ft, depth+1), typ: ft}
			s.f[i] = &cells[i]
		}
		return s
	case body.KArray:
		n := u.Len
		if n > maxArray {
			m.stop("an array is too large to replay")
		}
		a := &Array{typ: t, e: make([]*Cell, n)}
		et := u.elem()
		for i := range a.e {
			a.e[i] = &Cell{v: m.zeroDepth(et, depth+1), typ: et}
		}
		m.steps += int(n)
		return a
	}
	return Null{}
}

const maxArray = 1 << 16

// complete is a type of the standard library with all its fields, where the
// bodies of its package are run: other packages know them in part only.
func (m *machine) complete(t *Type) *Type {
	if t == nil || t.Kind != body.KNamed || len(t.Params) > 0 || !standard.Is(PackageOf(t.Name)) {
		return t
	}
	if s := m.prog.standard().known[t.Name]; s != nil && m.prog.standard().pkgs[PackageOf(t.Name)] != nil {
		return s
	}
	return t
}

// symbolic makes up a value of a type: what is known of it is its name.
func (m *machine) symbolic(name string, t *Type, from origin) Value {
	return m.symbolicDepth(nameOf(name), t, from, 0)
}

func (m *machine) symbolicDepth(name string, t *Type, from origin, depth int) Value {
	u := t.under()
	sym := &Sym{name: name, typ: t, from: from}
	if u == nil || depth > 4 {
		return sym
	}
	switch u.Kind {
	case body.KStruct:
		if opaqueStruct[t.named()] {
			return sym
		}
		s := &Struct{typ: t, f: make([]*Cell, len(u.Fields))}
		for i, f := range u.Fields {
			ft := u.sub(f.Type)
			s.f[i] = &Cell{v: m.symbolicDepth(name+"."+f.Name, ft, from, depth+1), typ: ft, name: name + "." + f.Name}
			if from == 0 && m.prog.counts(t.named()+"."+f.Name) {
				s.f[i].v = m.uncounted(name+"."+f.Name, ft)
			}
			m.queue(s.f[i], name+"."+f.Name)
		}
		return s
	case body.KArray:
		if u.Len > 64 {
			return sym
		}
		a := &Array{typ: t, e: make([]*Cell, u.Len)}
		for i := range a.e {
			a.e[i] = &Cell{v: m.symbolicDepth(name+"["+strconv.Itoa(i)+"]", u.elem(), from, depth+1), typ: u.elem()}
		}
		return a
	case body.KSlice:
		// A work list from outside has two entries: enough to tell a walk
		// from a repetition. Bytes are one value, and so is the unknown
		// payload of an answer.
		if e := u.elem().under(); from&fromAny != 0 || e != nil && e.Kind == body.KInt && e.Bits == 8 {
			return sym
		}
		l := List{e: make([]*Cell, 2)}
		for i := range l.e {
			l.e[i] = &Cell{v: m.symbolicDepth(name+"["+strconv.Itoa(i)+"]", u.elem(), from, depth+1), typ: u.elem()}
		}
		return l
	case body.KChan:
		return m.namedChan(name, u.elem())
	}
	return sym
}

// uncounted is the value of a counter, or of a map of counters, that nothing
// has counted yet.
func (m *machine) uncounted(name string, t *Type) Value {
	if t.kind() == body.KMap {
		return &Map{m: map[string]*entry{}, sym: &Sym{name: name, typ: t}, fresh: true}
	}
	return m.zero(t)
}

// queue puts one item into a list of the standard library that comes from
// outside: a work queue is replayed with one item.
func (m *machine) queue(c *Cell, name string) {
	if c.typ.named() != "container/list.List" || c.typ.Kind == body.KPointer {
		return
	}
	if push := m.body("(container/list.List).PushBack"); push != nil {
		c.v = m.zero(c.typ)
		m.invoke(nil, push, nil, []Value{c, &Sym{name: nameOf("item of " + name), nonNil: true}}, nil, nil, nil)
	}
}

// opaqueStruct are structs of the standard library whose fields nobody sees.
var opaqueStruct = map[string]bool{"time.Time": true, "reflect.Value": true}

// copyOf copies a composite value, as an assignment does.
func copyOf(v Value) Value {
	switch v := v.(type) {
	case *Struct:
		c := &Struct{typ: v.typ, f: make([]*Cell, len(v.f))}
		cells := make([]Cell, len(v.f))
		for i, f := range v.f {
			cells[i] = Cell{v: copyOf(f.v), typ: f.typ, by: f.by}
			c.f[i] = &cells[i]
		}
		return c
	case *Array:
		c := &Array{typ: v.typ, e: make([]*Cell, len(v.e))}
		for i, e := range v.e {
			c.e[i] = &Cell{v: copyOf(e.v), typ: e.typ}
		}
		return c
	}
	return v
}

// store writes into the existing cells of a composite, so that pointers to its
// parts stay valid.
func store(c *Cell, v Value) {
	switch v := v.(type) {
	case *Struct:
		if old, ok := c.v.(*Struct); ok && len(old.f) == len(v.f) {
			vals := copyOf(v).(*Struct)
			for i, f := range vals.f {
				store(old.f[i], f.v)
				old.f[i].by = f.by
			}
			return
		}
	case *Array:
		if old, ok := c.v.(*Array); ok && len(old.e) == len(v.e) {
			vals := make([]Value, len(v.e))
			for i := range v.e {
				vals[i] = copyOf(v.e[i].v)
			}
			for i := range v.e {
				store(old.e[i], vals[i])
			}
			return
		}
	}
	c.v = copyOf(v)
}

// origins collects where the unknown parts of values come from.
func origins(vs ...Value) origin {
	var o origin
	for _, v := range vs {
		o |= originDeep(v, 0)
	}
	return o
}

func originDeep(v Value, depth int) origin {
	if depth > 6 {
		return 0
	}
	var o origin
	switch v := v.(type) {
	case *Sym:
		return v.from
	case Span, FSpan:
		return fromAnswer // chance: every way must yield the finding
	case Stamp, Instant:
		return volatile
	case *Cell:
		return originDeep(v.v, depth+1)
	case *Struct:
		for _, f := range v.f {
			o |= originDeep(f.v, depth+1)
		}
	case *Array:
		for _, e := range v.e {
			o |= originDeep(e.v, depth+1)
		}
	case List:
		for _, e := range v.e {
			o |= originDeep(e.v, depth+1)
		}
	case *Map:
		for _, k := range v.keys {
			o |= originDeep(v.m[k].v, depth+1) | originDeep(v.m[k].k, depth+1)
		}
	case Boxed:
		return originDeep(v.v, depth+1)
	case Tuple:
		for _, x := range v {
			o |= originDeep(x, depth+1)
		}
	case interface{ parts() []Value }:
		for _, x := range v.parts() {
			o |= originDeep(x, depth+1)
		}
	}
	return o
}

// rawOf finds an undecoded answer in values.
func rawOf(vs ...Value) *raw {
	for _, v := range vs {
		if r := rawDeep(v, 0); r != nil {
			return r
		}
	}
	return nil
}

func rawDeep(v Value, depth int) *raw {
	if depth > 5 {
		return nil
	}
	switch v := v.(type) {
	case *Sym:
		return v.raw
	case Boxed:
		return rawDeep(v.v, depth+1)
	case *Cell:
		return rawDeep(v.v, depth+1)
	case *Struct:
		for _, f := range v.f {
			if r := rawDeep(f.v, depth+1); r != nil {
				return r
			}
		}
	case List:
		for _, e := range v.e {
			if r := rawDeep(e.v, depth+1); r != nil {
				return r
			}
		}
	case interface{ parts() []Value }:
		return rawOf(v.parts()...)
	}
	return nil
}
