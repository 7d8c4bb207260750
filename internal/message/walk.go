package message

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// node is a question: what can v hold at p, seen at an instruction, in an
// activation of its function?
type node struct {
	v   ssa.Value
	p   *path
	ctx *frame
	at  ssa.Instruction // nil: at any time
	up  bool            // go on to the callers at a parameter
	num bool            // the text of an error was asked for: its number counts too
	all bool // whatever a print of v would show is asked for
	ups *climb

	impls int // how often every implementation was tried on the way here
}

// climb is the chain of callers that a walk went up to from where it began.
type climb struct {
	fn   *ssa.Function
	by   *caller
	prev *climb
	n    int
}

type climbKey struct {
	fn   *ssa.Function
	by   *caller
	prev *climb
}

// paramLeaf is a parameter that a walk ended at; with call the result of
// calling it.
type paramLeaf struct {
	fn     *ssa.Function
	index  int
	p      *path
	call   bool
	result int
	num    bool
}

// fieldLeaf is a field of an unknown object that a walk ended at.
type fieldLeaf struct {
	field fieldKey
	rest  *path
	num   bool
}

// funcLeaf is a function that a value can be.
type funcLeaf struct {
	fn  *ssa.Function
	mk  *ssa.MakeClosure
	mkc *frame
	ups *climb
}

// leaves is what a walk found.
type leaves struct {
	text     bool // message text
	textNode node
	plain    bool // … other than through the text of an error
	number   bool // the number in the text of an error
	numNode  node
	literals map[string]bool
	params   []paramLeaf
	fields   []fieldLeaf
	funcs    []funcLeaf
	typed    bool // a person typed it
	asked    bool // the text of an error of which nothing is known
	unknown  bool
}

// walk follows values backwards to where they come from.
type walk struct {
	e      *engine
	seen   map[node]node
	todo   []node
	res    leaves
	cur    node
	climbs map[climbKey]*climb
	nested int
}

// origins follows a value back. Without up a walk ends at the parameters of
// declared functions, with it goes on to their callers.
func (e *engine) origins(start node) *walk { return e.walkFrom(start, 0) }

func (e *engine) walkFrom(start node, nested int) *walk {
	w := &walk{e: e, seen: map[node]node{}, nested: nested}
	w.res.literals = map[string]bool{}
	w.push(start)
	w.run()
	return w
}

func (w *walk) run() {
	e := w.e
	limit := e.limit()
	for n := 0; len(w.todo) > 0; n++ {
		if n > limit {
			break
		}
		e.steps--
		w.cur = w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		w.step(w.cur)
	}
}

func (w *walk) push(n node) {
	if n.v == nil || n.p.len() > maxPath {
		return
	}
	if _, ok := w.seen[n]; ok {
		return
	}
	w.seen[n] = w.cur
	w.todo = append(w.todo, n)
}

// with is the current question about another value at the same time.
func (n node) with(v ssa.Value, p *path) node {
	n.v, n.p = v, p
	return n
}

// when is the question asked at another instruction.
func (n node) when(at ssa.Instruction) node {
	n.at = at
	return n
}

func (w *walk) step(n node) {
	if n.p != nil && (n.p.head.kind == stepMethod || n.p.head.kind == stepAssert) {
		if t := n.v.Type(); concrete(t) {
			w.concrete(n, t)
			return
		}
	}
	if isRef(n.v.Type()) {
		w.memory(n)
		return
	}
	w.define(n)
}

func concrete(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return false
	}
	if _, ok := t.(*types.Tuple); ok {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok && (types.IsInterface(p.Elem()) || isTypeParam(p.Elem())) {
		return false // the address of a variable that holds one
	}
	return !types.IsInterface(t)
}

// concrete goes on where the type behind an interface has become known.
func (w *walk) concrete(n node, t types.Type) {
	s := n.p.head
	if s.kind == stepAssert {
		if w.e.assertName(t) == s.owner {
			w.push(n.with(n.v, n.p.tail))
		}
		return
	}
	w.method(n, operand{v: n.v}, t, s, n.p.tail)
}

// memory asks what an object held at a time.
func (w *walk) memory(n node) {
	base, place := w.e.canon(n.v)
	full := w.e.join(place, n.p)
	if full.len() > maxPath {
		return
	}
	m := n.with(base, full)
	for _, c := range w.e.closure[base] {
		w.captured(m, c, 0)
	}
	fn := parentOf(base)
	if m.at != nil && (fn == nil || fn == m.at.Parent()) {
		if w.search(m) {
			w.define(m)
		}
		return
	}
	if fn != nil {
		m.at = nil
		for _, eff := range w.e.effects[fn][base] {
			w.apply(m, eff)
		}
	}
	w.define(m)
}

