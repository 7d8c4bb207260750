package retry

import (
	"cmp"
	"go/ast"
	"go/token"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/replay"
)

// constructors are the functions of a package that make a type: no method, and
// the type, or a pointer to it, is the first result.
func constructors(prog *replay.Program, pkg *body.Package) map[string][]*replay.Func {
	out := map[string][]*replay.Func{}
	for _, f := range prog.Funcs(pkg.Path) {
		if f.Parent != "" || f.Method || f.Wrapper || len(f.Results) == 0 || len(f.Results) > 2 {
			continue
		}
		t := pkg.Types[f.Results[0]]
		if t.Kind == body.KPointer && t.Elem >= 0 {
			t = pkg.Types[t.Elem]
		}
		if t.Kind != body.KNamed || t.Elem < 0 || pkg.Types[t.Elem].Kind != body.KStruct || replay.PackageOf(t.Name) != pkg.Path || t.VPP {
			continue
		}
		if takes(pkg, f, t.Name) {
			continue // it changes one rather than making it
		}
		out[t.Name] = append(out[t.Name], f)
	}
	return out
}

func takes(pkg *body.Package, f *replay.Func, name string) bool {
	for _, p := range f.Params {
		t := pkg.Types[p]
		if t.Kind == body.KPointer && t.Elem >= 0 {
			t = pkg.Types[t.Elem]
		}
		if t.Kind == body.KNamed && t.Name == name {
			return true
		}
	}
	return false
}

// fieldValues are the constants that a package assigns to unexported fields of
// its types. A field to which anything else is assigned is left out; one that is
// only assigned later in the life of its struct starts as zero.
func fieldValues(prog *replay.Program, pkg *body.Package) map[string][]replay.FieldValue {
	out := map[string][]replay.FieldValue{}
	other, born := map[string]bool{}, map[string]bool{}
	for _, f := range prog.Funcs(pkg.Path) {
		addr := map[int32]string{} // register -> field
		fresh := map[int32]bool{}  // registers that hold, or point into, a new struct
		for i := range f.Code {
			in := &f.Code[i]
			switch in.Op {
			case body.Alloc:
				fresh[in.Dst] = true
			case body.FieldAddr:
				fresh[in.Dst] = fresh[in.Args[0]]
				if len(in.TArgs) == 1 && in.TArgs[0] >= 0 && !ast.IsExported(in.Sym) {
					if t := pkg.Types[in.TArgs[0]]; t.Kind == body.KNamed {
						addr[in.Dst] = t.Name + "." + in.Sym
					}
				}
			case body.Store:
				field, ok := addr[in.Args[0]]
				if !ok {
					break
				}
				born[field] = born[field] || fresh[in.Args[0]]
				if in.Args[1] >= 0 {
					other[field] = true
					break
				}
				v := replay.FieldValue{Fn: f, Const: f.Consts[^in.Args[1]]}
				if !has(out[field], v.Const) {
					out[field] = append(out[field], v)
				}
			}
		}
	}
	for f := range other {
		delete(out, f)
	}
	for f, vs := range out {
		zero := replay.FieldValue{Fn: vs[0].Fn, Const: body.Const{Kind: vs[0].Const.Kind, Type: vs[0].Const.Type}}
		if k := zero.Const.Kind; k == body.Global || k == body.Fn {
			zero.Const.Kind = body.Nil
		}
		if !born[f] && !has(vs, zero.Const) {
			out[f] = append(vs, zero)
		}
	}
	return out
}

func has(vs []replay.FieldValue, c body.Const) bool {
	for _, v := range vs {
		if v.Const.Kind == c.Kind && v.Const.Int == c.Int && v.Const.Str == c.Str && v.Const.Float == c.Float {
			return true
		}
	}
	return false
}

// counters are the fields that a package counts up by one, or in whose entries
// it counts: whatever comes from outside, they start at zero.
func counters(prog *replay.Program, pkg *body.Package) map[string]bool {
	out := map[string]bool{}
	for _, f := range prog.Funcs(pkg.Path) {
		loaded, looked, sum, addr := map[int32]string{}, map[int32]string{}, map[int32]string{}, map[int32]string{}
		for i := range f.Code {
			in := &f.Code[i]
			switch in.Op {
			case body.FieldAddr:
				if len(in.TArgs) == 1 && in.TArgs[0] >= 0 {
					if t := pkg.Types[in.TArgs[0]]; t.Kind == body.KNamed {
						addr[in.Dst] = t.Name + "." + in.Sym
					}
				}
			case body.Load:
				loaded[in.Dst] = addr[in.Args[0]]
			case body.Lookup:
				looked[in.Dst] = loaded[in.Args[0]]
			case body.Extract:
				looked[in.Dst] = looked[in.Args[0]]
			case body.BinOp:
				if in.N == int32(token.ADD) && in.Args[1] < 0 && f.Consts[^in.Args[1]].Int == 1 {
					sum[in.Dst] = cmp.Or(loaded[in.Args[0]], looked[in.Args[0]])
				}
			case body.Store:
				if field := addr[in.Args[0]]; field != "" && sum[in.Args[1]] == field {
					out[field] = true
				}
			case body.MapUpdate:
				if field := loaded[in.Args[0]]; field != "" && sum[in.Args[2]] == field {
					out[field] = true
				}
			}
		}
	}
	return out
}

// filledLater are the fields that a package assigns, or whose address it hands
// on, outside of constructors.
func filledLater(prog *replay.Program, pkg *body.Package, made map[string][]*replay.Func) map[string]bool {
	isConstructor := map[string]bool{}
	for _, fs := range made {
		for _, f := range fs {
			isConstructor[f.Name] = true
		}
	}
	out := map[string]bool{}
	for _, f := range prog.Funcs(pkg.Path) {
		if isConstructor[f.Name] {
			continue
		}
		addr := map[int32]string{}
		for i := range f.Code {
			in := &f.Code[i]
			switch in.Op {
			case body.FieldAddr:
				if len(in.TArgs) == 1 && in.TArgs[0] >= 0 {
					if t := pkg.Types[in.TArgs[0]]; t.Kind == body.KNamed {
						addr[in.Dst] = t.Name + "." + in.Sym
					}
				}
			case body.Store:
				if field := addr[in.Args[0]]; field != "" {
					out[field] = true
				}
			case body.Call, body.MakeInterface, body.MakeClosure, body.ChangeType:
				for _, a := range in.Args {
					if field := addr[a]; a >= 0 && field != "" {
						out[field] = true
					}
				}
			}
		}
	}
	return out
}
