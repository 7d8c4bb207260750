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
	Produced []string // response types that are only ever sent, never received
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

// StoreFlow says that a parameter is put into a field of some object.
type StoreFlow struct {
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
	known := false
	for _, r := range ff.Results {
		if r.Result != result {
			continue
		}
		rest, _, _, ok := split(e.fromSteps(r.Place), n.p)
		if !ok {
			continue
		}
		known = true
		w.fromOrigin(n, r.From, rest, args)
	}
	if _, inside := lastField(n.p); !known || inside || n.p != nil && n.p.head.kind != stepMethod {
		w.opaque(n, n.p)
	}
}

// fromOrigin goes on at the origin that a fact names.
func (w *walk) fromOrigin(n node, o Origin, rest *path, args []operand) {
	e := w.e
	p := e.join(e.fromSteps(o.Path), rest)
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
	case FromField:
		s := step{kind: stepField, owner: o.Field.Owner, index: o.Field.Index}
		w.opaque(n, e.cons(s, p))
	case FromCall:
		if o.Param >= len(args) || args[o.Param].v == nil || w.nested > 3 {
			return
		}
		sub := e.walkFrom(node{v: args[o.Param].v, p: args[o.Param].p, ctx: n.ctx, at: n.at, up: n.up}, w.nested+1)
		for _, pl := range sub.res.params {
			if pl.p == nil {
				w.res.params = append(w.res.params, paramLeaf{fn: pl.fn, index: pl.index, p: p, call: true, result: o.Result, num: n.num})
			}
		}
		if len(sub.res.funcs) > maxDynamic {
			return
		}
		for _, fl := range sub.res.funcs {
			m := n.with(nil, p)
			if e.own[fl.fn] {
				// The arguments are the other package's business.
				fr := e.enter(fl.fn, n.at, unknownArgs(fl.fn), fl.mk, fl.mkc, n.ctx)
				if fr == nil {
					continue
				}
				for _, ret := range returns(fr) {
					if o.Result < len(ret.Results) {
						k := m.with(ret.Results[o.Result], p).when(ret)
						k.ctx = fr
						w.push(k)
					}
				}
				continue
			}
			w.foreign(m, fl.fn, unknownArgs(fl.fn), o.Result)
		}
	}
}

func unknownArgs(fn *ssa.Function) []operand {
	return make([]operand, len(fn.Params))
}

// byShape guesses how a function hands text on of which nothing is known but
// its type: errors wrap errors, strings are made of strings.
func (w *walk) byShape(n node, f *types.Func, args []operand, result int) {
	e := w.e
	w.res.unknown = true
	res := f.Signature().Results()
	if result >= res.Len() {
		return
	}
	if w.textual(n.p) {
		w.opaque(n, n.p)
		return
	}
	t := res.At(result).Type()
	switch {
	case hasMethod(t, "Error"):
		for _, a := range args {
			if a.v != nil && hasMethod(a.v.Type(), "Error") {
				w.push(n.with(a.v, e.join(a.p, n.p)))
			}
		}
	case isText(t) && n.p == nil:
		for i, a := range args {
			if a.v == nil {
				continue
			}
			if isText(a.v.Type()) || i == 0 && f.Signature().Recv() != nil {
				w.push(n.with(a.v, a.p))
			}
		}
	default:
		w.opaque(n, n.p)
	}
}

// foreignCallers finds the functions that another package's function calls
// back.
func (e *engine) foreignCallers(c ssa.CallInstruction, callee *ssa.Function, seen map[dynamicKey]bool) {
	f, ok := callee.Object().(*types.Func)
	if !ok {
		return
	}
	ff := e.imported[f.Origin().FullName()]
	if ff == nil {
		return
	}
	args := c.Common().Args
	byParam := map[int][]CallFlow{}
	var params []int
	for _, cf := range ff.Calls {
		if _, ok := byParam[cf.Param]; !ok {
			params = append(params, cf.Param)
		}
		byParam[cf.Param] = append(byParam[cf.Param], cf)
	}
	for _, i := range params {
		if i >= len(args) {
			continue
		}
		for _, fl := range e.reach(args[i], c) {
			ops := unknownArgs(fl.fn)
			for _, cf := range byParam[i] {
				if cf.Arg < len(ops) && cf.From.Kind == FromParam && cf.From.Param < len(args) && len(cf.Place) == 0 {
					ops[cf.Arg] = operand{v: args[cf.From.Param], p: e.fromSteps(cf.From.Path)}
				}
			}
			e.addDynamic(fl, c, ops, seen)
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
		compareStep(a.Field, b.Field), compareSteps(a.Path, b.Path))
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
