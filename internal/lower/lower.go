// Package lower translates go/ssa into portable bodies.
package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/evidence"
)

// Input is a package to translate.
type Input struct {
	SSA      *ssa.Package
	Evidence *evidence.Evidence
	// Skip says that a file's functions do not exist (tests that do not count).
	Skip func(token.Pos) bool
	// Off says that a file's functions own no finding (generated code).
	Off func(token.Pos) bool
}

// Result is a translated package and what is kept beside it.
type Result struct {
	Package   *body.Package
	Positions body.Positions
	Decls     map[string]token.Pos        // where a function is declared
	Calls     map[token.Pos]*ast.CallExpr // by their opening parenthesis, where go/ssa says that they are
}

// Package translates every function of a package.
func Package(in Input) *Result {
	l := &lowerer{
		in:    in,
		pkg:   &body.Package{Path: in.SSA.Pkg.Path(), Speaks: in.Evidence != nil},
		types: map[string]int32{},
		seen:  map[*ssa.Function]bool{},
		res:   &Result{Positions: body.Positions{}, Decls: map[string]token.Pos{}, Calls: map[token.Pos]*ast.CallExpr{}},
	}
	l.res.Package = l.pkg
	l.members()
	for len(l.todo) > 0 {
		f := l.todo[0]
		l.todo = l.todo[1:]
		l.function(f)
	}
	l.markKeys()
	return l.res
}

// markKeys marks the accesses by key of a package in which some of them have
// evidence: a document may be decoded in one function and read in another.
func (l *lowerer) markKeys() {
	if !l.keyed {
		return
	}
	for _, in := range l.keys {
		l.pkg.Funcs[in[0]].Code[in[1]].Flags |= body.ByKey
	}
}

type lowerer struct {
	in    Input
	pkg   *body.Package
	types map[string]int32
	seen  map[*ssa.Function]bool
	todo  []*ssa.Function
	res   *Result
	keyed bool     // some access by key has evidence
	keys  [][2]int // accesses by key that may be to an answer: function, instruction
}

// members queues the package's functions, in a fixed order.
func (l *lowerer) members() {
	names := make([]string, 0, len(l.in.SSA.Members))
	for n := range l.in.SSA.Members {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		switch m := l.in.SSA.Members[n].(type) {
		case *ssa.Function:
			l.want(m)
			if n == "init" {
				l.pkg.Init = Name(m)
			}
		case *ssa.Global:
			l.pkg.Globals = append(l.pkg.Globals, body.GlobalVar{Name: globalName(m), Type: l.typ(deref(m.Type()))})
		case *ssa.Type:
			l.methods(m.Type())
		}
	}
}

// methods records the method set of a declared type, promoted ones included.
func (l *lowerer) methods(t types.Type) {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || types.IsInterface(named) {
		return
	}
	tm := body.TypeMethods{Type: typeName(named)}
	prog := l.in.SSA.Prog
	direct := prog.MethodSets.MethodSet(named)
	set := prog.MethodSets.MethodSet(types.NewPointer(named))
	for i := range set.Len() {
		sel := set.At(i)
		obj := sel.Obj().(*types.Func)
		if l.skip(obj.Pos()) && obj.Pkg() == l.in.SSA.Pkg {
			continue
		}
		ptr := direct.Lookup(obj.Pkg(), obj.Name()) == nil
		// The declared method itself is preferred to the wrapper which
		// dereferences: both act on the same value.
		var fn *ssa.Function
		if len(sel.Index()) == 1 {
			fn = prog.FuncValue(obj)
		} else if named.TypeParams().Len() == 0 {
			fn = prog.MethodValue(sel)
		}
		if fn == nil {
			if made := l.promoted(named, obj.Name()); len(sel.Index()) > 1 && made != nil {
				l.pkg.Funcs = append(l.pkg.Funcs, made)
				tm.Methods = append(tm.Methods, body.Method{Key: obj.Name(), Fn: made.Name, Ptr: ptr})
			}
			continue
		}
		l.want(fn)
		tm.Methods = append(tm.Methods, body.Method{Key: methodKey(obj), Fn: Name(fn), Ptr: ptr})
	}
	if len(tm.Methods) > 0 {
		l.pkg.Methods = append(l.pkg.Methods, tm)
	}
}

func (l *lowerer) skip(p token.Pos) bool { return p.IsValid() && l.in.Skip != nil && l.in.Skip(p) }

// want queues a function that belongs to this package.
func (l *lowerer) want(f *ssa.Function) {
	if f.Origin() != nil {
		f = f.Origin()
	}
	if l.seen[f] || len(f.Blocks) == 0 {
		return
	}
	if f.Pkg != nil && f.Pkg != l.in.SSA || l.skip(f.Pos()) {
		return
	}
	l.seen[f] = true
	l.todo = append(l.todo, f)
}

