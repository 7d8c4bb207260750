package lower

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/standard"
)

// typ is the index of a type of the function's package, type parameters by
// their place among those in scope.
func (f *funcLowerer) typ(t types.Type) int32 { return f.intern(t, f.tparams) }

func (l *lowerer) typ(t types.Type) int32 { return l.intern(t, nil) }

func (l *lowerer) intern(t types.Type, params []*types.TypeParam) int32 {
	if t == nil {
		return -1
	}
	t = types.Unalias(t)
	key := l.key(t, params)
	if i, ok := l.types[key]; ok {
		return i
	}
	i := int32(len(l.pkg.Types))
	l.types[key] = i
	l.pkg.Types = append(l.pkg.Types, body.Type{Elem: -1, Key: -1})
	d := body.Type{Elem: -1, Key: -1}
	l.describe(&d, t, params)
	l.pkg.Types[i] = d
	return i
}

// key tells types apart. Type parameters of different functions share their
// place, so that the table stays small.
func (l *lowerer) key(t types.Type, params []*types.TypeParam) string {
	var b strings.Builder
	if p, ok := t.(*types.TypeParam); ok {
		return "#" + string(rune('A'+slices.Index(params, p)+1))
	}
	if n, ok := t.(*types.Named); ok {
		b.WriteString(typeName(n))
	} else {
		b.WriteString(types.TypeString(t, nil))
	}
	if len(params) > 0 && mentions(t, params) {
		// The same text may mean other parameters elsewhere.
		for _, p := range params {
			b.WriteString("|" + p.Obj().Name())
		}
	}
	if n, ok := t.(*types.Named); ok {
		for a := range n.TypeArgs().Types() {
			b.WriteString("[" + l.key(types.Unalias(a), params) + "]")
		}
	}
	return b.String()
}

// mentions says whether a type parameter occurs in t.
func mentions(t types.Type, params []*types.TypeParam) bool {
	s := types.TypeString(t, nil)
	for _, p := range params {
		if strings.Contains(s, p.Obj().Name()) {
			return true
		}
	}
	return false
}

func (l *lowerer) describe(d *body.Type, t types.Type, params []*types.TypeParam) {
	sub := func(t types.Type) int32 { return l.intern(t, params) }
	switch t := t.(type) {
	case *types.Basic:
		basic(d, t)
	case *types.Pointer:
		d.Kind, d.Elem = body.KPointer, sub(t.Elem())
	case *types.Slice:
		d.Kind, d.Elem = body.KSlice, sub(t.Elem())
	case *types.Array:
		d.Kind, d.Elem, d.Len = body.KArray, sub(t.Elem()), t.Len()
	case *types.Map:
		d.Kind, d.Key, d.Elem = body.KMap, sub(t.Key()), sub(t.Elem())
	case *types.Chan:
		d.Kind, d.Elem = body.KChan, sub(t.Elem())
	case *types.Struct:
		l.structType(d, t, params)
	case *types.Signature:
		d.Kind = body.KFunc
		for v := range t.Params().Variables() {
			d.Params = append(d.Params, sub(v.Type()))
		}
		for v := range t.Results().Variables() {
			d.Results = append(d.Results, sub(v.Type()))
		}
	case *types.Interface:
		d.Kind = body.KInterface
		methods := slices.SortedFunc(t.Methods(), func(a, b *types.Func) int { return strings.Compare(a.Name(), b.Name()) })
		for _, m := range methods {
			key := methodKey(m)
			d.Methods = append(d.Methods, key)
			if key == m.Name() { // it depends on type parameters
				d.Params = append(d.Params, sub(types.NewSignatureType(nil, nil, nil, m.Signature().Params(), m.Signature().Results(), m.Signature().Variadic())))
			}
		}
	case *types.Tuple:
		d.Kind = body.KTuple
		for v := range t.Variables() {
			d.Params = append(d.Params, sub(v.Type()))
		}
	case *types.Named:
		d.Kind, d.Name = body.KNamed, typeName(t)
		for a := range t.TypeArgs().Types() {
			d.Params = append(d.Params, sub(a))
		}
		if _, ok := t.Underlying().(*types.Struct); ok {
			d.VPP = l.in.Evidence != nil && l.in.Evidence.Speaks(t)
		}
		d.Elem = sub(t.Underlying())
		if d.VPP {
			l.pkg.Types[d.Elem].VPP = true
		}
	case *types.TypeParam:
		d.Kind, d.Len = body.KTypeParam, int64(slices.Index(params, t))
	default:
		d.Kind = body.KInvalid
	}
}

