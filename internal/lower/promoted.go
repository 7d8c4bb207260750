package lower

import (
	"go/types"

	"github.com/vpplint/vpplint/internal/body"
)

// promoted makes the body of a method that a generic type has from a field:
// go/ssa has such methods for instances only.
func (l *lowerer) promoted(named *types.Named, name string) *body.Func {
	var params []*types.TypeParam
	var args []types.Type
	for p := range named.TypeParams().TypeParams() {
		params, args = append(params, p), append(args, p)
	}
	inst, err := types.Instantiate(nil, named, args, false)
	if err != nil {
		return nil
	}
	recv := types.NewPointer(inst)
	sel := types.NewMethodSet(recv).Lookup(named.Obj().Pkg(), name)
	if sel == nil {
		return nil
	}
	sig := sel.Type().(*types.Signature)
	b := &wrapper{l: l, params: params, out: &body.Func{
		Name: "(" + typeName(named) + ")." + name, Decl: named.Obj().Name() + "." + name,
		Method: true, Wrapper: true, Variadic: sig.Variadic(), Recover: -1,
		Exported: sel.Obj().Exported(),
	}}
	cur := b.param(recv)
	for v := range sig.Params().Variables() {
		b.param(v.Type())
	}
	for v := range sig.Results().Variables() {
		b.out.Results = append(b.out.Results, b.typ(v.Type()))
	}
	t := inst
	path := sel.Index()
	for _, i := range path[:len(path)-1] {
		s, ok := deref(t).Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		f := s.Field(i)
		cur = b.emit(body.Instr{Op: body.FieldAddr, N: int32(i), Args: []body.Operand{cur}, Sym: f.Name(), TArgs: []int32{b.typ(deref(t))}, Type: b.typ(f.Type())})
		if t = f.Type(); types.IsInterface(t) || isPointer(t) {
			cur = b.emit(body.Instr{Op: body.Load, Args: []body.Operand{cur}, Type: b.typ(t)})
		}
	}
	b.forward(sel.Obj().(*types.Func), t, cur, sig)
	return b.out
}

func isPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}

// wrapper is a body in the making.
type wrapper struct {
	l      *lowerer
	params []*types.TypeParam
	out    *body.Func
}

func (b *wrapper) typ(t types.Type) int32 { return b.l.intern(t, b.params) }

func (b *wrapper) param(t types.Type) body.Operand {
	b.out.Params = append(b.out.Params, b.typ(t))
	b.out.Regs++
	return b.out.Regs - 1
}

func (b *wrapper) emit(in body.Instr) body.Operand {
	in.Dst = b.out.Regs
	b.out.Regs++
	b.out.Code = append(b.out.Code, in)
	return in.Dst
}

// forward calls a method of the value at recv, of type t, with the wrapper's
// own arguments, and returns what that returns.
func (b *wrapper) forward(obj *types.Func, t types.Type, recv body.Operand, sig *types.Signature) {
	call := body.Instr{Op: body.Call, Args: []body.Operand{recv}, Type: -1}
	for i := 1; i < len(b.out.Params); i++ {
		call.Args = append(call.Args, body.Operand(i))
	}
	switch n := sig.Results().Len(); {
	case n == 1:
		call.Type = b.typ(sig.Results().At(0).Type())
	case n > 1:
		call.Type = b.typ(sig.Results())
	}
	if types.IsInterface(t) {
		call.Flags, call.Sym, call.TArgs = body.Invoke, obj.Name(), []int32{b.typ(t)}
	} else {
		call.Sym = FuncName(obj)
		if n, ok := types.Unalias(deref(t)).(*types.Named); ok {
			for a := range n.TypeArgs().Types() {
				call.TArgs = append(call.TArgs, b.typ(a))
			}
		}
	}
	res := b.emit(call)
	ret := body.Instr{Op: body.Return, Dst: -1, Type: -1}
	switch n := sig.Results().Len(); {
	case n == 1:
		ret.Args = []body.Operand{res}
	case n > 1:
		for i := range n {
			ret.Args = append(ret.Args, b.emit(body.Instr{Op: body.Extract, N: int32(i), Args: []body.Operand{res}, Type: b.typ(sig.Results().At(i).Type())}))
		}
	}
	b.out.Code = append(b.out.Code, ret)
	b.out.Blocks = []body.Block{{End: int32(len(b.out.Code))}}
}
