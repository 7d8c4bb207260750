package message

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Fact is what importers have to know about the flow of message text through
// this package's functions and types, and through those of its imports.
// Sorted, gob-encodable, without positions.
type Fact struct {
	Partial  bool // there may be more functions through which text goes
	Funcs    []FuncFact
	Fields   []FieldFact
	Hooks    []HookFact
	Impls    []ImplFact
	Produced []string // response types that are only ever sent, never received
}

// ImplFact is a type whose methods hand text on. It can stand behind an
// interface where nobody sees it.
type ImplFact struct {
	Type    string
	Methods []MethodFact
}

// MethodFact is a method by name and types, with the function that it is: ""
// if it is the type's own with a pointer receiver, as most are.
type MethodFact struct {
	Name, Types, Func string
}

// FuncFact says how text goes through a function.
type FuncFact struct {
	Name    string // as types.Func.FullName of its origin has it
	Results []ResultFlow
	Sinks   []Sink
	Stores  []StoreFlow
	Calls   []CallFlow
}

// Origin is where text comes from, seen from a function's caller.
type Origin struct {
	Kind   OriginKind
	Param  int
	Result int // of calling the parameter
	Field  Step
	Path   []Step
	Words  []string // that the program puts around the text
}

// OriginKind tells the origins apart.
type OriginKind uint8

// The origins.
const (
	FromText   OriginKind = iota + 1 // it is message text
	FromNumber                       // it is the number, in the text of an error
	FromParam                        // a parameter
	FromCall                         // what a parameter returns when it is called
	FromField                        // a field of some object
	FromWords                        // the program's own words, beside something else
)

// Step is one step into a value.
type Step struct {
	Kind  uint8
	Owner string
	Index int
	Key   string
}

// ResultFlow says that a place in a result holds something.
type ResultFlow struct {
	Result int
	Place  []Step
	From   Origin
}

// Sink says that the function decides on one thing by comparing it with
// another one, which its caller provides.
type Sink struct {
	Kind         string
	Text, Needle Origin
}

// StoreFlow says that a parameter is put into a field of some object, or of
// another parameter.
type StoreFlow struct {
	Into  Origin // FromParam with the place, or nothing
	Field Step
	Rest  []Step
	From  Origin
}

// CallFlow says that a parameter is called with something.
type CallFlow struct {
	Param int
	Arg   int
	Place []Step
	From  Origin
}

// HookFact says that the function in a field is called with message text.
type HookFact struct {
	Field Step
	Rest  []Step
	Call  CallFlow
}

// FieldFact is a field that holds message text, or the number as an error
// shows it.
type FieldFact struct {
	Field  Step
	Rest   []Step
	Number bool
}

func (e *engine) fromSteps(steps []Step) *path {
	var p *path
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		p = e.cons(step{kind: stepKind(s.Kind), owner: s.Owner, index: s.Index, key: s.Key}, p)
	}
	return p
}

// toSteps makes a path portable; ok is false where it leads through something
// that only this package knows.
func toSteps(p *path) (out []Step, ok bool) {
	for ; p != nil; p = p.tail {
		if p.head.call != nil || strings.Contains(p.head.owner, "·") {
			return nil, false
		}
		out = append(out, Step{Kind: uint8(p.head.kind), Owner: p.head.owner, Index: p.head.index, Key: p.head.key})
	}
	return out, true
}

// loadFacts reads what the imports say.
func (e *engine) loadFacts() {
	paths := make([]string, 0, len(e.in.Imports))
	for p := range e.in.Imports {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		f := e.in.Imports[p]
		if f == nil {
			continue
		}
		for i := range f.Funcs {
			if _, ok := e.imported[f.Funcs[i].Name]; !ok {
				e.imported[f.Funcs[i].Name] = &f.Funcs[i]
			}
		}
		for _, ff := range f.Fields {
			k := fieldKey{ff.Field.Owner, ff.Field.Index}
			if !slices.ContainsFunc(e.heldFields[k], func(g FieldFact) bool { return compareFields(g, ff) == 0 }) {
				e.heldFields[k] = append(e.heldFields[k], ff)
			}
		}
		for _, name := range f.Produced {
			e.produced[name] = true
		}
		e.hooks = append(e.hooks, f.Hooks...)
		for _, impl := range f.Impls {
			if !slices.ContainsFunc(e.hidden, func(h ImplFact) bool { return h.Type == impl.Type }) {
				e.hidden = append(e.hidden, impl)
			}
		}
	}
}

