package replay

import (
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// carriers are the fields ("path.T.field") to which a program hands the number
// of an answer: those of its own error types, above all. They are found by
// following the number from the field that is decoded through parameters,
// results and conversions, in any order.
type carriers struct {
	prog    *Program
	fields  map[string]bool
	params  map[string]map[int]bool
	results map[string]bool
	news    bool
}

// carries says whether a field carries the number.
func (p *Program) carries(field string) bool {
	if p.carriers == nil {
		c := &carriers{prog: p, fields: map[string]bool{}, params: map[string]map[int]bool{}, results: map[string]bool{}, news: true}
		for c.news {
			c.news = false
			for _, f := range p.funcs {
				c.function(f)
			}
		}
		p.carriers = c.fields
	}
	return p.carriers[field]
}

func (c *carriers) function(f *Func) {
	number := map[int32]bool{}   // registers that hold the number
	source := map[int32]bool{}   // registers that point to it
	target := map[int32]string{} // registers that point to a field
	for i := range f.Params {
		number[int32(i)] = c.params[f.Name][i]
	}
	for i := range f.Code {
		in := &f.Code[i]
		switch in.Op {
		case body.FieldAddr:
			if len(in.TArgs) == 1 && in.TArgs[0] >= 0 {
				target[in.Dst], source[in.Dst] = c.field(f.pkg, in.TArgs[0], in.Sym)
			}
		case body.Field:
			if a := in.Args[0]; a >= 0 && int(a) < len(f.Params) {
				_, number[in.Dst] = c.field(f.pkg, f.Params[a], in.Sym)
			}
		case body.Load:
			number[in.Dst] = source[in.Args[0]]
		case body.Convert, body.ChangeType, body.Phi:
			for _, a := range in.Args {
				number[in.Dst] = number[in.Dst] || number[a]
			}
		case body.Store:
			if name := target[in.Args[0]]; name != "" && number[in.Args[1]] && !c.fields[name] {
				c.fields[name], c.news = true, true
			}
		case body.Call:
			c.call(in, number)
		case body.Return:
			if len(in.Args) == 1 && number[in.Args[0]] && !c.results[f.Name] {
				c.results[f.Name], c.news = true, true
			}
		}
	}
}

// call hands the number to the parameters of a function, and takes it from its
// result.
func (c *carriers) call(in *body.Instr, number map[int32]bool) {
	if in.Flags&(body.Builtin|body.Dynamic|body.Invoke) != 0 || c.prog.funcs[in.Sym] == nil {
		return
	}
	number[in.Dst] = c.results[in.Sym]
	for i, a := range in.Args {
		if number[a] && !c.params[in.Sym][i] {
			if c.params[in.Sym] == nil {
				c.params[in.Sym] = map[int]bool{}
			}
			c.params[in.Sym][i], c.news = true, true
		}
	}
}

// field names a field of a named struct, and says whether the number of an
// answer is in it.
func (c *carriers) field(p *pkg, typ int32, name string) (key string, number bool) {
	t := p.Types[typ]
	if t.Kind == body.KPointer && t.Elem >= 0 {
		t = p.Types[t.Elem]
	}
	if t.Kind != body.KNamed {
		return "", false
	}
	key = t.Name + "." + name
	if t.VPP && t.Elem >= 0 {
		for _, f := range p.Types[t.Elem].Fields {
			if f.Name == name && strings.EqualFold(f.Wire, wireNumber) {
				return key, true
			}
		}
	}
	return key, c.fields[key]
}

// carrier says whether values of a struct type carry the number in a field.
func (m *machine) carrier(t *Type) bool {
	if t.kind() != body.KStruct || t.named() == "" {
		return false
	}
	for _, f := range t.under().Fields {
		if m.prog.carries(t.named() + "." + f.Name) {
			return true
		}
	}
	return false
}

// carried is a value of a carrier that was made of an answer.
func (m *machine) carried(t *Type, ans *answer) *Cell {
	c := &Cell{v: m.symbolic(ans.prefix(), t, ans.origin()), typ: t}
	s, ok := c.v.(*Struct)
	if !ok {
		return c
	}
	u := t.under()
	for i, f := range u.Fields {
		if m.prog.carries(t.named() + "." + f.Name) {
			if d := m.decodedScalar(&raw{ans, wireNumber}, u.sub(f.Type)); d != nil {
				s.f[i].v = d
			}
		}
	}
	return c
}
