package core

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/vpplint/vpplint/internal/standard"
)

// helpers are the functions of a package on which a replay in another package
// can depend, told by syntax and types alone: those that wait or send, call
// what they were handed, return a delay, a function or a set of options, or
// answer from an error or a number.
type helpers struct {
	pkg  *types.Package
	info *types.Info
}

// any says whether a package has a helper.
func (h helpers) any(files []*ast.File) bool {
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && h.is(fn) {
				return true
			}
		}
	}
	return false
}

func (h helpers) is(fn *ast.FuncDecl) bool {
	obj, ok := h.info.Defs[fn.Name].(*types.Func)
	if !ok || fn.Body == nil {
		return false
	}
	sig := obj.Signature()
	return h.configures(sig) || h.classifies(sig, fn.Body) || h.acts(fn.Body)
}

// configures says whether a function returns a delay, a function, or a value of
// this package that is made of such.
func (h helpers) configures(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if h.sets(v.Type(), 0) {
			return true
		}
	}
	return false
}

// sets says whether values of a type say how something is retried.
func (h helpers) sets(t types.Type, depth int) bool {
	if isDelay(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Pointer:
		return depth == 0 && h.sets(u.Elem(), depth)
	case *types.Slice:
		return depth == 0 && h.sets(u.Elem(), depth)
	case *types.Struct:
		if named, ok := types.Unalias(t).(*types.Named); !ok || named.Obj().Pkg() != h.pkg || depth > 1 {
			return false
		}
		for f := range u.Fields() {
			if h.sets(f.Type(), depth+1) {
				return true
			}
		}
	case *types.Interface:
		// An option, or a schedule, hidden behind an interface of this package.
		named, ok := types.Unalias(t).(*types.Named)
		return ok && named.Obj().Pkg() == h.pkg
	}
	return false
}

func isDelay(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Duration" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time"
}

// classifies says whether a function answers with a truth, a number or an
// error, from an error or from a number that it looks at.
func (h helpers) classifies(sig *types.Signature, body *ast.BlockStmt) bool {
	answers := false
	for v := range sig.Results().Variables() {
		b, basic := v.Type().Underlying().(*types.Basic)
		answers = answers || isError(v.Type()) || basic && b.Info()&(types.IsBoolean|types.IsInteger) != 0
	}
	if !answers {
		return false
	}
	if r := sig.Recv(); r != nil && (isError(r.Type()) || isNumber(r.Type()) && h.looksAt(r, body)) {
		return true
	}
	for v := range sig.Params().Variables() {
		if isError(v.Type()) || isNumber(v.Type()) && h.looksAt(v, body) {
			return true
		}
	}
	return false
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

var errorInterface = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// isError says whether a value of a type is an error.
func isError(t types.Type) bool {
	if types.Implements(t, errorInterface) {
		return true
	}
	_, pointer := t.(*types.Pointer)
	return !pointer && !types.IsInterface(t) && types.Implements(types.NewPointer(t), errorInterface)
}

// looksAt says whether a body compares a variable, switches on it, or looks it
// up.
func (h helpers) looksAt(v *types.Var, body *ast.BlockStmt) bool {
	mentions := func(e ast.Expr) bool {
		found := false
		if e != nil {
			ast.Inspect(e, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				found = found || ok && h.info.Uses[id] == v
				return !found
			})
		}
		return found
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			found = found || comparison(n.Op) && (mentions(n.X) || mentions(n.Y))
		case *ast.SwitchStmt:
			found = found || mentions(n.Tag)
		case *ast.IndexExpr:
			found = found || mentions(n.Index)
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Contains" && len(n.Args) == 2 {
				found = found || mentions(n.Args[1])
			}
		}
		return !found
	})
	return found
}

func comparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// acts says whether a body waits, sends, or calls what it was handed: a
// function value, or a method of an interface that this package, or another
// one outside of the standard library, declares.
func (h helpers) acts(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			found = h.isVariable(fun)
		case *ast.SelectorExpr:
			found = h.isVariable(fun.Sel) || h.waits(fun.Sel) || h.foreign(fun.Sel)
		case *ast.IndexExpr, *ast.IndexListExpr, *ast.CallExpr:
			_, found = h.info.TypeOf(fun).(*types.Signature)
			found = found && h.info.Types[fun].IsValue()
		}
		return !found
	})
	return found
}

// isVariable says whether a name that is called is a variable: a parameter, a
// field, anything but a closure that is called where it is written.
func (h helpers) isVariable(id *ast.Ident) bool {
	_, ok := h.info.Uses[id].(*types.Var)
	return ok
}

// waits says whether a function of the standard library waits or sends.
func (h helpers) waits(id *ast.Ident) bool {
	fn, ok := h.info.Uses[id].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "time":
		switch fn.Name() {
		case "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick", "Reset":
			return true
		}
	case "net/http":
		switch fn.Name() {
		case "Do", "Get", "Head", "Post", "PostForm", "RoundTrip":
			return fn.Signature().Results().Len() == 2 && strings.HasSuffix(fn.Signature().Results().At(0).Type().String(), "net/http.Response")
		}
	case "context":
		return strings.HasPrefix(fn.Name(), "WithTimeout") || strings.HasPrefix(fn.Name(), "WithDeadline")
	}
	return false
}

// foreign says whether a method belongs to an interface that is not one of the
// standard library.
func (h helpers) foreign(id *ast.Ident) bool {
	fn, ok := h.info.Uses[id].(*types.Func)
	if !ok {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || fn.Pkg() == nil {
		return false
	}
	return !standard.Is(fn.Pkg().Path())
}