func parentOf(v ssa.Value) *ssa.Function {
	switch v.(type) {
	case *ssa.Global, *ssa.Const, *ssa.Function, *ssa.Builtin:
		return nil
	}
	return v.Parent()
}

// captured asks what closures do to a variable that they hold.
func (w *walk) captured(m node, c capture, depth int) {
	if depth > 3 || !w.e.own[c.fn] {
		return
	}
	k := m.with(c.fv, m.p)
	k.at = nil
	if f := w.e.enter(c.fn, c.mk, nil, c.mk, m.ctx, nil); f != nil {
		k.ctx = f
	} else {
		k.ctx = nil
	}
	for _, eff := range w.e.effects[c.fn][c.fv] {
		w.apply(k, eff)
	}
	for _, inner := range w.e.closure[c.fv] {
		w.captured(k, inner, depth+1)
	}
}

// search goes back through the blocks to what was stored last, and says
// whether some way leads back to where the object comes from.
func (w *walk) search(n node) (open bool) {
	effs := w.e.effects[n.at.Parent()][n.v]
	start := n.at.Block()
	if len(effs) == 0 || start == nil {
		return true
	}
	defBlock := (*ssa.BasicBlock)(nil)
	if d, ok := n.v.(ssa.Instruction); ok {
		defBlock = d.Block()
	}
	visited := map[*ssa.BasicBlock]bool{}
	var back func(b *ssa.BasicBlock, upto int)
	back = func(b *ssa.BasicBlock, upto int) {
		for i := len(effs) - 1; i >= 0; i-- {
			eff := effs[i]
			if eff.block != b || eff.index >= upto {
				continue
			}
			if w.apply(n, eff) {
				return
			}
		}
		if b == defBlock || len(b.Preds) == 0 {
			open = true
			return
		}
		for _, p := range b.Preds {
			if visited[p] || !alive(n.ctx, p) || len(visited) > maxBackwards {
				continue
			}
			visited[p] = true
			back(p, len(p.Instrs))
		}
	}
	upto := len(start.Instrs)
	for i, instr := range start.Instrs {
		if instr == n.at {
			upto = i
		}
	}
	back(start, upto)
	return open
}

// apply follows an effect on the object that is asked about, and says whether
// nothing older remains.
func (w *walk) apply(n node, eff *effect) bool {
	rest, deeper, certain, ok := split(eff.place, n.p)
	if !ok {
		return false
	}
	if eff.call != nil {
		return !deeper && w.passed(n, eff, rest)
	}
	m := n.when(eff.instr)
	switch {
	case deeper:
		if m.all {
			w.text(m, eff.val)
		}
		return false
	case eff.fill && rest == nil:
		w.text(m, eff.val)
	default:
		w.push(m.with(eff.val, w.e.join(eff.valp, rest)))
	}
	return certain && !eff.weak
}

// passed asks what a call did to an object that it was given.
func (w *walk) passed(n node, eff *effect, rest *path) bool {
	c := eff.call.Common()
	m := n.when(eff.instr)
	if f := stdCallee(c); f != nil {
		if !decodes(f) {
			return false
		}
		if rest == nil && len(c.Args) > 1 && f.Name() == "Unmarshal" {
			w.text(m, c.Args[0])
			return false
		}
		w.opaque(m.with(n.v, rest), rest)
		return false
	}
	if fn := body(c.StaticCallee()); fn != nil && w.e.own[fn] {
		if eff.arg < 0 || !w.e.mutating(fn, eff.arg) {
			return false
		}
		f := w.e.enter(fn, eff.call, operands(c.Args), makerOf(c), n.ctx, n.ctx)
		if f == nil {
			return false
		}
		for _, ret := range returns(f) {
			k := m.with(fn.Params[eff.arg], rest).when(ret)
			k.ctx = f
			w.push(k)
		}
		return true
	}
	if _, ok := lastField(rest); ok {
		w.opaque(m.with(n.v, rest), rest)
	}
	return false
}

func operands(args []ssa.Value) []operand {
	out := make([]operand, len(args))
	for i, a := range args {
		out[i].v = a
	}
	return out
}