// analysed says whether facts about a package would be here if there were any.
func (e *engine) analysed(p *types.Package) bool {
	f, ok := e.in.Imports[p.Path()]
	return ok && (f == nil || !f.Partial)
}

func (w *walk) foreign(n node, fn *ssa.Function, args []operand, result int) {
	if f, ok := fn.Object().(*types.Func); ok {
		w.foreignFunc(n, f.Origin(), args, result)
		return
	}
	w.opaque(n, n.p)
}

// foreignFunc asks what a function of another package returned.
func (w *walk) foreignFunc(n node, f *types.Func, args []operand, result int) {
	e := w.e
	if f.Pkg() == nil || isStd(f.Pkg().Path()) && f.Pkg() != e.in.Source.Pkg && !e.analysed(f.Pkg()) {
		if !isErrorMethod(f) {
			w.opaque(n, n.p)
		}
		return
	}
	ff := e.imported[f.FullName()]
	if ff == nil {
		if e.analysed(f.Pkg()) {
			w.opaque(n, n.p)
			return
		}
		w.byShape(n, f, args, result)
		return
	}
	known := w.fromFact(n, ff, args, result)
	if _, inside := lastField(n.p); !known || inside || n.p != nil && n.p.head.kind != stepMethod {
		w.opaque(n, n.p)
	}
}

// fromFact goes on where a fact says that a result comes from, and says whether
// it says anything.
func (w *walk) fromFact(n node, ff *FuncFact, args []operand, result int) (known bool) {
	for _, r := range ff.Results {
		if r.Result != result {
			continue
		}
		if rest, _, _, ok := split(w.e.fromSteps(r.Place), n.p); ok {
			known = true
			w.fromOrigin(n, ff, r.From, rest, args)
		}
	}
	return known
}

// fromOrigin goes on at the origin that a fact names.
func (w *walk) fromOrigin(n node, ff *FuncFact, o Origin, rest *path, args []operand) {
	e := w.e
	p := e.join(e.fromSteps(o.Path), rest)
	n.num = n.num || asksError(o.Path)
	switch o.Kind {
	case FromText:
		w.foundText(n)
	case FromNumber:
		w.foundNumber(n)
	case FromParam:
		if o.Param < len(args) {
			if args[o.Param].v == nil {
				w.opaque(n, e.join(args[o.Param].p, p))
				return
			}
			w.push(n.with(args[o.Param].v, e.join(args[o.Param].p, p)))
		}
	case FromWords:
		m := n
		m.far = true
		for _, words := range o.Words {
			w.literal(words, m)
		}
	case FromField:
		s := step{kind: stepField, owner: o.Field.Owner, index: o.Field.Index}
		w.opaque(n, e.cons(s, p))
	case FromCall:
		if o.Param < len(args) {
			w.returned(n, args[o.Param], p, o.Result, func(fn *ssa.Function) []operand { return e.handed(ff, o.Param, args, fn) })
		}
	}
}

// asksError says whether a way ends at the text of an error.
func asksError(steps []Step) bool {
	return len(steps) > 0 && stepKind(steps[len(steps)-1].Kind) == stepMethod && steps[len(steps)-1].Key == "Error"
}

// returned goes on at a result of the functions that a value can be, and says
// whether it can be any; with gives what they are called with.
func (w *walk) returned(n node, f operand, p *path, result int, with func(*ssa.Function) []operand) bool {
	if f.v == nil || w.nested > 3 {
		return true
	}
	m := node{v: f.v, p: f.p, ctx: n.ctx, at: n.at, up: n.up}
	if f.elsewhere {
		m.ctx, m.at = f.ctx, f.at
	}
	sub := w.e.walkFrom(m, w)
	for _, pl := range sub.res.params {
		if pl.p == nil {
			w.res.params = append(w.res.params, paramLeaf{fn: pl.fn, index: pl.index, p: p, call: true, result: result, num: n.num})
		}
	}
	if len(sub.res.funcs) > maxDynamic {
		return true
	}
	for _, fl := range sub.res.funcs {
		if std := stdFunc(fl.fn); std != nil {
			w.std(n.with(nil, p), std, with(fl.fn), result)
		} else {
			w.into(n.with(nil, p), fl.fn, n.at, with(fl.fn), fl.mk, fl.mkc, result)
		}
	}
	return len(sub.res.funcs) > 0
}

