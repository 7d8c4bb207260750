package replay

import (
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// handsOut says whether a call asks a function value of which nothing is known,
// and that is told nothing but a context, for data: the next item, say.
func (c *call) handsOut() bool {
	if c.in.Flags&body.Dynamic == 0 || c.res == nil {
		return false
	}
	for _, a := range c.args {
		if s, ok := a.(*Sym); !ok || s.typ.named() != "context.Context" {
			return false
		}
	}
	for _, t := range resultTypes(c.res) {
		switch t.kind() {
		case body.KString, body.KStruct, body.KSlice, body.KMap:
			return true
		}
	}
	return false
}

// filled is what an unseen function leaves in the variables and buffers that it
// was handed as anything: one that scans or decodes into them, and may fail at
// it, or one that writes what it was given.
func (m *machine) filled(c *call, name string) {
	results := resultTypes(c.res)
	if len(results) == 0 || !results[len(results)-1].isError() {
		return
	}
	m.pour(c)
	for i, a := range c.args {
		if l, ok := a.(List); ok { // Scan(dest ...any)
			for k, e := range l.e {
				m.fill(c, e.v, name+"#"+strconv.Itoa(k))
			}
			continue
		}
		cell := variable(a)
		if cell == nil {
			continue
		}
		switch cell.typ.named() {
		case "bytes.Buffer", "strings.Builder":
			d := *c
			d.args = []Value{cell}
			others := append(append([]Value{}, c.args[:i]...), c.args[i+1:]...)
			bufferOf(&d).write(&Sym{name: nameOf("written by " + c.name + "(" + render(Tuple(others)) + ")"), from: origins(others...) &^ volatile, nonNil: true})
			continue
		}
		m.fill(c, a, name)
	}
}

// variable is what a pointer that is handed over as anything points to, nil for
// all else.
func variable(a Value) *Cell {
	b, ok := a.(Boxed)
	if !ok {
		return nil
	}
	if c, ok := b.v.(*Cell); ok && c.typ != nil {
		return c
	}
	return nil
}

// fill leaves something else in the variable that a points to, if it is a
// pointer that was handed over as anything.
func (m *machine) fill(c *call, a Value, name string) {
	cell := variable(a)
	if cell == nil || rawOf(cell) != nil || standardFunc(cell.typ.named()) {
		return
	}
	switch cell.typ.kind() {
	case body.KString, body.KInt, body.KFloat, body.KBool, body.KStruct, body.KSlice, body.KMap:
		n := m.nth("filled by " + name)
		cell.v = m.symbolic(nameOf("filled by "+name+"'"+strconv.Itoa(n)), cell.typ, origins(c.args...)&^volatile)
	}
}

// pour leaves the next bytes of a stream from outside in the buffer that it is
// read into.
func (m *machine) pour(c *call) {
	switch c.name[strings.LastIndexByte(c.name, '.')+1:] {
	case "Read", "ReadFull", "ReadAtLeast":
	default:
		return
	}
	stream, ok := unboxed(c.arg(0)).(*Sym)
	if !ok || stream.raw != nil || stream.from&fromAny != 0 {
		return
	}
	buf, ok := c.arg(1).(List)
	if !ok {
		return
	}
	n := strconv.Itoa(m.nth("read from " + stream.name))
	for i, e := range buf.e[:min(len(buf.e), mostPoured)] {
		e.v = &Sym{name: nameOf("byte " + strconv.Itoa(i) + " of " + stream.name + "'" + n), typ: e.typ, from: stream.from &^ volatile}
	}
}

// mostPoured are the bytes of a buffer that are looked at: two readings differ in
// them, or nobody can tell.
const mostPoured = 64
