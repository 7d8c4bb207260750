package lower

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/evidence"
)

// instr translates one instruction; false where there is nothing to run.
func (f *funcLowerer) instr(in ssa.Instruction) (body.Instr, bool) {
	out := body.Instr{Dst: -1, Type: -1}
	if v, ok := in.(ssa.Value); ok {
		out.Dst = f.reg(v)
		if asksType(v) {
			out.Type = f.typ(v.Type())
		}
	}
	flag := func(on bool, bit uint8) {
		if on {
			out.Flags |= bit
		}
	}
	switch in := in.(type) {
	case *ssa.DebugRef:
		return out, false
	case *ssa.Alloc:
		out.Op = body.Alloc
		out.Type = f.typ(deref(in.Type()))
	case *ssa.Phi:
		out.Op = body.Phi
		out.Args = f.operands(in.Edges...)
	case *ssa.BinOp:
		out.Op, out.N = body.BinOp, int32(in.Op)
		out.Args = f.operands(in.X, in.Y)
		if isComparison(in.Op) {
			out.Type = f.typ(in.X.Type())
		}
	case *ssa.UnOp:
		f.unop(&out, in)
	case *ssa.Store:
		out.Op, out.Args = body.Store, f.operands(in.Addr, in.Val)
	case *ssa.FieldAddr:
		out.TArgs = []int32{f.typ(deref(in.X.Type()))}
		out.Op, out.N, out.Args = body.FieldAddr, int32(in.Field), f.operands(in.X)
		out.Sym = fieldName(in.X.Type(), in.Field)
		out.Type = f.typ(deref(in.Type()))
	case *ssa.Field:
		out.Op, out.N, out.Args = body.Field, int32(in.Field), f.operands(in.X)
		out.Sym = fieldName(in.X.Type(), in.Field)
	case *ssa.IndexAddr:
		out.Op, out.Args = body.IndexAddr, f.operands(in.X, in.Index)
		out.Type = f.typ(deref(in.Type()))
	case *ssa.Index:
		out.Op, out.Args = body.Index, f.operands(in.X, in.Index)
	case *ssa.Lookup:
		out.Op, out.Args = body.Lookup, f.operands(in.X, in.Index)
		flag(in.CommaOk, body.CommaOk)
		f.noteKey(in.Pos(), in.Index)
		out.Type = f.typ(mapElem(in))
	case *ssa.MapUpdate:
		out.Op, out.Args = body.MapUpdate, f.operands(in.Map, in.Key, in.Value)
	case *ssa.Slice:
		out.Op, out.Args = body.Slice, f.operands(in.X, in.Low, in.High, in.Max)
	case *ssa.SliceToArrayPointer:
		out.Op, out.Args = body.Convert, f.operands(in.X)
	case *ssa.MakeSlice:
		out.Op, out.Args = body.MakeSlice, f.operands(in.Len, in.Cap)
	case *ssa.MakeMap:
		out.Op = body.MakeMap
	case *ssa.MakeChan:
		out.Op, out.Args = body.MakeChan, f.operands(in.Size)
	case *ssa.MakeClosure:
		fn := in.Fn.(*ssa.Function)
		f.want(fn)
		out.Op, out.Args = body.MakeClosure, f.operands(in.Bindings...)
		out.Sym, out.TArgs = f.callee(fn)
	case *ssa.MakeInterface:
		out.Op, out.Args, out.Type = body.MakeInterface, f.operands(in.X), f.typ(in.X.Type())
	case *ssa.ChangeInterface:
		out.Op, out.Args = body.ChangeType, f.operands(in.X)
	case *ssa.ChangeType:
		out.Op, out.Args = body.ChangeType, f.operands(in.X)
	case *ssa.Convert:
		out.Op, out.Args = body.Convert, f.operands(in.X)
	case *ssa.MultiConvert:
		out.Op, out.Args = body.Convert, f.operands(in.X)
	case *ssa.TypeAssert:
		out.Op, out.Args, out.Type = body.TypeAssert, f.operands(in.X), f.typ(in.AssertedType)
		flag(in.CommaOk, body.CommaOk)
	case *ssa.Extract:
		out.Op, out.N, out.Args = body.Extract, int32(in.Index), f.operands(in.Tuple)
	case *ssa.Call:
		out.Op = body.Call
		f.call(&out, in.Common())
	case *ssa.Go:
		out.Op = body.Go
		f.call(&out, in.Common())
	case *ssa.Defer:
		out.Op = body.Defer
		f.call(&out, in.Common())
		if in.DeferStack != nil {
			out.Args = append(out.Args, f.operand(in.DeferStack))
			out.Flags |= body.Sticky
		}
	case *ssa.RunDefers:
		out.Op = body.RunDefers
	case *ssa.Panic:
		out.Op, out.Args = body.Panic, f.operands(in.X)
	case *ssa.Return:
		out.Op, out.Args = body.Return, f.operands(in.Results...)
	case *ssa.Jump:
		out.Op = body.Jump
	case *ssa.If:
		out.Op, out.Args = body.If, f.operands(in.Cond)
	case *ssa.Send:
		out.Op, out.Args = body.Send, f.operands(in.Chan, in.X)
	case *ssa.Select:
		out.Op, out.N = body.Select, int32(len(in.States))
		flag(in.Blocking, body.Blocking)
		for _, s := range in.States {
			out.Args = append(out.Args, f.operand(s.Chan), f.operand(s.Send))
		}
	case *ssa.Range:
		out.Op, out.Args = body.Range, f.operands(in.X)
		out.Type = f.typ(in.X.Type())
	case *ssa.Next:
		out.Op, out.Args = body.Next, f.operands(in.Iter)
	default:
		return out, false
	}
	return out, true
}

