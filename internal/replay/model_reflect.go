package replay

import (
	"reflect"
	"slices"

	"github.com/vpplint/vpplint/internal/body"
)

// reflected is a reflect.Value, reflectedType a reflect.Type: enough for code
// that looks at what it was given, and makes another of it.
type reflected struct {
	v Value
	t *Type // nil for the zero Value
}

func (*reflected) nativeName() string { return "reflect.Value" }

func (r *reflected) parts() []Value { return []Value{r.v} }

type reflectedType struct{ t *Type }

func (*reflectedType) nativeName() string { return "reflect.Type" }

func (r *reflectedType) render(to renderer, _ int) { to.b.WriteString("type " + r.t.Key()) }

// kindOfType is the reflect.Kind of a type; false where that is not known: sizes
// of integers have no names here.
func kindOfType(t *Type) (reflect.Kind, bool) {
	switch t.kind() {
	case body.KBool:
		return reflect.Bool, true
	case body.KString:
		return reflect.String, true
	case body.KPointer:
		return reflect.Pointer, true
	case body.KSlice:
		return reflect.Slice, true
	case body.KArray:
		return reflect.Array, true
	case body.KMap:
		return reflect.Map, true
	case body.KChan:
		return reflect.Chan, true
	case body.KStruct:
		return reflect.Struct, true
	case body.KFunc:
		return reflect.Func, true
	case body.KInterface:
		return reflect.Interface, true
	}
	return reflect.Invalid, false
}

// onValue is a model of a method of reflect.Value, of values that are known.
func onValue(model func(c *call, r *reflected) Value) func(*call) Value {
	return func(c *call) Value {
		a := c.arg(0)
		if cell, ok := a.(*Cell); ok {
			a = cell.v
		}
		r, ok := a.(*reflected)
		if !ok {
			return c.unknown()
		}
		if v := model(c, r); v != nil {
			return v
		}
		return c.unknown()
	}
}

// onType is a model of a method of reflect.Type.
func onType(model func(c *call, t *Type) Value) func(*call) Value {
	return func(c *call) Value {
		if t := typeArg(c, 0); t != nil {
			if v := model(c, t); v != nil {
				return v
			}
		}
		return c.unknown()
	}
}

// elemOf is what a pointer points to, or an interface holds; nil for others.
func elemOf(r *reflected) *reflected {
	if cell, ok := r.v.(*Cell); ok && r.t.kind() == body.KPointer {
		return &reflected{cell.v, r.t.under().elem()}
	}
	if b, ok := r.v.(Boxed); ok {
		return &reflected{b.v, b.typ}
	}
	return nil
}

func kindValue(t *Type) Value {
	if t == nil {
		return int64(reflect.Invalid)
	}
	if k, ok := kindOfType(t); ok {
		return int64(k)
	}
	return nil
}

// typeArg is the type that a reflect.Type among the arguments stands for.
func typeArg(c *call, i int) *Type {
	a := unboxed(c.arg(i))
	if r, ok := a.(*reflectedType); ok {
		return r.t
	}
	return nil
}

// implementsType says whether values of a type have the methods of an interface,
// those that only pointers have included for pointers.
func (m *machine) implementsType(t, iface *Type) bool {
	u := iface.under()
	if u == nil || !m.implements(Boxed{typ: t}, iface) {
		return false
	}
	return t.Kind == body.KPointer || !slices.ContainsFunc(u.Methods, func(key string) bool {
		return m.prog.byPtr[t.named()+"."+body.MethodName(key)]
	})
}

var reflectModels = map[string]func(*call) Value{
	"reflect.ValueOf": func(c *call) Value {
		switch v := c.arg(0).(type) {
		case Boxed:
			if v.typ != nil {
				return &reflected{v.v, v.typ}
			}
		case Null:
			return &reflected{Null{}, nil}
		}
		return c.unknown()
	},
	"reflect.TypeOf": func(c *call) Value {
		switch v := c.arg(0).(type) {
		case Boxed:
			if v.typ != nil {
				return Boxed{v: &reflectedType{v.typ}}
			}
		case Null:
			return Null{}
		}
		return c.unknown()
	},
	"reflect.TypeFor": func(c *call) Value {
		if len(c.in.TArgs) == 1 {
			if t := c.f.typ(c.in.TArgs[0]); t != nil {
				return Boxed{v: &reflectedType{t}}
			}
		}
		return c.unknown()
	},
	"reflect.Indirect": onValue(func(_ *call, r *reflected) Value {
		if r.t == nil || r.t.kind() != body.KPointer {
			return r
		}
		if e := elemOf(r); e != nil {
			return e
		}
		return nil
	}),
	"reflect.New": onType(func(c *call, t *Type) Value {
		return &reflected{&Cell{v: c.m.zero(t), typ: t}, pointerTo(t)}
	}),
	"reflect.Zero":            onType(func(c *call, t *Type) Value { return &reflected{c.m.zero(t), t} }),
	"(reflect.Value).Kind":    onValue(func(_ *call, r *reflected) Value { return kindValue(r.t) }),
	"(reflect.Value).IsValid": onValue(func(_ *call, r *reflected) Value { return r.t != nil }),
	"(reflect.Value).IsNil":   onValue(func(_ *call, r *reflected) Value { return isNull(r.v) }),
	"(reflect.Value).Elem": onValue(func(_ *call, r *reflected) Value {
		if e := elemOf(r); e != nil {
			return e
		}
		return nil
	}),
	"(reflect.Value).Type": onValue(func(_ *call, r *reflected) Value {
		if r.t == nil {
			return nil
		}
		return Boxed{v: &reflectedType{r.t}}
	}),
	"(reflect.Value).Interface": onValue(func(_ *call, r *reflected) Value {
		if r.t == nil {
			return nil
		}
		return Boxed{typ: r.t, v: copyOf(r.v)}
	}),
	"(reflect.Type).Kind": onType(func(_ *call, t *Type) Value { return kindValue(t) }),
	"(reflect.Type).Implements": onType(func(c *call, t *Type) Value {
		if iface := typeArg(c, 1); iface != nil {
			return c.m.implementsType(t, iface)
		}
		return nil
	}),
	"(reflect.Type).AssignableTo": onType(func(c *call, t *Type) Value {
		to := typeArg(c, 1)
		switch {
		case to == nil:
			return nil
		case to.kind() == body.KInterface:
			return c.m.implementsType(t, to)
		}
		return t.Key() == to.Key()
	}),
	"reflect.PointerTo": onType(func(_ *call, t *Type) Value { return Boxed{v: &reflectedType{pointerTo(t)}} }),
	"reflect.PtrTo":     onType(func(_ *call, t *Type) Value { return Boxed{v: &reflectedType{pointerTo(t)}} }),
	"(reflect.Type).Elem": onType(func(_ *call, t *Type) Value {
		switch t.kind() {
		case body.KPointer, body.KSlice, body.KArray, body.KMap, body.KChan:
			if e := t.under().elem(); e != nil {
				return Boxed{v: &reflectedType{e}}
			}
		}
		return nil
	}),
}
