package core

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/vpplint/vpplint/internal/standard"
)

// helpers tell, by syntax and types alone, what another package's retries and
// decisions can depend on: functions that wait or send, call what they were
// handed, return a delay, a function or a set of options, answer from an error
// or a number, compare what they are given, or hand text on; and variables
// that hold delays, functions or numbers.
type helpers struct {
	pkg  *types.Package
	info *types.Info
	only func(*types.Func) bool // nil: all that help
}

// maxStatements is how large a helper may be: a function that is longer does
// more than help.
const maxStatements = 80

// any says whether a package has a helper.
func (h helpers) any(files []*ast.File) bool {
	for _, f := range files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if h.is(d) {
					return true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if h.is(spec) {
						return true
					}
				}
			}
		}
	}
	return false
}

// is says whether a function, or variables, are helpers.
func (h helpers) is(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		obj, ok := h.info.Defs[n.Name].(*types.Func)
		if !ok || n.Body == nil {
			return false
		}
		if h.only != nil {
			return obj.Exported() && h.only(obj)
		}
		size := statements(n.Body)
		sig := obj.Signature()
		return size <= maxStatements &&
			(h.configures(sig) || h.classifies(sig, n.Body, size) || h.compares(sig, n.Body) || h.acts(n.Body) || h.asks(n.Body) ||
				isRoundTrip(obj) || size <= maxForward && (tellsTime(sig) || equips(sig) || sig.TypeParams().Len() > 0 || computes(sig) || h.collects(sig) || takesDelay(sig) || h.forwards(sig) || h.fails(sig) || sig.Recv() != nil && h.sets(sig.Recv().Type(), 0)))
	case *ast.ValueSpec:
		if h.only != nil {
			return false
		}
		for _, name := range n.Names {
			if v, ok := h.info.Defs[name].(*types.Var); ok && v.Exported() && (h.sets(v.Type(), 0) || holdsDelay(v.Type()) || listsNumbers(v.Type())) {
				return true
			}
		}
	}
	return false
}

// repeats says whether an exported function calls a function that it is given,
// and that may fail, in a loop.
func (h helpers) repeats(files []*ast.File) bool {
	for _, f := range files {
		for _, d := range f.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || d.Body == nil || !d.Name.IsExported() || d.Type.Params == nil {
				continue
			}
			for _, field := range d.Type.Params.List {
				for _, name := range field.Names {
					if v, ok := h.info.Defs[name].(*types.Var); ok && mayFail(v.Type()) && h.callsInLoop(d.Body, v) {
						return true
					}
				}
			}
		}
	}
	return false
}

// mayFail says whether a type is that of functions that return an error.
func mayFail(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for v := range sig.Results().Variables() {
		if isError(v.Type()) {
			return true
		}
	}
	return false
}

// callsInLoop says whether a loop in body calls v.
func (h helpers) callsInLoop(body *ast.BlockStmt, v *types.Var) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			ast.Inspect(n, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					id, ok := ast.Unparen(call.Fun).(*ast.Ident)
					found = found || ok && h.info.Uses[id] == v
				}
				return !found
			})
		}
		return !found
	})
	return found
}

func statements(body *ast.BlockStmt) (n int) {
	ast.Inspect(body, func(x ast.Node) bool {
		switch x.(type) {
		case *ast.BlockStmt:
		case ast.Stmt:
			n++
		}
		return true
	})
	return n
}

// tellsTime says whether a function returns a time, or a channel on which one
// comes.
func tellsTime(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		t := v.Type()
		if c, ok := t.Underlying().(*types.Chan); ok {
			t = c.Elem()
		}
		if named(t, "time", "Time") {
			return true
		}
	}
	return false
}

// collects says whether a function is one of a set, a list or a table: retries
// remember in them what they work on.
func (h helpers) collects(sig *types.Signature) bool {
	if r := sig.Recv(); r != nil {
		return isCollection(r.Type())
	}
	for v := range sig.Results().Variables() {
		if h.declares(v.Type()) && isCollection(v.Type()) {
			return true
		}
	}
	return false
}

// isCollection says whether a type holds whatever it is made for: generic, and a
// map, a slice or a struct.
func isCollection(t types.Type) bool {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || named.TypeParams().Len() == 0 {
		return false
	}
	switch named.Underlying().(type) {
	case *types.Map, *types.Slice, *types.Struct:
		return true
	}
	return false
}

// computes says whether a function makes numbers of numbers.
func computes(sig *types.Signature) bool {
	numbers := func(vars *types.Tuple) bool {
		for v := range vars.Variables() {
			if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsNumeric == 0 {
				return false
			}
		}
		return vars.Len() > 0
	}
	return sig.Recv() == nil && numbers(sig.Params()) && numbers(sig.Results())
}

