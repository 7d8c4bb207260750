package evidence

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// value is what an expression may hold, as far as numbers are concerned: the
// number of an owner (a structKey or a *group), a number of Apple's tables
// (listed), or a function of this package (*types.Signature). The map says
// whether it got there without passing through a parameter: what a function
// returns of its parameters is not a number of all its callers' owners.
type value map[any]bool

type listedNumber struct{}

// listed stands for any number of Apple's tables but 9600.
var listed listedNumber

func (v value) owners(yield func(any) bool) {
	for k := range v {
		switch k.(type) {
		case structKey, *group:
			if !yield(k) {
				return
			}
		}
	}
}

// passage says how a value gets from one place to another.
type passage uint8

const (
	plain    passage = iota
	argument         // into a parameter
	result           // out of a function
)

// flow is one assignment, in the widest sense.
type flow struct {
	to    types.Object
	from  ast.Expr
	index int // of the result, if from is a call that has several
	how   passage
}

// numbers follows the numbers of answers through a package: flow-insensitive,
// through variables, fields, parameters, results and function values.
type numbers struct {
	src   Source
	keys  *groups
	pair  func(*types.Struct) bool
	decl  ast.Decl // that is being walked
	owner map[ast.Expr]*group
	flows []flow
	calls []*ast.CallExpr
	holds map[types.Object]value
}

func newNumbers(src Source, keys *groups, pair func(*types.Struct) bool) *numbers {
	return &numbers{src: src, keys: keys, pair: pair, owner: make(map[ast.Expr]*group), holds: make(map[types.Object]value)}
}

// solve collects the flows and lets the values run along them until nothing
// new arrives.
func (n *numbers) solve() {
	for _, file := range n.src.Files {
		for _, n.decl = range file.Decls {
			n.walk(n.decl, nil)
		}
	}
	for again := true; again; {
		again = false
		for _, f := range n.flows {
			again = n.pour(f) || again
		}
		for _, call := range n.calls {
			for _, sig := range n.callees(call) {
				bind(n.src, call, sig, func(param *types.Var, arg ast.Expr) {
					again = n.pour(flow{to: param, from: arg, index: -1, how: argument}) || again
				})
			}
		}
	}
}

// pour lets the value of one flow run and says whether something new arrived.
func (n *numbers) pour(f flow) bool {
	v := n.eval(f.from)
	if f.index >= 0 {
		v = n.evalResult(f.from, f.index)
	}
	news := false
	for k, direct := range v {
		if f.how == result && !direct {
			continue
		}
		direct = direct && f.how != argument
		if v, isVar := f.to.(*types.Var); isVar && v.IsField() {
			direct = true
		}
		to := n.holds[f.to]
		if to == nil {
			to = make(value)
			n.holds[f.to] = to
		}
		if had, ok := to[k]; !ok || direct && !had {
			to[k] = direct
			news = true
		}
	}
	return news
}

// walk collects the flows below node, in a function with the given signature.
func (n *numbers) walk(node ast.Node, sig *types.Signature) {
	ast.Inspect(node, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncDecl:
			fn, _ := n.src.Info.Defs[x.Name].(*types.Func)
			if fn != nil && x.Body != nil {
				n.walk(x.Body, fn.Signature())
			}
			return false
		case *ast.FuncLit:
			lit, _ := n.src.Info.TypeOf(x).(*types.Signature)
			n.walk(x.Body, lit)
			return false
		case *ast.AssignStmt:
			n.assign(x.Lhs, x.Rhs)
		case *ast.ValueSpec:
			lhs := make([]ast.Expr, len(x.Names))
			for i, name := range x.Names {
				lhs[i] = name
			}
			n.assign(lhs, x.Values)
		case *ast.RangeStmt:
			n.ranges(x)
		case *ast.ReturnStmt:
			n.returns(x, sig)
		case *ast.CompositeLit:
			n.fields(x, func(field *types.Var, value ast.Expr) { n.flow(field, value, -1, plain) })
		case *ast.CallExpr:
			n.calls = append(n.calls, x)
			n.access(x)
		case *ast.IndexExpr:
			n.access(x)
		}
		return true
	})
}