// asksType says whether a replay asks for the type of what an instruction gives.
func asksType(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Phi, *ssa.Next, *ssa.MakeMap:
		return false
	case *ssa.UnOp:
		return v.Op != token.MUL
	}
	return true
}

func (f *funcLowerer) unop(out *body.Instr, in *ssa.UnOp) {
	out.Args = f.operands(in.X)
	if in.CommaOk {
		out.Flags |= body.CommaOk
	}
	switch in.Op {
	case token.MUL:
		out.Op = body.Load
	case token.ARROW:
		out.Op = body.Recv
		if ch, ok := in.X.Type().Underlying().(*types.Chan); ok {
			out.Type = f.typ(ch.Elem())
		}
	default:
		out.Op, out.N = body.UnOp, int32(in.Op)
	}
}

func (f *funcLowerer) call(out *body.Instr, c *ssa.CallCommon) {
	if c.IsInvoke() {
		out.Flags |= body.Invoke
		out.Sym = c.Method.Name()
		out.Args = append(f.operands(c.Value), f.operands(c.Args...)...)
		out.TArgs = []int32{f.typ(c.Value.Type())}
	} else {
		switch fn := c.Value.(type) {
		case *ssa.Builtin:
			out.Flags |= body.Builtin
			out.Sym = fn.Name()
			out.Args = f.operands(c.Args...)
		case *ssa.Function:
			f.want(fn)
			out.Sym, out.TArgs = f.callee(fn)
			out.Args = f.operands(c.Args...)
		default:
			out.Flags |= body.Dynamic
			out.Args = append(f.operands(c.Value), f.operands(c.Args...)...)
		}
	}
	for _, a := range c.Args {
		f.noteKey(c.Pos(), a)
	}
	res := c.Signature().Results()
	switch res.Len() {
	case 0:
		out.Type = -1
	case 1:
		out.Type = f.typ(res.At(0).Type())
	default:
		out.Type = f.typ(res)
	}
}

// noteKey notes the instruction at hand if v is a constant key or path of an
// answer, and whether there is evidence that it is one of VPP.
func (f *funcLowerer) noteKey(pos token.Pos, v ssa.Value) {
	c, ok := v.(*ssa.Const)
	if !ok {
		if mi, isIface := v.(*ssa.MakeInterface); isIface {
			c, ok = mi.X.(*ssa.Const)
		}
	}
	if !ok || c.Value == nil || c.Value.Kind() != constant.String || f.in.Evidence == nil {
		return
	}
	key := constant.StringVal(c.Value)
	if f.in.Evidence.KeyRole(pos, key) == evidence.Number {
		f.keyed = true
	}
	switch key[strings.LastIndexByte(key, '.')+1:] {
	case "errorNumber", "errorMessage", "status":
		f.keys = append(f.keys, [2]int{len(f.pkg.Funcs), len(f.out.Code)})
	}
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

func mapElem(in *ssa.Lookup) types.Type {
	if m, ok := in.X.Type().Underlying().(*types.Map); ok {
		return m.Elem()
	}
	return types.Typ[types.Byte]
}

func fieldName(t types.Type, i int) string {
	if s, ok := deref(t).Underlying().(*types.Struct); ok {
		return s.Field(i).Name()
	}
	if tp, ok := types.Unalias(deref(t)).(*types.TypeParam); ok {
		if s, ok := tp.Constraint().Underlying().(*types.Struct); ok {
			return s.Field(i).Name()
		}
	}
	return ""
}