// methodKey is the name of a method with its signature.
func methodKey(m *types.Func) string {
	sig := m.Signature()
	if r := sig.Recv(); r != nil {
		if n, ok := types.Unalias(deref(r.Type())).(*types.Named); ok && n.TypeParams().Len() > 0 {
			return m.Name()
		}
	}
	var b strings.Builder
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			b.WriteString(types.TypeString(v.Type(), (*types.Package).Path) + ",")
		}
		b.WriteString(";")
	}
	return body.MethodKey(m.Name(), b.String())
}

func (l *lowerer) structType(d *body.Type, t *types.Struct, params []*types.TypeParam) {
	d.Kind = body.KStruct
	d.VPP = l.in.Evidence != nil && l.in.Evidence.Speaks(t)
	for i := range t.NumFields() {
		v := t.Field(i)
		f := body.StructField{Name: v.Name(), Wire: v.Name(), Embedded: v.Embedded()}
		if wire, ok := wireName(t.Tag(i)); ok {
			f.Wire, f.Tagged = wire, true
		}
		switch {
		case !foreign(v, l.in.SSA.Pkg):
			f.Type = l.intern(v.Type(), params)
		case v.Exported():
			f.Type = l.shallow(v.Type())
		default:
			f.Type = -1 // nobody's business here; only its place counts
		}
		d.Fields = append(d.Fields, f)
	}
}

// shallow describes the type of a field of the standard library without
// walking into other structs of it: http.Request alone leads to a hundred.
func (l *lowerer) shallow(t types.Type) int32 {
	switch u := t.Underlying().(type) {
	case *types.Basic, *types.Interface:
		return l.intern(t, nil)
	case *types.Slice, *types.Map, *types.Array:
		if s := types.TypeString(u, nil); !strings.Contains(s, ".") {
			return l.intern(t, nil)
		}
	}
	return -1
}

// foreign says whether a field belongs to the standard library, seen from
// outside of it.
func foreign(v *types.Var, pkg *types.Package) bool {
	return v.Pkg() != nil && v.Pkg() != pkg && standard.Is(v.Pkg().Path())
}

// wireName reads the name on the wire from a struct tag.
func wireName(tag string) (string, bool) {
	for _, key := range []string{"json", "mapstructure", "yaml", "url", "form", "xml"} {
		if v, ok := reflect.StructTag(tag).Lookup(key); ok {
			name, _, _ := strings.Cut(v, ",")
			if name != "" {
				return name, true
			}
			return "", false
		}
	}
	return "", false
}

func basic(d *body.Type, t *types.Basic) {
	info := t.Info()
	switch {
	case info&types.IsBoolean != 0:
		d.Kind = body.KBool
	case info&types.IsString != 0:
		d.Kind = body.KString
	case info&types.IsFloat != 0:
		d.Kind = body.KFloat
	case info&types.IsComplex != 0:
		d.Kind = body.KComplex
	case info&types.IsInteger != 0:
		d.Kind = body.KInt
		d.Unsigned = info&types.IsUnsigned != 0
		d.Bits = bits(t.Kind())
	case t.Kind() == types.UnsafePointer:
		d.Kind = body.KPointer
	}
	d.Name = t.Name()
}

// bits is the width of an integer on the 64-bit machines that servers run on.
func bits(k types.BasicKind) uint8 {
	switch k {
	case types.Int8, types.Uint8:
		return 8
	case types.Int16, types.Uint16:
		return 16
	case types.Int32, types.Uint32, types.UntypedRune:
		return 32
	}
	return 64
}