// access notes that an expression reads the number of a document.
func (n *numbers) access(e ast.Expr) {
	if a, ok := accessOf(n.src, e); ok && pathRole(a.path) == Number {
		n.owner[e] = n.keys.node(n.decl)
	}
}

func (n *numbers) flow(to types.Object, from ast.Expr, index int, how passage) {
	if to != nil && from != nil {
		n.flows = append(n.flows, flow{to, from, index, how})
	}
}

func (n *numbers) assign(lhs, rhs []ast.Expr) {
	for i, l := range lhs {
		from, index := ast.Expr(nil), -1
		switch {
		case len(lhs) == len(rhs):
			from = rhs[i]
		case len(rhs) == 1:
			if _, call := ast.Unparen(rhs[0]).(*ast.CallExpr); call {
				index = i
			} else if i > 0 {
				continue // the ok of v, ok := …
			}
			from = rhs[0]
		}
		n.flow(n.target(l), from, index, plain)
		if ix, ok := ast.Unparen(l).(*ast.IndexExpr); ok {
			n.flow(n.target(l), ix.Index, -1, plain) // the key of a set
		}
	}
}

// target is the variable or field that an assignment changes.
func (n *numbers) target(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return n.variable(e)
	case *ast.SelectorExpr:
		return n.variable(e.Sel)
	case *ast.IndexExpr:
		return n.target(e.X)
	case *ast.StarExpr:
		return n.target(e.X)
	}
	return nil
}

func (n *numbers) variable(id *ast.Ident) types.Object {
	if v, ok := n.src.Info.ObjectOf(id).(*types.Var); ok {
		return v.Origin()
	}
	return nil
}

func (n *numbers) ranges(r *ast.RangeStmt) {
	t := n.src.Info.TypeOf(r.X)
	if t == nil {
		return
	}
	if r.Key != nil && isMap(t) {
		n.flow(n.target(r.Key), r.X, -1, plain)
	}
	if r.Value != nil {
		n.flow(n.target(r.Value), r.X, -1, plain)
	}
}

func (n *numbers) returns(r *ast.ReturnStmt, sig *types.Signature) {
	if sig == nil {
		return
	}
	if len(r.Results) == sig.Results().Len() {
		for i, e := range r.Results {
			n.flow(sig.Results().At(i), e, -1, result)
		}
	} else if len(r.Results) == 1 {
		for i := range sig.Results().Len() {
			n.flow(sig.Results().At(i), r.Results[0], i, result)
		}
	}
}

// fields visits the fields that a composite literal of a struct sets.
func (n *numbers) fields(lit *ast.CompositeLit, visit func(field *types.Var, value ast.Expr)) {
	t := n.src.Info.TypeOf(lit)
	if t == nil {
		return
	}
	s, ok := deref(t).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				if f, ok := n.src.Info.ObjectOf(id).(*types.Var); ok {
					visit(f.Origin(), kv.Value)
				}
			}
		} else if i < s.NumFields() {
			visit(s.Field(i).Origin(), e)
		}
	}
}

// callees are the functions of this package that a call may reach.
func (n *numbers) callees(call *ast.CallExpr) []*types.Signature {
	if fn := typeutil.StaticCallee(n.src.Info, call); fn != nil {
		if fn.Pkg() == n.src.Pkg {
			return []*types.Signature{fn.Origin().Signature()}
		}
		return nil
	}
	var sigs []*types.Signature
	for k := range n.eval(call.Fun) {
		if sig, ok := k.(*types.Signature); ok {
			sigs = append(sigs, sig)
		}
	}
	return sigs
}

// bind visits the parameters of a function with the arguments that a call
// gives them; the receiver is the first.
func bind(src Source, call *ast.CallExpr, sig *types.Signature, visit func(param *types.Var, arg ast.Expr)) {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sig.Recv() != nil {
		if s := src.Info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			visit(sig.Recv(), sel.X)
		}
	}
	params := sig.Params()
	for i, arg := range call.Args {
		if sig.Variadic() && i >= params.Len() {
			i = params.Len() - 1
		}
		if i < params.Len() {
			visit(params.At(i), arg)
		}
	}
}
