package replay

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// Type is a type at run time: a type of a package, with the type parameters in
// scope replaced.
type Type struct {
	*body.Type
	pkg *pkg
	env []*Type
	key string
	to  *Type // of a pointer that is no type of the package: what it points to
}

// typ resolves a type of a package; nil for none.
func (p *pkg) typ(i int32, env []*Type) *Type {
	if i < 0 {
		return nil
	}
	if !p.open[i] {
		env = nil
	} else if len(env) > 0 {
		return p.instance(i, env)
	}
	if t := p.types[i]; t != nil {
		return t
	}
	t := p.instance(i, env)
	p.types[i] = t
	return t
}

// findOpen marks the types that depend on type parameters.
func (p *pkg) findOpen() {
	depends := func(is ...int32) bool {
		return slices.ContainsFunc(is, func(i int32) bool { return i >= 0 && p.open[i] })
	}
	for again := true; again; {
		again = false
		for i := range p.Types {
			t := &p.Types[i]
			if !p.open[i] && (t.Kind == body.KTypeParam || depends(t.Elem, t.Key) || depends(t.Params...) || depends(t.Results...) ||
				slices.ContainsFunc(t.Fields, func(f body.StructField) bool { return depends(f.Type) })) {
				p.open[i], again = true, true
			}
		}
	}
}

// instance makes a type, or finds the one that a type parameter stands for.
func (p *pkg) instance(i int32, env []*Type) *Type {
	b := &p.Types[i]
	if b.Kind == body.KTypeParam {
		if n := int(b.Len); n >= 0 && n < len(env) {
			return env[n]
		}
		return nil
	}
	k := instance{typ: i, args: len(env)}
	if k.args > len(k.env) {
		return &Type{Type: b, pkg: p, env: env}
	}
	copy(k.env[:], env)
	if p.instances[k] == nil {
		if p.instances == nil {
			p.instances = map[instance]*Type{}
		}
		p.instances[k] = &Type{Type: b, pkg: p, env: env}
	}
	return p.instances[k]
}

// instance is a type of a package with arguments.
type instance struct {
	typ  int32
	args int
	env  [3]*Type
}

func (t *Type) sub(i int32) *Type { return t.pkg.typ(i, t.env) }

func (t *Type) elem() *Type {
	if t.to != nil {
		return t.to
	}
	return t.sub(t.Elem)
}

// under is the type without its name; a name alone where only that is known, here
// and in all other packages.
func (t *Type) under() *Type {
	for range 10 {
		if t == nil || t.Kind != body.KNamed {
			break
		}
		if t.Elem < 0 {
			known := t.pkg.known[t.Name]
			if known == nil || known.Elem < 0 {
				break
			}
			t = known
		}
		t = t.elem()
	}
	return t
}

// kind is the kind of what is under t.
func (t *Type) kind() body.Kind {
	if t = t.under(); t == nil {
		return body.KInvalid
	}
	return t.Kind
}

// named is the declared name of t, through pointers; "" if there is none.
func (t *Type) named() string {
	for t != nil && t.Kind == body.KPointer {
		t = t.elem()
	}
	if t == nil || t.Kind != body.KNamed {
		return ""
	}
	return t.Name
}

// pointerTo is the type of pointers to t.
func pointerTo(t *Type) *Type {
	return &Type{Type: &body.Type{Kind: body.KPointer, Elem: -1, Key: -1}, pkg: t.pkg, to: t}
}

// args are the type arguments of a named type, through pointers.
func (t *Type) args() []*Type {
	for t != nil && t.Kind == body.KPointer {
		t = t.elem()
	}
	if t == nil {
		return nil
	}
	out := make([]*Type, len(t.Params))
	for i, a := range t.Params {
		out[i] = t.sub(a)
	}
	return out
}

// Key tells types apart: equal for identical types.
func (t *Type) Key() string {
	if t == nil {
		return "?"
	}
	if t.key == "" {
		t.key = t.describe(0)
	}
	return t.key
}

func (t *Type) describe(depth int) string {
	if t == nil || depth > 8 {
		return "?"
	}
	sub := func(i int32) string { return t.sub(i).describe(depth + 1) }
	switch t.Kind {
	case body.KNamed:
		if len(t.Params) == 0 {
			return t.Name
		}
		var b strings.Builder
		b.WriteString(t.Name + "[")
		for i, a := range t.Params {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(sub(a))
		}
		return b.String() + "]"
	case body.KPointer:
		return "*" + t.elem().describe(depth+1)
	case body.KSlice:
		return "[]" + sub(t.Elem)
	case body.KArray:
		return "[" + strconv.FormatInt(t.Len, 10) + "]" + sub(t.Elem)
	case body.KMap:
		return "map[" + sub(t.Type.Key) + "]" + sub(t.Elem)
	case body.KChan:
		return "chan " + sub(t.Elem)
	case body.KStruct:
		var b strings.Builder
		b.WriteString("struct{")
		for _, f := range t.Fields {
			b.WriteString(f.Name + " " + sub(f.Type) + ";")
		}
		return b.String() + "}"
	case body.KFunc:
		var b strings.Builder
		b.WriteString("func(")
		for _, p := range t.Params {
			b.WriteString(sub(p) + ",")
		}
		b.WriteString(")")
		for _, r := range t.Results {
			b.WriteString(sub(r) + ",")
		}
		return b.String()
	case body.KInterface:
		return "interface{" + strings.Join(t.Methods, ";") + "}"
	case body.KInvalid:
		return "?"
	}
	return t.Name
}

// vpp says whether t, through pointers, is a VPP response by evidence.
func (t *Type) vpp() bool {
	for t != nil && t.Kind == body.KPointer {
		t = t.elem()
	}
	return t != nil && (t.VPP || t.under() != nil && t.under().VPP)
}

// speaks says whether t is, points to, embeds or contains a VPP response.
func (t *Type) speaks() bool { return t.speaksDeep(0) }

func (t *Type) speaksDeep(depth int) bool {
	if t == nil || depth > 6 {
		return false
	}
	if t.vpp() {
		return true
	}
	u := t.under()
	if u == nil {
		return false
	}
	switch u.Kind {
	case body.KPointer, body.KSlice, body.KArray:
		return u.elem().speaksDeep(depth + 1)
	case body.KStruct:
		for _, f := range u.Fields {
			if f.Type >= 0 && u.sub(f.Type).speaksDeep(depth+1) {
				return true
			}
		}
	}
	return false
}

// carries says whether a value of the type tells anything.
func (t *Type) carries() bool {
	u := t.under()
	return u != nil && (u.Kind != body.KStruct || len(u.Fields) > 0) && u.Kind != body.KBool && !t.isError()
}

// wraps says whether an interface is that of errors which hold another.
func (t *Type) wraps() bool {
	return slices.ContainsFunc(t.under().Methods, func(m string) bool { return body.SameMethod(m, unwraps) || body.SameMethod(m, causes) })
}

var (
	unwraps = body.MethodKey("Unwrap", ";error,;")
	causes  = body.MethodKey("Cause", ";error,;")
)

// unwrapped says whether an unknown error was taken out of another.
func unwrapped(s *Sym) bool {
	name, _, called := strings.Cut(s.name, "(")
	return called && takesOut(name)
}

// takesOut says whether a function of a name returns an error that another one
// holds.
func takesOut(name string) bool {
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "Unwrap", "Cause":
		return true
	}
	return false
}

// isError says whether t is the error interface.
func (t *Type) isError() bool { return t != nil && t.Kind == body.KNamed && t.Name == "error" }
