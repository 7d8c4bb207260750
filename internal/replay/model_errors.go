package replay

import (
	"fmt"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// stdError is an error made by the standard library.
type stdError struct {
	text  Value // string or symbol
	wraps []Value
	join  bool
}

func (*stdError) nativeName() string { return "errors.errorString" }

func (e *stdError) parts() []Value { return append([]Value{e.text}, e.wraps...) }

// unwrap lists what an error wraps.
func (m *machine) unwrap(c *call, err Value) []Value {
	b, ok := err.(Boxed)
	if !ok {
		return nil
	}
	if e, ok := b.v.(*stdError); ok {
		return e.wraps
	}
	if fn := m.prog.method(b.typ.named(), "Unwrap"); fn != nil {
		v, p := m.invoke(c.f, fn, b.typ.args(), []Value{m.receiverFor(fn, b.v)}, nil, nil, nil)
		if p != nil {
			c.panic = p
			return nil
		}
		if l, ok := v.(List); ok {
			var out []Value
			for _, e := range l.e {
				out = append(out, e.v)
			}
			return out
		}
		return []Value{v}
	}
	return nil
}

// chain visits an error and all that it wraps, outermost first, until visit
// says that it has seen enough.
func (m *machine) chain(c *call, err Value, depth int, visit func(Value) bool) bool {
	if isNull(err) || depth > 30 {
		return false
	}
	if visit(err) {
		return true
	}
	for _, w := range m.unwrap(c, err) {
		if m.chain(c, w, depth+1, visit) {
			return true
		}
	}
	return false
}

// userMethod calls a method that an error type has of its own.
func (m *machine) userMethod(c *call, err Value, name string, args ...Value) (Value, bool) {
	b, ok := err.(Boxed)
	if !ok {
		return nil, false
	}
	fn := m.prog.method(b.typ.named(), name)
	if fn == nil {
		return nil, false
	}
	v, p := m.invoke(c.f, fn, b.typ.args(), append([]Value{m.receiverFor(fn, b.v)}, args...), nil, nil, nil)
	if p != nil {
		c.panic = p
		return nil, false
	}
	return v, true
}

func errorsIs(c *call) Value {
	m := c.m
	target := c.arg(1)
	if isNull(c.arg(0)) {
		return isNull(target)
	}
	var open *Sym
	found := m.chain(c, c.arg(0), 0, func(e Value) bool {
		switch eq := m.equals(e, target).(type) {
		case bool:
			if eq {
				return true
			}
		case *Sym:
			open = eq
		}
		if v, ok := m.userMethod(c, e, "Is", target); ok {
			return m.truth(v)
		}
		return false
	})
	if found {
		return true
	}
	if open != nil {
		return open
	}
	return false
}

// as looks in an error's chain for a type and hands it on.
func (m *machine) as(c *call, err Value, t *Type, set func(Value)) Value {
	var open *Sym
	found := m.chain(c, err, 0, func(e Value) bool {
		switch e := e.(type) {
		case Boxed:
			isInterface := t.kind() == body.KInterface
			if isInterface && m.implements(e, t) {
				set(e)
				return true
			}
			if !isInterface && m.sameType(e, t) {
				set(copyOf(e.v))
				return true
			}
			target := &Cell{v: m.zero(t), typ: t}
			if v, ok := m.userMethod(c, e, "As", Boxed{typ: pointerTo(t), v: target}); ok && m.truth(v) {
				set(target.v)
				return true
			}
		case *Sym:
			if v := m.ex.asVPP(m, e, t); v != nil {
				set(v)
				return true
			}
			open = e
		}
		return false
	})
	if found {
		return true
	}
	if open != nil && !hidden(open, t) {
		if m.choose("as "+open.name+" "+t.Key(), 2, open.from) == 0 {
			set(m.symbolic(open.name+".("+t.Key()+")", t, open.from))
			return true
		}
	}
	return false
}

// hidden says whether an error cannot be of a type, because that has no name
// outside of its package: the error was made by code that is not here.
func hidden(err *Sym, t *Type) bool {
	name := t.named()
	return err.raw == nil && name != "" && !exportedName(name[strings.LastIndexByte(name, '.')+1:])
}

var verbs = lazily(`%[-+# 0]*(\*|\d+)?(\.(\*|\d+)?)?(\[\d+\])?([a-zA-Z%])`)

var errorModels = map[string]func(*call) Value{
	"errors.New": func(c *call) Value {
		return Boxed{v: &stdError{text: c.arg(0)}}
	},
	"errors.Is": errorsIs,
	"errors.As": func(c *call) Value {
		target := unboxed(c.arg(1))
		cell, ok := target.(*Cell)
		if !ok {
			return c.unknown()
		}
		return c.m.as(c, c.arg(0), cell.typ, func(v Value) { store(cell, v) })
	},
	"errors.AsType": func(c *call) Value {
		var t *Type
		if len(c.env) > 0 {
			t = c.env[0]
		}
		out := Tuple{c.m.zero(t), false}
		out[1] = c.m.as(c, c.arg(0), t, func(v Value) { out[0] = v })
		return out
	},
	"errors.Unwrap": func(c *call) Value {
		if b, ok := c.arg(0).(Boxed); ok {
			if e, ok := b.v.(*stdError); ok && (e.join || len(e.wraps) > 1) {
				return Null{}
			}
		}
		if s, ok := c.arg(0).(*Sym); ok {
			return &Sym{name: nameOf("unwrap(" + s.name + ")"), typ: s.typ, from: s.from}
		}
		if w := c.m.unwrap(c, c.arg(0)); len(w) == 1 {
			return w[0]
		}
		return Null{}
	},
	"errors.Join": func(c *call) Value {
		e := &stdError{join: true}
		if l, ok := c.arg(0).(List); ok {
			for _, x := range l.e {
				if !isNull(x.v) {
					e.wraps = append(e.wraps, x.v)
				}
			}
		}
		if len(e.wraps) == 0 {
			return Null{}
		}
		e.text = &Sym{name: nameOf("join(" + render(Tuple(e.wraps)) + ")"), from: origins(e.wraps...), nonNil: true}
		return Boxed{v: e}
	},
	"fmt.Errorf": func(c *call) Value {
		e := &stdError{text: sprintf(c, 0)}
		format, _ := c.text(0)
		l, _ := c.arg(1).(List)
		i := 0
		for _, v := range verbs().FindAllStringSubmatch(format, -1) {
			if v[5] == "%" {
				continue
			}
			if v[5] == "w" && i < len(l.e) && !isNull(l.e[i].v) {
				e.wraps = append(e.wraps, l.e[i].v)
			}
			i++
		}
		return Boxed{v: e}
	},
	"(errors.errorString).Error": func(c *call) Value { return c.args[0].(*stdError).text },
	"(errors.errorString).Unwrap": func(c *call) Value {
		e := c.args[0].(*stdError)
		switch {
		case e.join || len(e.wraps) > 1:
			l := List{}
			for _, w := range e.wraps {
				l.e = append(l.e, &Cell{v: w})
			}
			return l
		case len(e.wraps) == 1:
			return e.wraps[0]
		}
		return Null{}
	},
	"(error).Error": func(c *call) Value {
		return &Sym{name: nameOf(render(c.arg(0)) + ".Error()"), from: origins(c.arg(0)) &^ volatile, nonNil: true}
	},
	"fmt.Sprintf":  func(c *call) Value { return sprintf(c, 0) },
	"fmt.Sprint":   func(c *call) Value { return sprint(c, 0, fmt.Sprint) },
	"fmt.Sprintln": func(c *call) Value { return sprint(c, 0, fmt.Sprintln) },
	"fmt.Fprintf": func(c *call) Value {
		writeTo(c, sprintf(c, 1))
		return Tuple{int64(1), Null{}}
	},
	"fmt.Fprint": func(c *call) Value {
		writeTo(c, sprint(c, 1, fmt.Sprint))
		return Tuple{int64(1), Null{}}
	},
	"fmt.Fprintln": func(c *call) Value {
		writeTo(c, sprint(c, 1, fmt.Sprintln))
		return Tuple{int64(1), Null{}}
	},
}

// goValue is a known scalar as Go's own, for formatting.
func goValue(v Value) (any, bool) {
	switch v := v.(type) {
	case string, int64, float64, bool:
		return v, true
	case Boxed:
		if v.typ != nil && v.typ.Kind == body.KNamed && v.typ.Name != "" {
			return nil, false // may have a String method
		}
		return goValue(v.v)
	case Null:
		return nil, true
	case *Sym:
		if v.raw == nil || v.typ.kind() != body.KInterface {
			return nil, false
		}
		switch leaf(v.raw.path) {
		case wireNumber, wireStatus: // a number of a document without types
			n := float64(v.raw.ans.number)
			if leaf(v.raw.path) == wireStatus && n != 0 {
				n = -1
			}
			return n, true
		}
	}
	return nil, false
}

// sprintf formats what is known, and names the rest.
func sprintf(c *call, at int) Value {
	format, ok := c.text(at)
	l, _ := c.arg(at + 1).(List)
	if ok {
		var args []any
		for _, e := range l.e {
			g, known := goValue(e.v)
			if !known {
				ok = false
				break
			}
			args = append(args, g)
		}
		if ok {
			return fmt.Sprintf(strings.ReplaceAll(format, "%w", "%v"), args...)
		}
	}
	var b strings.Builder
	b.WriteString("sprintf(" + render(c.arg(at)))
	for _, e := range l.e {
		b.WriteString("," + render(e.v))
	}
	vals := append([]Value{c.arg(at)}, cellValues(l.e)...)
	return &Sym{name: nameOf(b.String() + ")"), typ: c.res, from: origins(vals...) &^ volatile, nonNil: len(format) > 2, raw: rawOf(vals...)}
}

func cellValues(cells []*Cell) []Value {
	out := make([]Value, len(cells))
	for i, c := range cells {
		out[i] = c.v
	}
	return out
}

func sprint(c *call, at int, format func(...any) string) Value {
	l, _ := c.arg(at).(List)
	var args []any
	for _, e := range l.e {
		g, known := goValue(e.v)
		if !known {
			return &Sym{name: nameOf("sprint(" + render(l) + ")"), from: origins(l) &^ volatile, raw: rawOf(l)}
		}
		args = append(args, g)
	}
	return format(args...)
}
