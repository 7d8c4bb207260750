package replay

import (
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// Wire names of an answer.
const (
	wireNumber       = "errorNumber"
	wireText         = "errorMessage"
	wireStatus       = "status"
	wireAssociations = "associations"
)

// origin is where what lies at r comes from.
func (r *raw) origin() origin {
	if strings.HasPrefix(r.path, wireAssociations) && r.ans.number != 0 {
		return fromAnswer | fromEntries
	}
	return r.ans.origin()
}

// opaqueDecode handles an unseen function that takes an undecoded answer: one
// that decodes it into a pointer, or one that picks a part of it by a path.
func (m *machine) opaqueDecode(c *call) (Value, bool) {
	r := rawOf(c.args...)
	if r == nil {
		return nil, false
	}
	for _, a := range c.args {
		a = unboxed(a)
		if cell, ok := a.(*Cell); ok && rawOf(cell) == nil && cell.typ != nil && !standardFunc(cell.typ.named()) {
			if k := cell.typ.kind(); k == body.KStruct || k == body.KMap || k == body.KInterface || k == body.KSlice {
				m.decodeInto(cell, cell.typ, r)
				return m.unknownResult("decoded", c.res, 0, nil), true
			}
		}
	}
	path := r.path
	for _, a := range c.args {
		a = unboxed(a)
		if l, ok := a.(List); ok {
			for _, e := range l.e {
				if s, ok := e.v.(string); ok {
					path = join(path, s)
				}
			}
		}
		if s, ok := a.(string); ok {
			path = join(path, s)
		}
	}
	if path == r.path || c.res == nil {
		return nil, false
	}
	if c.in.Flags&body.ByKey != 0 {
		r.ans.send.vpp = true
	}
	part := &raw{ans: r.ans, path: path}
	name := nameOf(r.ans.prefix() + "." + path)
	if c.res.Kind != body.KTuple {
		if d := m.decodedScalar(part, c.res); d != nil {
			return d, true
		}
		return &Sym{name: name, typ: c.res, from: part.origin(), raw: part, nonNil: true}, true
	}
	out := make(Tuple, len(c.res.Params))
	for i, p := range c.res.Params {
		t := c.res.sub(p)
		switch d := m.decodedScalar(part, t); {
		case t.isError():
			out[i] = Null{}
		case d != nil:
			out[i] = d
		default:
			out[i] = &Sym{name: name, typ: t, from: part.origin(), raw: part}
		}
	}
	return out, true
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// leaf is the last name of a path, without an index.
func leaf(path string) string {
	return path[strings.LastIndexByte(path, '.')+1:]
}

// decodedScalar is a part of an answer that is known, as a value of a type; nil
// where it is payload.
func (m *machine) decodedScalar(r *raw, t *Type) Value {
	kind := t.kind()
	n := r.ans.number
	switch strings.ToLower(leaf(r.path)) {
	case strings.ToLower(wireNumber):
		switch kind {
		case body.KInt:
			return n
		case body.KFloat:
			return float64(n)
		case body.KBool: // whether it is there
			return n != 0
		case body.KString:
			if n == 0 {
				return ""
			}
			return strconv.FormatInt(n, 10)
		case body.KPointer:
			if n == 0 {
				return Null{}
			}
			return &Cell{v: m.decodedScalar(r, t.under().elem()), typ: t.under().elem()}
		}
	case wireStatus:
		if kind == body.KInt || kind == body.KFloat {
			v := int64(0)
			if n != 0 {
				v = -1
			}
			if kind == body.KFloat {
				return float64(v)
			}
			return v
		}
	case strings.ToLower(wireText):
		switch {
		case kind == body.KString && n == 0:
			return ""
		case kind == body.KString:
			return &Sym{name: "answer." + wireText, typ: t, from: fromAnswer, nonNil: true}
		case kind == body.KBool:
			return n != 0
		case kind == body.KPointer && n == 0:
			return Null{}
		case kind == body.KPointer:
			return &Cell{v: m.decodedScalar(r, t.under().elem()), typ: t.under().elem()}
		}
	}
	return nil
}

// decoded is an undecoded answer as a value of a type that it is asserted to
// be; nil where that says nothing.
func (m *machine) decoded(r *raw, t *Type) Value {
	switch t.kind() {
	case body.KInt:
		return nil
	case body.KMap, body.KInterface:
		return &Sym{name: nameOf(r.ans.prefix() + "." + r.path), typ: t, from: r.origin(), raw: r, nonNil: true}
	case body.KSlice:
		if leaf(r.path) == wireAssociations {
			e := t.under().elem()
			return List{e: []*Cell{{v: &Sym{name: nameOf(r.ans.prefix() + "." + r.path + "[0]"), typ: e, from: fromAnswer | fromEntries, nonNil: true, raw: &raw{ans: r.ans, path: r.path + ".0"}}, typ: e}}}
		}
	}
	if d := m.decodedScalar(r, t); d != nil {
		return d
	}
	return nil
}

// payload is a part of an answer as a value of a type.
func (m *machine) payload(s *Sym, t *Type) Value {
	v := m.symbolic(s.name+".("+t.Key()+")", t, s.from)
	if inner, ok := v.(*Sym); ok {
		inner.raw = s.raw
	}
	return v
}

// lookupAnswer reads a key of an answer that was decoded into a map.
func (m *machine) lookupAnswer(in *body.Instr, s *Sym, k Value, t *Type, result func(v, ok Value) Value) Value {
	key, ok := k.(string)
	if !ok {
		return result(&Sym{name: nameOf(s.name + "[" + render(k) + "]"), typ: t, from: s.raw.origin()}, true)
	}
	r := &raw{ans: s.raw.ans, path: join(s.raw.path, key)}
	if in.Flags&body.ByKey != 0 {
		r.ans.send.vpp = true
	}
	name := nameOf(r.ans.prefix() + "." + r.path)
	var there bool
	switch key {
	case wireNumber, wireText:
		there = r.ans.number != 0
	case wireStatus, wireAssociations:
		there = true
	default:
		if in.Flags&body.CommaOk != 0 {
			if m.choose("has "+name, 2, r.ans.origin()) != 0 {
				return Tuple{m.zero(t), false}
			}
		}
		return result(&Sym{name: name, typ: t, from: r.origin(), raw: r}, true)
	}
	if !there {
		return result(m.zero(t), false)
	}
	if d := m.decodedScalar(r, t); d != nil {
		return result(d, true)
	}
	return result(&Sym{name: name, typ: t, from: r.origin(), raw: r, nonNil: true}, true)
}

// decodeInto fills a variable from an answer.
func (m *machine) decodeInto(c *Cell, t *Type, r *raw) {
	if t == nil {
		c.v = &Sym{name: nameOf(r.ans.prefix() + "." + r.path), from: r.origin(), raw: r}
		return
	}
	if r.path == "" && t.speaks() {
		r.ans.send.vpp = true
	}
	u := t.under()
	if d := m.decodedScalar(r, t); d != nil {
		c.v = d
		return
	}
	if fn := m.prog.method(t.named(), "UnmarshalJSON"); fn != nil && r.path != "" {
		// A decoder of its own gets this part of the document.
		data := &Sym{name: nameOf(r.ans.prefix() + "." + r.path), from: r.origin(), raw: r, nonNil: true}
		if _, p := m.invoke(m.caller, fn, t.args(), []Value{c, data}, nil, nil, nil); p == nil {
			return
		}
	}
	switch {
	case u == nil:
	case u.Kind == body.KPointer:
		inner := u.elem()
		if inner.kind() == body.KStruct && (r.path == "" || m.holdsNumber(inner, r)) {
			cell := &Cell{v: m.zero(inner), typ: inner}
			m.decodeInto(cell, inner, r)
			c.v = cell
			return
		}
	case u.Kind == body.KStruct:
		s, ok := c.v.(*Struct)
		if !ok {
			if b, isBag := c.v.(*Bag); isBag {
				for _, n := range b.names {
					m.decodeInto(b.f[n], b.f[n].typ, &raw{r.ans, join(r.path, n)})
				}
				return
			}
			s, _ = m.zero(t).(*Struct)
			if s == nil {
				break
			}
			c.v = s
		}
		if m.decodesItself(t, c, r) {
			return
		}
		m.decodeFields(s, u, r)
		return
	case u.Kind == body.KSlice && leaf(r.path) == wireAssociations:
		e := u.elem()
		cell := &Cell{v: m.zero(e), typ: e}
		m.decodeInto(cell, e, &raw{r.ans, r.path + ".0"})
		c.v = List{e: []*Cell{cell}}
		return
	}
	v := &Sym{name: nameOf(r.ans.prefix() + "." + r.path), typ: t, from: r.origin()}
	if u == nil || u.Kind == body.KMap || u.Kind == body.KInterface || u.Kind == body.KSlice || u.Kind == body.KPointer || r.path == "" {
		v.raw = r
	}
	if r.path == "" {
		v.nonNil = true
	}
	c.v = v
}

// decodesItself runs the UnmarshalJSON of the document's own type.
func (m *machine) decodesItself(t *Type, c *Cell, r *raw) bool {
	fn := m.prog.method(t.named(), "UnmarshalJSON")
	if fn == nil || r.path != "" || m.decoding[t.named()] {
		return false
	}
	m.decoding[t.named()] = true
	defer delete(m.decoding, t.named())
	data := &Sym{name: "body", from: r.origin(), raw: r, nonNil: true}
	_, p := m.invoke(m.caller, fn, t.args(), []Value{c, data}, nil, nil, nil)
	return p == nil
}

// holdsNumber says whether the part of an answer at r has the number of the
// answer itself: it is an entry of the associations, or a nested response.
func (m *machine) holdsNumber(t *Type, r *raw) bool {
	return strings.HasPrefix(r.path, wireAssociations) || t.vpp()
}

func (m *machine) decodeFields(s *Struct, u *Type, r *raw) {
	own := ownNumber(u, 0)
	for i, f := range u.Fields {
		if i >= len(s.f) || f.Wire == "-" && f.Tagged {
			continue
		}
		cell := s.f[i]
		ft := u.sub(f.Type)
		if f.Embedded && !f.Tagged && (ft.kind() == body.KStruct || ft.kind() == body.KPointer && ft.under().elem().kind() == body.KStruct) {
			if p, ok := cell.v.(Null); ok && ft.kind() == body.KPointer {
				_ = p
				inner := ft.under().elem()
				in := &Cell{v: m.zero(inner), typ: inner}
				cell.v = in
			}
			if in, ok := cell.v.(*Cell); ok {
				m.decodeInto(in, ft.under().elem(), r)
			} else {
				m.decodeInto(cell, ft, r)
			}
			continue
		}
		if !exportedName(f.Name) {
			continue
		}
		m.decodeField(cell, ft, f, own, &raw{r.ans, join(r.path, f.Wire)})
	}
}

func exportedName(s string) bool { return s != "" && (s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 0x80) }

// ownNumber says whether a struct has an errorNumber of its own, embedded
// structs included.
func ownNumber(u *Type, depth int) bool {
	if u == nil || depth > 5 {
		return false
	}
	if u.Kind == body.KPointer {
		return ownNumber(u.elem().under(), depth+1)
	}
	for _, f := range u.Fields {
		if strings.EqualFold(f.Wire, wireNumber) {
			return true
		}
		if f.Embedded && !f.Tagged && ownNumber(u.sub(f.Type).under(), depth+1) {
			return true
		}
	}
	return false
}

func (m *machine) decodeField(cell *Cell, t *Type, f body.StructField, own bool, r *raw) {
	n := r.ans.number
	switch {
	case strings.EqualFold(f.Wire, wireNumber), strings.EqualFold(f.Wire, wireText):
		if n == 0 {
			return // not in the document: it stays what it was
		}
	case strings.EqualFold(f.Wire, wireStatus):
	case strings.EqualFold(f.Wire, wireAssociations):
		if k := t.kind(); k == body.KSlice {
			m.decodeInto(cell, t, &raw{r.ans, wireAssociations})
			return
		}
	case !own && t.vpp(): // the response lies inside of an envelope
		if n == 0 {
			return
		}
		inner := t
		if t.kind() == body.KPointer {
			inner = t.under().elem()
			in := &Cell{v: m.zero(inner), typ: inner}
			cell.v = in
			cell = in
		}
		m.decodeInto(cell, inner, &raw{r.ans, ""})
		return
	}
	if d := m.decodedScalar(r, t); d != nil {
		cell.v = d
		return
	}
	if strings.EqualFold(f.Wire, wireNumber) && t.kind() == body.KInterface {
		cell.v = &Sym{name: "answer." + wireNumber, typ: t, from: fromAnswer, nonNil: true, raw: &raw{r.ans, wireNumber}}
		return
	}
	if t.kind() == body.KStruct && m.prog.method(t.named(), "UnmarshalJSON") == nil {
		// Payload: its fields are not known.
		cell.v = m.symbolic(r.ans.prefix()+"."+r.path, t, r.origin())
		return
	}
	m.decodeInto(cell, t, r)
}