func (l *lowerer) function(f *ssa.Function) {
	out := &body.Func{
		Name: Name(f), Decl: declName(f), Recover: -1,
		Exported: exported(f), Method: f.Signature.Recv() != nil, Variadic: f.Signature.Variadic(),
		Wrapper: f.Synthetic != "" && f.Parent() == nil && !f.Pos().IsValid() || strings.HasPrefix(f.Synthetic, "wrapper ") || strings.HasPrefix(f.Synthetic, "bound ") || strings.HasPrefix(f.Synthetic, "thunk "),
		Off:     l.in.Off != nil && f.Pos().IsValid() && l.in.Off(f.Pos()),
	}
	if f.Parent() != nil {
		out.Parent = Name(f.Parent())
	}
	fl := &funcLowerer{lowerer: l, fn: f, out: out, regs: map[ssa.Value]int32{}, consts: map[constKey]int32{}, tparams: typeParams(f)}
	fl.run()
	l.pkg.Funcs = append(l.pkg.Funcs, out)
	l.res.Decls[out.Name] = f.Pos()
	if f.Parent() == nil && f.Syntax() != nil {
		ast.Inspect(f.Syntax(), func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				l.res.Calls[c.Lparen] = c
			}
			return true
		})
	}
}

// typeParams are the type parameters in scope in f, receiver's first.
func typeParams(f *ssa.Function) []*types.TypeParam {
	top := f
	for top.Parent() != nil {
		top = top.Parent()
	}
	var out []*types.TypeParam
	for _, list := range []*types.TypeParamList{top.Signature.RecvTypeParams(), top.Signature.TypeParams()} {
		for i := range list.Len() {
			out = append(out, list.At(i))
		}
	}
	if len(out) == 0 {
		if list := top.TypeParams(); list != nil {
			for i := range list.Len() {
				out = append(out, list.At(i))
			}
		}
	}
	return out
}

type constKey struct {
	kind body.ConstKind
	val  string
	typ  int32
}

// funcLowerer translates one function.
type funcLowerer struct {
	*lowerer
	fn      *ssa.Function
	out     *body.Func
	regs    map[ssa.Value]int32
	consts  map[constKey]int32
	tparams []*types.TypeParam
	pos     []token.Pos
}

func (f *funcLowerer) run() {
	for _, p := range f.fn.Params {
		f.out.Params = append(f.out.Params, f.typ(p.Type()))
		f.reg(p)
	}
	for _, v := range f.fn.FreeVars {
		f.out.Free = append(f.out.Free, f.typ(v.Type()))
		f.reg(v)
	}
	for v := range f.fn.Signature.Results().Variables() {
		f.out.Results = append(f.out.Results, f.typ(v.Type()))
	}
	if f.fn.Recover != nil {
		f.out.Recover = int32(f.fn.Recover.Index)
	}
	for _, b := range f.fn.Blocks {
		blk := body.Block{Start: int32(len(f.out.Code))}
		for _, p := range b.Preds {
			blk.Preds = append(blk.Preds, int32(p.Index))
		}
		for _, s := range b.Succs {
			blk.Succs = append(blk.Succs, int32(s.Index))
		}
		for _, in := range late(f.fn, b) {
			if i, ok := f.instr(in); ok {
				f.out.Code = append(f.out.Code, i)
				f.pos = append(f.pos, position(in))
			}
		}
		blk.End = int32(len(f.out.Code))
		f.out.Blocks = append(f.out.Blocks, blk)
	}
	f.out.Regs = int32(len(f.regs))
	f.res.Positions[f.out.Name] = f.pos
}

// position is where a person would point for an instruction.
func position(in ssa.Instruction) token.Pos {
	switch in := in.(type) {
	case *ssa.If:
		if p := in.Cond.Pos(); p.IsValid() {
			return p
		}
	case ssa.CallInstruction:
		return in.Common().Pos()
	}
	return in.Pos()
}

func (f *funcLowerer) reg(v ssa.Value) int32 {
	r, ok := f.regs[v]
	if !ok {
		r = int32(len(f.regs))
		f.regs[v] = r
	}
	return r
}

func (f *funcLowerer) constant(c body.Const, key string) body.Operand {
	k := constKey{c.Kind, key, c.Type}
	i, ok := f.consts[k]
	if !ok {
		i = int32(len(f.out.Consts))
		f.consts[k] = i
		f.out.Consts = append(f.out.Consts, c)
	}
	return ^i
}

func (f *funcLowerer) operand(v ssa.Value) body.Operand {
	switch v := v.(type) {
	case nil:
		return body.None
	case *ssa.Const:
		return f.literal(v)
	case *ssa.Global:
		return f.constant(body.Const{Kind: body.Global, Type: -1, Str: globalName(v)}, globalName(v))
	case *ssa.Function:
		f.want(v)
		name, targs := f.callee(v)
		return f.constant(body.Const{Kind: body.Fn, Type: f.typ(v.Signature), Str: name, TArgs: targs}, v.String())
	case *ssa.Builtin:
		return f.constant(body.Const{Kind: body.Fn, Type: -1, Str: "builtin " + v.Name()}, v.Name())
	}
	return f.reg(v)
}