// isRoundTrip says whether a function is that of a transport.
func isRoundTrip(fn *types.Func) bool {
	sig := fn.Signature()
	return sig.Recv() != nil && fn.Name() == "RoundTrip" && sig.Params().Len() == 1 && sig.Results().Len() == 2 && isResponse(sig.Results().At(0).Type())
}

func isResponse(t types.Type) bool {
	p, ok := t.(*types.Pointer)
	return ok && named(p.Elem(), "net/http", "Response")
}

// equips says whether a function returns a transport, or a client with one.
func equips(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		t := v.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if named(t, "net/http", "RoundTripper") || named(t, "net/http", "Client") {
			return true
		}
	}
	return false
}

// takesDelay says whether a function is given a delay.
func takesDelay(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if isDelay(v.Type()) {
			return true
		}
	}
	return false
}

// configures says whether a function takes a function, or returns a delay, a
// function, or a value of this package that is made of such.
func (h helpers) configures(sig *types.Signature) bool {
	if takesFunc(sig) {
		return true
	}
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
		if !h.declares(t) || depth > 1 {
			return false
		}
		for f := range u.Fields() {
			if h.sets(f.Type(), depth+1) {
				return true
			}
		}
		return depth == 0 && h.hasDelay(t)
	case *types.Interface:
		return h.declares(t) // an option, or a schedule, behind an interface
	}
	return false
}

// holdsDelay says whether a type is a struct, of whatever package, with a delay
// in it.
func holdsDelay(t types.Type) bool {
	u, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range u.Fields() {
		if isDelay(f.Type()) {
			return true
		}
	}
	return false
}

// hasDelay says whether a type has a method that returns a delay.
func (h helpers) hasDelay(t types.Type) bool {
	set := types.NewMethodSet(types.NewPointer(t))
	for m := range set.Methods() {
		if sig, ok := m.Type().(*types.Signature); ok && sig.Results().Len() > 0 && isDelay(sig.Results().At(0).Type()) {
			return true
		}
	}
	return false
}

// declares says whether a type is declared in the package.
func (h helpers) declares(t types.Type) bool {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	return ok && named.Obj().Pkg() == h.pkg
}

func isDelay(t types.Type) bool { return named(t, "time", "Duration") }

// listsNumbers says whether a type is a list or table of numbers.
func listsNumbers(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return isNumber(u.Elem()) && !(ok && b.Kind() == types.Uint8)
	case *types.Array:
		return isNumber(u.Elem())
	case *types.Map:
		return isNumber(u.Key()) || isNumber(u.Elem())
	}
	return false
}

// classifies says whether a function answers with a truth, a number, an error
// or a word, from an error, or from a number that it looks at or, if it is
// small, uses at all.
func (h helpers) classifies(sig *types.Signature, body *ast.BlockStmt, size int) bool {
	answers := false
	for v := range sig.Results().Variables() {
		b, basic := v.Type().Underlying().(*types.Basic)
		answers = answers || isError(v.Type()) || basic && b.Info()&(types.IsBoolean|types.IsInteger|types.IsString) != 0
	}
	if !answers {
		return false
	}
	for v := range inputs(sig) {
		if isError(v.Type()) || isNumber(v.Type()) && (size <= maxForward && h.mentions(body, v) || h.looksAt(v, body)) {
			return true
		}
	}
	return false
}

// inputs are the receiver and the parameters of a function.
func inputs(sig *types.Signature) func(yield func(*types.Var) bool) {
	return func(yield func(*types.Var) bool) {
		if r := sig.Recv(); r != nil && !yield(r) {
			return
		}
		for v := range sig.Params().Variables() {
			if !yield(v) {
				return
			}
		}
	}
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
	mentions := func(e ast.Expr) bool { return e != nil && h.mentions(e, v) }
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			found = found || isComparison(n.Op) && (mentions(n.X) || mentions(n.Y))
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

// mentions says whether a variable is used somewhere in n.
func (h helpers) mentions(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && h.info.Uses[id] == v
		return !found
	})
	return found
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// compares says whether a function compares two things that it is given, as
// texts.
func (h helpers) compares(sig *types.Signature, body *ast.BlockStmt) bool {
	given := 0
	for v := range inputs(sig) {
		if h.holdsText(v.Type(), 0) {
			given++
		}
	}
	if given < 2 {
		return false
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			found = found || isComparison(n.Op) && h.isTextLike(n.X) && h.isTextLike(n.Y)
		case *ast.SwitchStmt:
			found = found || n.Tag != nil && h.isTextLike(n.Tag)
		case *ast.IndexExpr:
			m, ok := h.info.TypeOf(n.X).Underlying().(*types.Map)
			found = found || ok && isTextType(m.Key())
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				if fn, ok := h.info.Uses[sel.Sel].(*types.Func); ok && fn.Pkg() != nil {
					switch fn.Pkg().Path() {
					case "strings", "bytes", "regexp", "slices", "cmp", "path":
						found = true
					}
				}
			}
		}
		return !found
	})
	return found
}