// handed are the arguments with which a function of another package calls fn,
// which it was passed as its argument i, as far as they come from its other
// arguments.
func (e *engine) handed(ff *FuncFact, i int, args []operand, fn *ssa.Function) []operand {
	out := unknownArgs(fn)
	for _, cf := range ff.Calls {
		switch {
		case cf.Param != i || cf.Arg >= len(out):
		case cf.From.Kind != FromParam:
			out[cf.Arg] = e.tell(out[cf.Arg], cf)
		case cf.From.Param < len(args) && len(cf.Place) == 0:
			o := args[cf.From.Param]
			o.p, o.told = e.join(o.p, e.fromSteps(cf.From.Path)), out[cf.Arg].told
			out[cf.Arg] = o
		}
	}
	return out
}

// told is what a fact says of an argument: where in it message text is.
type told struct {
	texts []*path
}

// tell adds what a fact says to an argument.
func (e *engine) tell(o operand, cf CallFlow) operand {
	t := &told{}
	if o.told != nil {
		t.texts = slices.Clone(o.told.texts)
	}
	t.texts = append(t.texts, e.fromSteps(cf.Place))
	o.told = t
	return o
}

// hookCallers finds the functions that are put into fields whose functions
// another package calls with message text.
func (e *engine) hookCallers(seen map[dynamicKey]bool) {
	for _, h := range e.hooks {
		for _, eff := range e.heap[fieldKey{h.Field.Owner, h.Field.Index}] {
			rest, deeper, _, ok := split(afterLastField(eff.place), e.fromSteps(h.Rest))
			if !ok || deeper {
				continue
			}
			for _, fl := range e.reach(eff.val, e.join(eff.valp, rest), eff.instr) {
				if args := unknownArgs(fl.fn); h.Call.Arg < len(args) {
					args[h.Call.Arg] = e.tell(args[h.Call.Arg], h.Call)
					e.addDynamic(fl, eff.instr, args, seen)
				}
			}
		}
	}
}

// bound is 1 for a method, whose receiver is its first parameter.
func bound(fn *ssa.Function) int {
	if fn.Signature.Recv() != nil {
		return 1
	}
	return 0
}

func unknownArgs(fn *ssa.Function) []operand {
	return make([]operand, fn.Signature.Params().Len()+bound(fn))
}

// foreignCallers finds the functions that another package's function calls
// back.
func (e *engine) foreignCallers(c ssa.CallInstruction, callee *ssa.Function, seen map[dynamicKey]bool) {
	f, ok := callee.Object().(*types.Func)
	if !ok {
		return
	}
	args := operands(c.Common().Args)
	ff := e.imported[f.Origin().FullName()]
	if ff == nil {
		if f.Pkg() != nil && !e.analysed(f.Pkg()) {
			e.callersByShape(c, args, seen)
		}
		return
	}
	called := map[int]bool{}
	for _, cf := range ff.Calls {
		if called[cf.Param] || cf.Param >= len(args) {
			continue
		}
		called[cf.Param] = true
		for _, fl := range e.reach(args[cf.Param].v, nil, c) {
			e.addDynamic(fl, c, e.handed(ff, cf.Param, args, fl.fn), seen)
		}
	}
}

func compareSteps(a, b []Step) int {
	return slices.CompareFunc(a, b, compareStep)
}

func compareStep(a, b Step) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.Index, b.Index), cmp.Compare(a.Key, b.Key))
}

func compareOrigins(a, b Origin) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Param, b.Param), cmp.Compare(a.Result, b.Result),
		compareStep(a.Field, b.Field), compareSteps(a.Path, b.Path), slices.Compare(a.Words, b.Words))
}

func compareFields(a, b FieldFact) int {
	n := 0
	if a.Number != b.Number {
		n = 1
		if b.Number {
			n = -1
		}
	}
	return cmp.Or(compareStep(a.Field, b.Field), compareSteps(a.Rest, b.Rest), n)
}

func cmpStrings(a, b string) int { return cmp.Compare(a, b) }

func sortBy[T any](s []T, f func(a, b T) int) { slices.SortStableFunc(s, f) }
