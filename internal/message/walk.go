package message

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
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
	all bool            // whatever a print of v would show is asked for
	ups *climb

	loop  *pass // the pass of a loop that is asked about
	far   bool  // it is not what was asked about, but something like it
	impls int   // how often every implementation was tried on the way here
}

// pass is a pass of a loop over a map: the one for an entry.
type pass struct {
	next  *ssa.Next
	entry step
}

// pass is interned, so that nodes compare.
func (e *engine) pass(next *ssa.Next, entry step) *pass {
	k := pass{next, entry}
	p, ok := e.passes[k]
	if !ok {
		p = &k
		e.passes[k] = p
	}
	return p
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
	text     bool  // message text
	textAt   int32 // the node at which it was found
	plain    bool  // … other than through the text of an error
	number   bool  // the number in the text of an error
	numberAt int32
	literals map[string]node // with the node that makes something of them
	params   []paramLeaf
	fields   []fieldLeaf
	funcs    []funcLeaf
	iters    []iterLeaf
	written  bool // some of them are written down here, not in something like it
	part     bool // it can be a part of a text
	typed    bool // a person typed it
	asked    bool // the text of an error of which nothing is known
	unknown  bool
}

// walk follows values backwards to where they come from.
type walk struct {
	e      *engine
	seen   map[node]int32 // the place of a node in reached
	all    []reached
	todo   []int32
	res    leaves
	cur    int32 // the node that is looked at; -1: none
	climbs map[climbKey]*climb
	nested int
	left   *int // steps that may be taken
}

// origins follows a value back. Without up a walk ends at the parameters of
// declared functions, with it goes on to their callers.
func (e *engine) origins(start node) *walk {
	w, ok := e.known[start]
	if !ok {
		w = e.walkFrom(start, nil)
		e.known[start] = w
	}
	return w
}

// walkFrom is a walk of its own, or one that is a part of another one and takes
// of its steps.
func (e *engine) walkFrom(start node, of *walk) *walk {
	w := e.newWalk(of)
	w.push(start)
	w.run()
	return w
}

func (e *engine) newWalk(of *walk) *walk {
	w := &walk{e: e, seen: map[node]int32{}, cur: -1}
	if of != nil {
		w.nested, w.left = of.nested+1, of.left
	} else {
		limit := e.limit()
		w.left = &limit
	}
	w.res.literals = map[string]node{}
	return w
}

// reached is a node with the one that it was reached from.
type reached struct {
	node
	from int32
}

func (w *walk) run() {
	for ; len(w.todo) > 0 && *w.left > 0; *w.left-- {
		w.e.steps--
		w.cur = w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		w.step(w.all[w.cur].node)
	}
	w.seen, w.todo = nil, nil
	if !w.isText() {
		w.all = nil
	}
}

func (w *walk) push(n node) {
	if n.v == nil || n.p.len() > maxPath {
		return
	}
	if _, ok := w.seen[n]; ok {
		return
	}
	i := int32(len(w.all))
	w.seen[n] = i
	w.all = append(w.all, reached{n, w.cur})
	w.todo = append(w.todo, i)
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
	if n.all && n.p == nil {
		w.unboxed(n)
	}
	if isRef(n.v.Type()) || types.IsInterface(n.v.Type()) && (n.p == nil || n.p.head.kind != stepMethod) {
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

// define asks where a value comes from.
func (w *walk) define(n node) {
	e := w.e
	switch x := n.v.(type) {
	case *ssa.Const:
		if x.Value != nil && x.Value.Kind() == constant.String {
			w.literal(constant.StringVal(x.Value), n)
		} else if x.Value != nil && x.Value.Kind() == constant.Int && isRune(x.Type()) {
			if r, ok := constant.Int64Val(x.Value); ok {
				w.literal(string(rune(r)), n)
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
		if w.yielded(n, body(x), nil) || w.called(n, body(x), nil) {
			return
		}
		w.res.funcs = append(w.res.funcs, funcLeaf{fn: body(x), ups: n.ups})
	case *ssa.MakeClosure:
		if fn := body(x.Fn.(*ssa.Function)); w.yielded(n, fn, x) || w.called(n, fn, x) {
			return
		}
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
			w.push(n.with(x.X, n.p).when(e.when(x)))
		case token.ARROW:
			w.push(n.with(x.X, e.cons(elem, n.p)).when(nil))
		}
	case *ssa.BinOp:
		if x.Op == token.ADD && isText(x.Type()) {
			w.push(n.with(x.X, n.p))
			w.push(n.with(x.Y, n.p))
		} else if _, ok := x.Y.(*ssa.Const); ok && isRune(x.Type()) {
			w.push(n.with(x.X, n.p))
		}
	case *ssa.Convert, *ssa.MultiConvert, *ssa.SliceToArrayPointer:
		w.push(n.with(*x.(ssa.Instruction).Operands(nil)[0], n.p))
	case *ssa.ChangeType:
		w.push(n.with(x.X, w.retype(n.p, x.X.Type())))
	case *ssa.MakeInterface:
		w.push(n.with(x.X, n.p))
	case *ssa.ChangeInterface:
		w.push(n.with(x.X, n.p))
	case *ssa.TypeAssert:
		w.assert(n, x, 0)
	case *ssa.Slice:
		w.res.part = w.res.part || isText(x.Type())
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

func (w *walk) literal(s string, n node) {
	w.res.written = w.res.written || !n.far
	if _, ok := w.res.literals[s]; ok {
		return
	}
	var maker node
	if w.cur >= 0 && w.all[w.cur].from >= 0 {
		maker = w.all[w.all[w.cur].from].node
	}
	w.res.literals[s] = maker
}

// unboxed goes on with what an interface holds: now it is known what a print of
// it would show.
func (w *walk) unboxed(n node) {
	switch x := n.v.(type) {
	case *ssa.MakeInterface:
		w.text(n, x.X)
	case *ssa.ChangeInterface:
		w.text(n, x.X)
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
	w.push(n.with(x.X, w.e.cons(w.e.lookedUp(x), n.p)).when(x))
}

// lookedUp is the step to what is looked up in a map.
func (e *engine) lookedUp(x *ssa.Lookup) step {
	s := step{kind: stepElem, key: constKey(x.Index)}
	if len(s.key) > 0 && s.key[0] == 's' {
		s.role = e.in.Evidence.KeyRole(x.Pos(), s.key[1:])
	}
	return s
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
			s := elem
			if n.loop != nil && n.loop.next == t {
				s = n.loop.entry
			}
			w.push(n.with(r.X, e.cons(s, n.p)).when(t))
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

// returns are the ends of a function that its activation can reach.
func returns(f *frame) []*ssa.Return {
	if f.rets != nil {
		return f.rets
	}
	f.rets = []*ssa.Return{}
	for _, b := range f.fn.Blocks {
		if len(b.Instrs) == 0 || !alive(f, b) {
			continue
		}
		if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			f.rets = append(f.rets, r)
		}
	}
	return f.rets
}
