package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isErrorMethod(m *types.Func) bool {
	sig := m.Signature()
	return m.Name() == "Error" && sig.Params().Len() == 0 && sig.Results().Len() == 1 && isText(sig.Results().At(0).Type())
}

func isErrorFunc(fn *ssa.Function) bool {
	f, ok := fn.Object().(*types.Func)
	return ok && f.Signature().Recv() != nil && isErrorMethod(f)
}

func isErrorType(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// isCompound says whether values of a type are compared part by part.
func isCompound(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// mayHoldText says whether a value that is compared can be a text: an interface
// with methods holds other things.
func mayHoldText(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return isText(t) || isTypeParam(t) || ok && iface.NumMethods() == 0
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// elementOf is the type of what is in a list, nil if t is none.
func elementOf(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	}
	return nil
}

// holdsLetters says whether a type is a text, as a string or as letters.
func holdsLetters(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return isRune(s.Elem())
	}
	return isText(t)
}

func isRune(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Int32 || b.Kind() == types.Uint8 || b.Kind() == types.UntypedRune)
}

func concrete(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return false
	}
	if _, ok := t.(*types.Tuple); ok {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok && (types.IsInterface(p.Elem()) || isTypeParam(p.Elem())) {
		return false // the address of a variable that holds one
	}
	return !types.IsInterface(t)
}

func isStructPtr(t types.Type) bool {
	_, ok := pointee(t).Underlying().(*types.Struct)
	return ok
}

func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// shares says whether values of t can share what they hold: references, and
// what may hold one.
func shares(t types.Type) bool { return isRef(t) || types.IsInterface(t) }

// isRef says whether values of t share what they hold, so that the time of
// looking matters.
func isRef(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Chan:
		_, tp := types.Unalias(t).(*types.TypeParam)
		return !tp
	}
	return false
}

func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	f, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := f.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && isText(sig.Results().At(0).Type())
}

func isStdType(t types.Type) bool {
	n, ok := types.Unalias(pointeeName(t)).(*types.Named)
	return ok && n.Obj().Pkg() != nil && isStd(n.Obj().Pkg().Path())
}

func pointeeName(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