func makerOf(c *ssa.CallCommon) *ssa.MakeClosure {
	mk, _ := c.Value.(*ssa.MakeClosure)
	return mk
}

// define asks where a value comes from.
func (w *walk) define(n node) {
	e := w.e
	switch x := n.v.(type) {
	case *ssa.Const:
		if x.Value != nil && x.Value.Kind() == constant.String {
			w.res.literals[constant.StringVal(x.Value)] = true
		} else if x.Value != nil && x.Value.Kind() == constant.Int && isRune(x.Type()) {
			if r, ok := constant.Int64Val(x.Value); ok {
				w.res.literals[string(rune(r))] = true
			}
		}
	case *ssa.Parameter:
		w.parameter(n, x)
	case *ssa.FreeVar:
		w.freeVar(n, x)
	case *ssa.Global:
		for _, eff := range e.globals[x] {
			m := n
			m.ctx, m.at, m.up, m.ups = nil, nil, true, nil
			w.apply(m, eff)
		}
		if x.Pkg != e.in.SSA || n.p != nil && w.textual(n.p) {
			w.opaque(n, n.p)
		} else if len(e.globals[x]) == 0 {
			w.res.unknown = true
		}
	case *ssa.Function:
		w.res.funcs = append(w.res.funcs, funcLeaf{fn: body(x), ups: n.ups})
	case *ssa.MakeClosure:
		w.res.funcs = append(w.res.funcs, funcLeaf{fn: body(x.Fn.(*ssa.Function)), mk: x, mkc: n.ctx, ups: n.ups})
	case *ssa.Phi:
		for i, edge := range x.Edges {
			if alive(n.ctx, x.Block().Preds[i]) {
				w.push(n.with(edge, n.p))
			}
		}
	case *ssa.UnOp:
		switch x.Op {
		case token.MUL:
			w.push(n.with(x.X, n.p).when(x))
		case token.ARROW:
			w.push(n.with(x.X, e.cons(elem, n.p)).when(nil))
		}
	case *ssa.BinOp:
		if x.Op == token.ADD && isText(x.Type()) {
			w.push(n.with(x.X, n.p))
			w.push(n.with(x.Y, n.p))
		}
	case *ssa.Convert, *ssa.MultiConvert, *ssa.ChangeInterface, *ssa.SliceToArrayPointer:
		w.push(n.with(*x.(ssa.Instruction).Operands(nil)[0], n.p))
	case *ssa.ChangeType:
		w.push(n.with(x.X, w.retype(n.p, x.X.Type())))
	case *ssa.MakeInterface:
		w.push(n.with(x.X, n.p))
	case *ssa.TypeAssert:
		w.assert(n, x, 0)
	case *ssa.Slice:
		w.push(n.with(x.X, sliced(e, x, n.p)))
	case *ssa.Field:
		w.push(n.with(x.X, e.cons(e.fieldOf(x.X.Type(), x.Field), n.p)))
	case *ssa.Index:
		if isText(x.X.Type()) {
			w.push(n.with(x.X, nil))
		} else {
			w.push(n.with(x.X, e.cons(step{kind: stepElem, key: constKey(x.Index)}, n.p)))
		}
	case *ssa.Lookup:
		w.lookup(n, x)
	case *ssa.Extract:
		w.extract(n, x)
	case *ssa.Call:
		w.call(n, x, 0)
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan:
		// The zero value.
	case *ssa.FieldAddr, *ssa.IndexAddr:
		w.memory(n)
	default:
		w.res.unknown = true
	}
}

func isRune(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Int32 || b.Kind() == types.Uint8 || b.Kind() == types.UntypedRune)
}

// sliced is the way into what a slice expression cuts.
func sliced(e *engine, x *ssa.Slice, p *path) *path {
	if x.Low == nil {
		return p
	}
	return e.anyElem(p)
}

// retype renames the struct of the first field where a value changes its type.
func (w *walk) retype(p *path, t types.Type) *path {
	if p == nil || p.head.kind != stepField {
		return p
	}
	if _, ok := pointee(t).Underlying().(*types.Struct); !ok {
		return p
	}
	s := p.head
	s.owner = w.e.owner(t)
	return w.e.cons(s, p.tail)
}

func (w *walk) assert(n node, x *ssa.TypeAssert, result int) {
	if result != 0 {
		return
	}
	p := n.p
	if concrete(x.AssertedType) {
		p = w.e.cons(step{kind: stepAssert, owner: w.e.assertName(x.AssertedType)}, p)
	}
	w.push(n.with(x.X, p))
}

