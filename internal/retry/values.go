package retry

import (
	"go/ast"
	"strings"

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

// assignment is a store to a field ("path.T.field").
type assignment struct {
	fn    *replay.Func
	field string
	value body.Operand
	fresh bool // of a struct that the function has just made
}

// assignments are the stores to fields of a package's types.
func assignments(prog *replay.Program, pkg *body.Package) []assignment {
	var out []assignment
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
				if field := fieldOf(pkg, in); field != "" {
					addr[in.Dst] = field
				}
			case body.Store:
				if field := addr[in.Args[0]]; field != "" {
					out = append(out, assignment{f, field, in.Args[1], fresh[in.Args[0]]})
				}
			}
		}
	}
	return out
}

// fieldOf names the field whose address is taken, "" for one of a type that has
// no name.
func fieldOf(pkg *body.Package, in *body.Instr) string {
	if len(in.TArgs) == 1 && in.TArgs[0] >= 0 {
		if t := pkg.Types[in.TArgs[0]]; t.Kind == body.KNamed {
			return t.Name + "." + in.Sym
		}
	}
	return ""
}

// fieldValues are the constants that a package assigns to unexported fields of
// its types. A field to which anything else is assigned is left out; one that is
// only assigned later in the life of its struct starts as zero.
func fieldValues(all []assignment) map[string][]replay.FieldValue {
	out := map[string][]replay.FieldValue{}
	other, born := map[string]bool{}, map[string]bool{}
	for _, as := range all {
		if ast.IsExported(as.field[strings.LastIndexByte(as.field, '.')+1:]) {
			continue
		}
		born[as.field] = born[as.field] || as.fresh
		if as.value >= 0 {
			other[as.field] = true
			continue
		}
		v := replay.FieldValue{Fn: as.fn, Const: as.fn.Consts[^as.value]}
		if !has(out[as.field], v.Const) {
			out[as.field] = append(out[as.field], v)
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

// filledLater are the fields that a package assigns, or whose address it hands
// on, outside of constructors.
func filledLater(prog *replay.Program, pkg *body.Package, all []assignment, made map[string][]*replay.Func) map[string]bool {
	isConstructor := map[*replay.Func]bool{}
	for _, fs := range made {
		for _, f := range fs {
			isConstructor[f] = true
		}
	}
	out := map[string]bool{}
	for _, as := range all {
		if !isConstructor[as.fn] {
			out[as.field] = true
		}
	}
	for _, f := range prog.Funcs(pkg.Path) {
		if isConstructor[f] {
			continue
		}
		addr := map[int32]string{}
		for i := range f.Code {
			in := &f.Code[i]
			switch in.Op {
			case body.FieldAddr:
				addr[in.Dst] = fieldOf(pkg, in)
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

// options are the fields that other packages can have set to what they like: a
// function assigns one of its parameters, or one of the function around it.
func options(all []assignment) map[string]bool {
	out := map[string]bool{}
	for _, as := range all {
		if !as.fresh && given(as.fn, as.value) {
			out[as.field] = true
		}
	}
	return out
}

// given says whether a value is what a function was handed.
func given(f *replay.Func, v body.Operand) bool {
	params := body.Operand(len(f.Params))
	if v >= 0 && v < params {
		return true
	}
	for i := range f.Code {
		if in := &f.Code[i]; in.Op == body.Load && in.Dst == v {
			return in.Args[0] >= params && in.Args[0] < params+body.Operand(len(f.Free))
		}
	}
	return false
}