func (f *funcLowerer) literal(v *ssa.Const) body.Operand {
	c := body.Const{Type: f.typ(v.Type())}
	key := "nil"
	if v.Value != nil {
		key = v.Value.ExactString()
		b, _ := v.Type().Underlying().(*types.Basic)
		switch v.Value.Kind() {
		case constant.Bool:
			c.Kind = body.Bool
			if constant.BoolVal(v.Value) {
				c.Int = 1
			}
		case constant.String:
			c.Kind, c.Str = body.String, constant.StringVal(v.Value)
		default:
			if b != nil && b.Info()&types.IsFloat != 0 {
				c.Kind = body.Float
				c.Float, _ = constant.Float64Val(v.Value)
				break
			}
			if b != nil && b.Info()&types.IsComplex != 0 {
				break
			}
			c.Kind = body.Int
			if i := constant.ToInt(v.Value); i.Kind() == constant.Int {
				if n, ok := constant.Int64Val(i); ok {
					c.Int = n
				} else if u, ok := constant.Uint64Val(i); ok {
					c.Int = int64(u)
				}
			} else {
				c.Kind = body.Float
				c.Float, _ = constant.Float64Val(v.Value)
			}
		}
	}
	return f.constant(c, key)
}

// callee is the name by which a function is found, and its type arguments.
func (f *funcLowerer) callee(fn *ssa.Function) (string, []int32) {
	var targs []int32
	for _, t := range fn.TypeArgs() {
		targs = append(targs, f.typ(t))
	}
	if o := fn.Origin(); o != nil {
		f.want(o)
		return Name(o), targs
	}
	// A closure, or a recursive call, keeps the arguments of its maker.
	return Name(fn), targs
}

func (f *funcLowerer) operands(vs ...ssa.Value) []body.Operand {
	out := make([]body.Operand, len(vs))
	for i, v := range vs {
		out[i] = f.operand(v)
	}
	return out
}

// Name is the unique name of a function.
func Name(f *ssa.Function) string {
	if o := f.Origin(); o != nil {
		f = o
	}
	if p := f.Parent(); p != nil {
		full := f.Name()
		if i := strings.LastIndexByte(full, '$'); i >= 0 {
			return Name(p) + full[i:]
		}
		return Name(p) + "$" + full
	}
	if f.Pkg != nil && strings.HasPrefix(f.Name(), "init#") {
		return f.Pkg.Pkg.Path() + "." + f.Name() // there may be several
	}
	if obj, ok := f.Object().(*types.Func); ok && f.Synthetic == "" || ok && f.Origin() == nil && f.Pos().IsValid() && !isWrapper(f) {
		return FuncName(obj)
	}
	if f.Pkg != nil && f.Signature.Recv() == nil && !isWrapper(f) {
		return f.Pkg.Pkg.Path() + "." + f.Name()
	}
	return f.String()
}

func isWrapper(f *ssa.Function) bool {
	for _, w := range []string{"wrapper", "bound", "thunk", "instantiation"} {
		if strings.HasPrefix(f.Synthetic, w) {
			return true
		}
	}
	return false
}

// FuncName is the unique name of a declared function: "path.F" or "(path.T).M",
// without type arguments and without telling pointer receivers apart.
func FuncName(obj *types.Func) string {
	obj = obj.Origin()
	pkg := ""
	if obj.Pkg() != nil {
		pkg = obj.Pkg().Path()
	}
	recv := obj.Signature().Recv()
	if recv == nil {
		return pkg + "." + obj.Name()
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return "(" + typeName(n) + ")." + obj.Name()
	}
	return "(" + pkg + ").interface." + obj.Name()
}

func typeName(n *types.Named) string {
	obj := n.Origin().Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	if obj.Parent() != obj.Pkg().Scope() && obj.Parent() != nil {
		// declared inside a function: its place in the package tells it apart
		return obj.Pkg().Path() + "." + obj.Name() + "·" + scopePath(obj)
	}
	return obj.Pkg().Path() + "." + obj.Name()
}

// scopePath numbers the scopes from the package down to a local declaration.
func scopePath(obj types.Object) string {
	var path []string
	for s := obj.Parent(); s != nil && s != obj.Pkg().Scope(); s = s.Parent() {
		p := s.Parent()
		if p == nil {
			break
		}
		for i := range p.NumChildren() {
			if p.Child(i) == s {
				path = append(path, string(rune('0'+i%10)))
				break
			}
		}
	}
	return strings.Join(path, "")
}

func globalName(g *ssa.Global) string { return g.Pkg.Pkg.Path() + "." + g.Name() }

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// declName names the declaration around f for people: "T.Method", "Func".
func declName(f *ssa.Function) string {
	for f.Parent() != nil {
		f = f.Parent()
	}
	if r := f.Signature.Recv(); r != nil {
		t := types.Unalias(r.Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if n, ok := t.(*types.Named); ok {
			return n.Obj().Name() + "." + f.Name()
		}
	}
	return f.Name()
}

// exported says whether other packages can call f by its name.
func exported(f *ssa.Function) bool {
	if f.Parent() != nil || f.Object() == nil || !ast.IsExported(f.Name()) {
		return f.Parent() == nil && f.Name() == "main" && f.Pkg != nil && f.Pkg.Pkg.Name() == "main"
	}
	return true
}