func (w *walk) lookup(n node, x *ssa.Lookup) {
	if isText(x.X.Type()) {
		w.push(n.with(x.X, nil))
		return
	}
	s := step{kind: stepElem, key: constKey(x.Index)}
	if len(s.key) > 0 && s.key[0] == 's' {
		s.role = w.e.in.Evidence.KeyRole(x.Pos(), s.key[1:])
	}
	w.push(n.with(x.X, w.e.cons(s, n.p)).when(x))
}

func (w *walk) extract(n node, x *ssa.Extract) {
	e := w.e
	switch t := x.Tuple.(type) {
	case *ssa.Call:
		w.call(n, t, x.Index)
	case *ssa.TypeAssert:
		w.assert(n, t, x.Index)
	case *ssa.Lookup:
		if x.Index == 0 {
			w.lookup(n, t)
		}
	case *ssa.UnOp:
		if x.Index == 0 {
			w.push(n.with(t.X, e.cons(elem, n.p)).when(nil))
		}
	case *ssa.Next:
		r, ok := t.Iter.(*ssa.Range)
		switch {
		case !ok:
		case t.IsString && x.Index == 2:
			w.push(n.with(r.X, nil).when(r))
		case x.Index == 1 && !t.IsString:
			w.push(n.with(r.X, e.cons(key, n.p)).when(t))
		case x.Index == 2:
			w.push(n.with(r.X, e.cons(elem, n.p)).when(t))
		}
	case *ssa.Select:
		i := 2
		for _, s := range t.States {
			if s.Dir == types.RecvOnly {
				if i == x.Index {
					w.push(n.with(s.Chan, e.cons(elem, n.p)).when(nil))
				}
				i++
			}
		}
	}
}

func (w *walk) parameter(n node, x *ssa.Parameter) {
	fn := x.Parent()
	i := 0
	for i < len(fn.Params) && fn.Params[i] != x {
		i++
	}
	if f := n.ctx; f != nil && f.fn == fn && i < len(f.args) {
		arg := f.args[i]
		if arg.v == nil {
			w.opaque(n, n.p)
			return
		}
		m := n.with(arg.v, w.e.join(arg.p, n.p)).when(f.site)
		m.ctx = f.parent
		if arg.elsewhere {
			m.ctx, m.at = arg.ctx, arg.at
		}
		w.push(m)
		return
	}
	n.ctx = nil
	callers := w.e.callers[fn]
	anonymous := fn.Parent() != nil || fn.Synthetic != ""
	hidden := len(callers) > 0 && (anonymous || !exported(fn))
	if n.up || anonymous || hidden && w.textual(n.p) {
		for _, c := range callers {
			if i >= len(c.args) {
				continue
			}
			m := n
			m.ups = w.climbTo(n, fn, c)
			arg := c.args[i]
			if arg.v == nil {
				w.opaque(n, n.p)
				continue
			}
			m.v, m.p, m.ctx, m.at = arg.v, w.e.join(arg.p, n.p), c.ctx, c.site
			w.push(m)
		}
		if hidden {
			return
		}
		if anonymous || n.up {
			w.opaque(n, n.p)
			return
		}
	}
	w.res.params = append(w.res.params, paramLeaf{fn: fn, index: i, p: n.p, num: n.num})
	if !hidden {
		w.opaque(n, n.p)
	}
}

func exported(fn *ssa.Function) bool {
	return token.IsExported(fn.Name())
}

func (w *walk) climbTo(n node, fn *ssa.Function, by *caller) *climb {
	k := climbKey{fn, by, n.ups}
	if c, ok := w.climbs[k]; ok {
		return c
	}
	c := &climb{fn: fn, by: by, prev: n.ups, n: 1}
	if n.ups != nil {
		if n.ups.n >= 5 {
			return n.ups
		}
		c.n = n.ups.n + 1
	}
	if w.climbs == nil {
		w.climbs = map[climbKey]*climb{}
	}
	w.climbs[k] = c
	return c
}

