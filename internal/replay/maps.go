package replay

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vpplint/vpplint/internal/body"
)

// mapOf is the map that a value stands for; nil for a nil map.
func (m *machine) mapOf(v Value) *Map {
	switch v := v.(type) {
	case *Map:
		return v
	case *Sym:
		c := m.mem["map "+v.name]
		if c == nil {
			c = &Cell{v: &Map{m: map[string]*entry{}, sym: v}}
			m.mem["map "+v.name] = c
		}
		return c.v.(*Map)
	case Boxed:
		return m.mapOf(v.v)
	}
	return nil
}

// find looks a key up. A key that is not known may be any of those there.
func (m *machine) find(mp *Map, k Value) *entry {
	if e := m.surely(mp, k); e != nil {
		return e
	}
	for _, key := range mp.keys {
		m.spend(1)
		e := mp.m[key]
		switch eq := m.equals(e.k, k).(type) {
		case bool:
			if eq {
				return e
			}
		case *Sym:
			if m.decide(eq) {
				return e
			}
		}
	}
	return nil
}

// surely is the entry of a key that needs no question.
func (m *machine) surely(mp *Map, k Value) *entry {
	if e := mp.m[render(k)]; e != nil {
		return e
	}
	s, ok := k.(*Sym)
	if !ok {
		return nil
	}
	for _, key := range mp.keys {
		m.spend(1)
		if mp.sym != nil && strings.HasPrefix(s.name, mp.sym.name+"["+key+"].") {
			return mp.m[key] // an entry knows its own key
		}
		if equal, known := m.compared(s.name, key); known && equal {
			return mp.m[key]
		}
	}
	return nil
}

func (m *machine) put(mp *Map, k, v Value) {
	if e := m.surely(mp, k); e != nil {
		e.v = v
		return
	}
	key := render(k)
	mp.keys = append(mp.keys, key)
	mp.m[key] = &entry{k, v}
}

func (m *machine) remove(mp *Map, k Value) {
	e := m.find(mp, k)
	if e == nil {
		return
	}
	for i, key := range mp.keys {
		if mp.m[key] == e {
			mp.keys = append(mp.keys[:i:i], mp.keys[i+1:]...)
			delete(mp.m, key)
			return
		}
	}
}

func (m *machine) lookup(f *Frame, in *body.Instr, x, k Value) Value {
	t := f.typ(in.Type)
	result := func(v Value, ok Value) Value {
		if in.Flags&body.CommaOk != 0 {
			return Tuple{v, ok}
		}
		return v
	}
	if s, ok := x.(string); ok {
		if n, ok := k.(int64); ok && n >= 0 && n < int64(len(s)) {
			return int64(s[n])
		}
	}
	if s, ok := x.(*Sym); ok && s.raw != nil {
		return m.lookupAnswer(in, s, k, t, result)
	}
	mp := m.mapOf(x)
	if mp == nil {
		return result(m.zero(t), false)
	}
	if e := m.find(mp, k); e != nil {
		return result(copyOf(e.v), true)
	}
	if mp.sym == nil {
		return result(m.zero(t), false)
	}
	if mp.listed || mp.fresh && isScalar(t) {
		return result(m.zero(t), false)
	}
	name := mp.sym.name + "[" + render(k) + "]"
	from := mp.sym.from | origins(k)
	if m.sawNumber(k) {
		from |= fromAnswer // what an unknown table makes of the number
	}
	if in.Flags&body.CommaOk != 0 && m.choose("has "+nameOf(name), 2, from) != 0 {
		return Tuple{m.zero(t), false}
	}
	v := m.symbolic(name, t, from)
	m.put(mp, k, v)
	return result(copyOf(v), true)
}

// isScalar says whether values of a type count or measure: what nobody has
// counted yet is zero.
func isScalar(t *Type) bool {
	switch t.kind() {
	case body.KBool, body.KInt, body.KFloat:
		return true
	}
	return t.named() == "time.Time"
}

// iterator goes over a map or a string.
type iterator struct {
	mp   *Map
	keys []string
	str  string
	i    int
}

func (*iterator) nativeName() string { return "iterator" }

func (m *machine) iterate(v Value, t *Type) *iterator {
	if s, ok := v.(string); ok {
		return &iterator{str: s}
	}
	if t.kind() == body.KString {
		return &iterator{} // what a text from outside consists of does not matter
	}
	it := &iterator{mp: m.mapOf(v)}
	if it.mp != nil {
		m.list(it.mp, t)
		it.keys = append(it.keys, it.mp.keys...)
	}
	return it
}

// list makes up the entries of a map from outside.
func (m *machine) list(mp *Map, t *Type) {
	if mp.sym == nil || mp.listed {
		return
	}
	mp.listed = true
	if len(mp.keys) > 0 {
		return
	}
	if t.kind() != body.KMap {
		t = mp.sym.typ
	}
	u := t.under()
	if u == nil || u.Kind != body.KMap {
		return
	}
	for i := range m.length(mp.sym) {
		k := m.symbolic(mp.sym.name+".key"+strconv.Itoa(i), u.sub(u.Type.Key), mp.sym.from)
		m.put(mp, k, m.symbolic(mp.sym.name+"["+render(k)+"]", u.elem(), mp.sym.from))
	}
}

func (it *iterator) next() Value {
	if it.mp == nil {
		if it.i >= len(it.str) {
			return Tuple{false, int64(0), int64(0)}
		}
		r, n := utf8.DecodeRuneInString(it.str[it.i:])
		at := it.i
		it.i += n
		return Tuple{true, int64(at), int64(r)}
	}
	for it.i < len(it.keys) {
		e := it.mp.m[it.keys[it.i]]
		it.i++
		if e != nil {
			return Tuple{true, copyOf(e.k), copyOf(e.v)}
		}
	}
	return Tuple{false, Null{}, Null{}}
}

// length decides how long something from outside is: the list in an answer is
// replayed with none, one and two entries, or one at most if it is not the
// answer that is examined; one from configuration with two.
func (m *machine) length(s *Sym) int {
	switch {
	case s.from&fromAnswer != 0:
		return m.choose("len "+s.name, 3, s.from)
	case s.from&fromOther != 0:
		return 1 - m.choose("len "+s.name, 2, s.from)
	}
	return 2
}