// isTextLike says whether an operand of a comparison can be text; nothing is
// told by comparing with the empty one.
func (h helpers) isTextLike(e ast.Expr) bool {
	tv := h.info.Types[e]
	if tv.IsNil() || tv.Type == nil || tv.Value != nil && tv.Value.Kind() == constant.String && constant.StringVal(tv.Value) == "" {
		return false
	}
	return isTextType(tv.Type)
}

func isTextType(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Interface: // any, or a type parameter
		return u.NumMethods() == 0
	}
	return false
}

// maxForward is how large a function may be that does nothing but hand text on.
const maxForward = 12

// forwards says whether a function may hand text on: into an error, or through
// a value of this package.
func (h helpers) forwards(sig *types.Signature) bool {
	carrier := func(t types.Type) bool {
		return isError(t) && !types.IsInterface(t) || h.declares(t) && h.holdsText(t, 0)
	}
	r := sig.Recv()
	in, own := r != nil && carrier(r.Type()), false
	for v := range sig.Params().Variables() {
		in = in || h.holdsText(v.Type(), 0)
		own = own || carrier(v.Type())
	}
	if sig.Results().Len() == 0 {
		return in && r != nil && carrier(r.Type()) // it sets something
	}
	for v := range sig.Results().Variables() {
		t := v.Type()
		if in && (isError(t) || carrier(t)) || (own || r != nil && carrier(r.Type())) && h.holdsText(t, 0) {
			return true
		}
	}
	return false
}

// maxHolds is how deep inside of a value text is looked for.
const maxHolds = 6

// holdsText says whether a value can be, or carry, text that is compared.
func (h helpers) holdsText(t types.Type, depth int) bool {
	if isError(t) {
		return true
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	if depth++; depth > maxHolds {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Interface:
		return u.NumMethods() == 0 || h.declares(t)
	case *types.Signature:
		return depth == 1 && u.Params().Len() > 0 && h.holdsText(u.Params().At(0).Type(), depth)
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && (b.Kind() == types.Uint8 || b.Kind() == types.Int32) || h.holdsText(u.Elem(), depth)
	case *types.Map:
		return h.holdsText(u.Key(), depth) || h.holdsText(u.Elem(), depth)
	case *types.Pointer:
		return h.holdsText(u.Elem(), depth)
	case *types.Struct:
		if !h.declares(t) {
			return named(t, "regexp", "Regexp")
		}
		for f := range u.Fields() {
			if h.holdsText(f.Type(), depth) {
				return true
			}
		}
	}
	return false
}

func named(t types.Type, path, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path
}

// fails says whether a function makes an error of a number.
func (h helpers) fails(sig *types.Signature) bool {
	makes, number := false, false
	for v := range sig.Results().Variables() {
		makes = makes || isError(v.Type())
	}
	for v := range sig.Params().Variables() {
		number = number || isNumber(v.Type())
	}
	return makes && number
}

// acts says whether a body waits, sends, or calls a function that it was
// handed.
func (h helpers) acts(body *ast.BlockStmt) bool {
	return anyCall(body, func(call *ast.CallExpr) bool {
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			return h.isVariable(fun)
		case *ast.SelectorExpr:
			return h.isVariable(fun.Sel) || h.waits(fun.Sel)
		case *ast.IndexExpr, *ast.CallExpr:
			tv := h.info.Types[fun]
			_, ok := tv.Type.(*types.Signature)
			return ok && tv.IsValue()
		}
		return false
	})
}

// asks says whether a body calls a method of an interface that is not one of
// the standard library.
func (h helpers) asks(body *ast.BlockStmt) bool {
	return anyCall(body, func(call *ast.CallExpr) bool {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		fn, ok := h.info.Uses[sel.Sel].(*types.Func)
		if !ok || fn.Pkg() == nil || standard.Is(fn.Pkg().Path()) {
			return false
		}
		recv := fn.Signature().Recv()
		return recv != nil && types.IsInterface(recv.Type())
	})
}

func anyCall(body *ast.BlockStmt, is func(*ast.CallExpr) bool) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && is(call)
		return !found
	})
	return found
}

// isVariable says whether a name that is called is a variable: a parameter, a
// field.
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
			return fn.Signature().Results().Len() == 2
		}
	case "context":
		return strings.HasPrefix(fn.Name(), "WithTimeout") || strings.HasPrefix(fn.Name(), "WithDeadline")
	}
	return false
}