func (w *walk) freeVar(n node, x *ssa.FreeVar) {
	fn := x.Parent()
	i := 0
	for i < len(fn.FreeVars) && fn.FreeVars[i] != x {
		i++
	}
	if f := n.ctx; f != nil && f.fn == fn && f.mk != nil {
		if i < len(f.mk.Bindings) {
			m := n.with(f.mk.Bindings[i], n.p).when(nil)
			m.ctx = f.mkc
			w.push(m)
		}
		return
	}
	for _, mk := range w.e.makers[fn] {
		if i < len(mk.Bindings) {
			m := n.with(mk.Bindings[i], n.p).when(nil)
			m.ctx = nil
			w.push(m)
		}
	}
}

// textual says whether a way leads through a field that is message text.
func (w *walk) textual(p *path) bool {
	return w.e.roleOn(p) == evidence.Text
}

// roleOn is the role of the first field on a path that has one.
func (e *engine) roleOn(p *path) evidence.Role {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepMethod || p.head.kind == stepAssert {
			return evidence.None
		}
		r := p.head.role
		if p.head.kind == stepField {
			r = e.role(p.head)
		}
		if r == evidence.Text || r == evidence.Number {
			return r
		}
	}
	return evidence.None
}

func (e *engine) role(s step) evidence.Role {
	t := e.ownerType(s.owner)
	if t == nil || e.produced[s.owner] {
		return evidence.None
	}
	return e.in.Evidence.FieldRole(t, s.index)
}

// opaque ends a walk at an object that comes from somewhere else: what a
// response holds is then Apple's text, and a field of another type may hold
// what the package puts into fields like it.
func (w *walk) opaque(n node, p *path) {
	e := w.e
	for p != nil && p.head.kind == stepAssert {
		p = p.tail
	}
	if p == nil {
		w.res.unknown = true
		return
	}
	if p.head.kind == stepMethod {
		w.anyImplementation(n, p)
		return
	}
	switch e.roleOn(p) {
	case evidence.Text:
		w.foundText(n)
		return
	case evidence.Number:
		w.foundNumber(n)
		return
	}
	fields, after := e.untilMethod(p)
	if fields == nil {
		w.res.unknown = true
		return
	}
	rest := e.join(fields.rest, after)
	w.res.fields = append(w.res.fields, fieldLeaf{fields.field, rest, n.num})
	for _, eff := range e.heap[fields.field] {
		r, deeper, _, ok := split(afterLastField(eff.place), rest)
		if !ok {
			continue
		}
		m := n
		m.ctx, m.up, m.ups, m.at = nil, true, nil, eff.instr
		if deeper {
			if m.all {
				w.text(m, eff.val)
			}
			continue
		}
		if eff.fill && r == nil {
			w.text(m, eff.val)
			continue
		}
		w.push(m.with(eff.val, e.join(eff.valp, r)))
	}
	for _, f := range e.heldFields[fields.field] {
		if _, _, _, ok := split(e.fromSteps(f.Rest), rest); ok {
			if f.Number {
				w.foundNumber(n)
			} else {
				w.foundText(n)
			}
		}
	}
	for after != nil && after.head.kind == stepAssert {
		after = after.tail
	}
	if after != nil {
		w.anyImplementation(n, after)
	}
	w.res.unknown = true
}

type fieldRest struct {
	field fieldKey
	rest  *path
}

// untilMethod splits a path at its first method: the innermost field before it
// with what follows that, and the rest.
func (e *engine) untilMethod(p *path) (f *fieldRest, after *path) {
	var head []step
	q := p
	for ; q != nil && q.head.kind != stepMethod && q.head.kind != stepAssert; q = q.tail {
		head = append(head, q.head)
	}
	after = q
	for i := len(head) - 1; i >= 0; i-- {
		if head[i].kind == stepField {
			f = &fieldRest{field: fieldKey{head[i].owner, head[i].index}}
			var rest *path
			for j := len(head) - 1; j > i; j-- {
				rest = e.cons(head[j], rest)
			}
			f.rest = rest
			return f, after
		}
	}
	return nil, after
}

func (w *walk) foundText(n node) {
	if !w.res.text {
		w.res.text, w.res.textNode = true, n
	}
	if !n.num {
		w.res.plain = true
	}
}

func (w *walk) foundNumber(n node) {
	if n.num && !w.res.number {
		w.res.number, w.res.numNode = true, n
	}
}

// returns are the ends of a function that its activation can reach.
func returns(f *frame) []*ssa.Return {
	var out []*ssa.Return
	for _, b := range f.fn.Blocks {
		if len(b.Instrs) == 0 || !alive(f, b) {
			continue
		}
		if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			out = append(out, r)
		}
	}
	return out
}
