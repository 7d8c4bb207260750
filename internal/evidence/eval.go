package evidence

import (
	"go/ast"
	"go/constant"
	"go/types"
	"maps"
	"strconv"

	"github.com/vpplint/vpplint/internal/apple"
)

// eval is what an expression may hold.
func (n *numbers) eval(e ast.Expr) value {
	e = ast.Unparen(e)
	if tv := n.src.Info.Types[e]; tv.Value != nil {
		if isListed(tv.Value) {
			return value{listed: true}
		}
		return nil
	}
	return union(n.ownKey(e), n.evalPlain(e))
}

// ownKey is the owner of the number that is read by key, if e does that.
func (n *numbers) ownKey(e ast.Expr) value {
	if g := n.owner[ast.Unparen(e)]; g != nil {
		return value{g: true}
	}
	return nil
}

func (n *numbers) evalPlain(e ast.Expr) value {
	switch e := e.(type) {
	case *ast.Ident:
		return n.evalObject(n.src.Info.ObjectOf(e))
	case *ast.SelectorExpr:
		v := n.evalObject(n.src.Info.ObjectOf(e.Sel))
		if own := n.ownNumber(e); len(own) > 0 {
			return union(own, v)
		}
		return v
	case *ast.StarExpr:
		return n.eval(e.X)
	case *ast.UnaryExpr:
		return n.eval(e.X)
	case *ast.TypeAssertExpr:
		return n.eval(e.X)
	case *ast.IndexExpr:
		return n.eval(e.X)
	case *ast.SliceExpr:
		return n.eval(e.X)
	case *ast.FuncLit:
		if sig, ok := n.src.Info.TypeOf(e).(*types.Signature); ok {
			return value{sig: true}
		}
	case *ast.CompositeLit:
		return n.evalLiteral(e)
	case *ast.CallExpr:
		return n.evalResult(e, 0)
	}
	return nil
}

func (n *numbers) evalObject(obj types.Object) value {
	switch obj := obj.(type) {
	case *types.Var:
		return n.holds[obj.Origin()]
	case *types.Func:
		if obj.Pkg() == n.src.Pkg {
			return value{obj.Origin().Signature(): true}
		}
	}
	return nil
}

// evalLiteral is what a list, set or table holds in its keys and elements.
func (n *numbers) evalLiteral(lit *ast.CompositeLit) value {
	t := n.src.Info.TypeOf(lit)
	if t == nil {
		return nil
	}
	switch deref(t).Underlying().(type) {
	case *types.Map, *types.Slice, *types.Array:
	default:
		return nil // a struct's fields hold what it holds
	}
	var v value
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			v = union(v, n.eval(kv.Key))
			e = kv.Value
		}
		v = union(v, n.eval(e))
	}
	return v
}

// evalResult is what result i of a call may hold.
func (n *numbers) evalResult(e ast.Expr, i int) value {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	fun := n.src.Info.Types[call.Fun]
	if fun.IsType() {
		if len(call.Args) == 1 {
			return n.eval(call.Args[0])
		}
		return nil
	}
	if fun.IsBuiltin() {
		var v value
		if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "append" {
			for _, arg := range call.Args {
				v = union(v, n.eval(arg))
			}
		}
		return v
	}
	v := make(value)
	if i == 0 {
		maps.Copy(v, n.ownKey(call))
	}
	if sigs := n.callees(call); len(sigs) > 0 {
		for _, sig := range sigs {
			if i < sig.Results().Len() {
				v = union(v, n.holds[sig.Results().At(i)])
			}
		}
		return v
	}
	if i > 0 || !n.converts(call) {
		return v
	}
	// A conversion of another package: n.Int64(), strconv.Atoi(s), cast.ToInt(v).
	for _, from := range n.inputs(call) {
		for k := range n.eval(from).owners {
			v[k] = true
		}
	}
	return v
}

// converts says whether the first result of a call of another package can
// still be a number, in digits at least.
func (n *numbers) converts(call *ast.CallExpr) bool {
	t := n.src.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsNumeric|types.IsString) != 0
}

// inputs are the receiver and the arguments of a call.
func (n *numbers) inputs(call *ast.CallExpr) []ast.Expr {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && n.src.Info.Selections[sel] != nil {
		return append([]ast.Expr{sel.X}, call.Args...)
	}
	return call.Args
}

// ownNumber are the owners of the number that an expression reads or sets
// itself: a field, or a key of a document.
func (n *numbers) ownNumber(e ast.Expr) value {
	e = ast.Unparen(e)
	if v := n.ownKey(e); v != nil {
		return v
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	selection := n.src.Info.Selections[sel]
	if selection == nil || selection.Kind() != types.FieldVal {
		return nil
	}
	v := make(value)
	number := false
	steps(selection, func(_ types.Type, s *types.Struct, i int) {
		if n.pair(s) {
			v[keyOf(s)] = true
		}
		number = wireRole(s, i) == Number
	})
	if !number {
		return nil
	}
	return v
}

func union(a, b value) value {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	c := maps.Clone(a)
	for k, direct := range b {
		c[k] = c[k] || direct
	}
	return c
}

// isListed says whether a constant is a number of Apple's tables, or its
// digits. 9600 is a baud rate too.
func isListed(v constant.Value) bool {
	if v.Kind() == constant.String {
		s := constant.StringVal(v)
		if len(s) != 4 {
			return false
		}
		n, err := strconv.Atoi(s)
		return err == nil && n != 9600 && apple.Known(n)
	}
	n, ok := intOf(v)
	return ok && n != 9600 && apple.Known(n)
}

// intOf is the value of a numeric constant that is an int.
func intOf(v constant.Value) (int, bool) {
	if v.Kind() != constant.Int && v.Kind() != constant.Float {
		return 0, false
	}
	v = constant.ToInt(v)
	if v.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(v)
	return int(n), exact && n == int64(int(n))
}
