package message

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// fact sums up what importers need.
func (e *engine) fact(sinks map[*ssa.Function][]Sink) *Fact {
	s := &summary{e: e, funcs: map[string]*FuncFact{}, filled: map[fieldKey]bool{}}
	s.fields()
	for _, fn := range e.funcs {
		if name, ok := s.visible(fn); ok {
			if e.in.Partial {
				s.of(name) // it was looked at, whatever there is to say
			}
			s.results(fn, name)
			for _, k := range sinks[fn] {
				if k.Needle.Kind == FromParam {
					f := s.of(name)
					f.Sinks = append(f.Sinks, k)
				}
			}
		}
		s.calls(fn)
	}
	return s.done()
}

type summary struct {
	e      *engine
	funcs  map[string]*FuncFact
	filled map[fieldKey]bool // fields that visible functions fill from their parameters
	out    Fact
}

func (s *summary) of(name string) *FuncFact {
	f, ok := s.funcs[name]
	if !ok {
		f = &FuncFact{Name: name}
		s.funcs[name] = f
	}
	return f
}

// visible says whether another package can call a function, if only through an
// interface.
func (s *summary) visible(fn *ssa.Function) (string, bool) {
	if fn.Parent() != nil || fn.Synthetic != "" {
		return "", false
	}
	f, ok := fn.Object().(*types.Func)
	if !ok || !token.IsExported(f.Name()) {
		return "", false
	}
	return f.Origin().FullName(), true
}

// readings are the ways into a value of a type in which text is looked for.
func (e *engine) readings(t types.Type, depth int) []*path {
	if iface, ok := t.Underlying().(*types.Interface); ok && !isTypeParam(t) {
		out := e.askable(iface)
		if !hasMethod(t, "Error") {
			out = append(out, nil)
		}
		return out
	}
	if isTypeParam(t) || isText(t) {
		return []*path{nil}
	}
	if n, ok := types.Unalias(pointeeName(t)).(*types.Named); ok && n.Obj().Pkg() != nil && carriers[n.Obj().Pkg().Path()] {
		return []*path{nil} // a pattern, a buffer
	}
	if depth > 1 {
		return nil
	}
	under := func(s step, u types.Type) (out []*path) {
		for _, p := range e.readings(u, depth+1) {
			out = append(out, e.cons(s, p))
		}
		return out
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		out := []*path{nil}
		if yield, ok := iterates(u); ok {
			out = append(out, under(elem, yield.At(yield.Len()-1).Type())...)
			if yield.Len() > 1 {
				out = append(out, under(key, yield.At(0).Type())...)
			}
		}
		for i := range u.Results().Len() {
			out = append(out, under(called(i), u.Results().At(i).Type())...)
		}
		return out
	case *types.Slice:
		if isRune(u.Elem()) {
			return []*path{nil}
		}
		return under(elem, u.Elem())
	case *types.Array:
		return under(elem, u.Elem())
	case *types.Chan:
		return under(elem, u.Elem())
	case *types.Map:
		return append(under(elem, u.Elem()), under(key, u.Key())...)
	case *types.Pointer:
		if _, ok := u.Elem().Underlying().(*types.Struct); !ok {
			return e.readings(u.Elem(), depth+1)
		}
	}
	if n, ok := types.Unalias(pointeeName(t)).(*types.Named); ok && n.Obj().Pkg() == e.in.Source.Pkg {
		return []*path{nil} // a parameter that is handed back
	}
	return nil
}

// askable are the methods of an interface that may return text.
func (e *engine) askable(iface *types.Interface) (out []*path) {
	for m := range iface.Methods() {
		sig := m.Signature()
		if sig.Params().Len() == 0 && sig.Results().Len() == 1 && m.Exported() && isText(sig.Results().At(0).Type()) {
			out = append(out, e.cons(step{kind: stepMethod, key: m.Name()}, nil))
		}
	}
	return out
}

// results notes where the results of a function come from.
func (s *summary) results(fn *ssa.Function, name string) {
	e := s.e
	res := fn.Signature.Results()
	for i := range res.Len() {
		for _, p := range e.readings(res.At(i).Type(), 0) {
			place, ok := toSteps(p)
			if !ok {
				continue
			}
			num := p != nil && p.head == errorText()
			var from []Origin
			var own []string
			for _, b := range fn.Blocks {
				ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
				if !ok || i >= len(ret.Results) {
					continue
				}
				// The text of an error counts its number, and so does Error itself.
				w := e.origins(node{v: ret.Results[i], p: p, at: ret, num: num || isErrorFunc(fn)})
				from = append(from, s.originsOf(fn, w)...)
				own = append(own, w.needles()...)
			}
			if len(from) == 0 {
				continue
			}
			if own = ownWords(own); own != nil {
				from = append(from, Origin{Kind: FromWords, Words: own})
			}
			f := s.of(name)
			for _, o := range from {
				f.Results = append(f.Results, ResultFlow{Result: i, Place: place, From: o})
			}
		}
	}
}

// originsOf makes the leaves of a walk portable.
func (s *summary) originsOf(fn *ssa.Function, w *walk) []Origin {
	var out []Origin
	if w.res.text {
		out = append(out, Origin{Kind: FromText})
	}
	if w.res.number {
		out = append(out, Origin{Kind: FromNumber})
	}
	for _, p := range w.res.params {
		steps, ok := toSteps(p.p)
		if p.fn != fn || !ok {
			continue
		}
		o := Origin{Kind: FromParam, Param: p.index, Path: steps}
		if p.call {
			o.Kind, o.Result = FromCall, p.result
		}
		out = append(out, o)
	}
	for _, f := range w.res.fields {
		if slices.ContainsFunc(w.res.params, func(p paramLeaf) bool { k, ok := lastField(p.p); return ok && k == f.field && p.fn == fn }) {
			continue // of the parameter
		}
		rest, ok := toSteps(f.rest)
		if !ok || w.res.text || !s.e.portable(f.field) || !s.reachable(f.field) {
			continue
		}
		out = append(out, Origin{Kind: FromField, Field: Step{Kind: uint8(stepField), Owner: f.field.owner, Index: f.field.index}, Path: rest})
	}
	return out
}

// A fact repeats a few of the program's own words, if they are short.
const (
	maxWords    = 8
	maxWordsLen = 80
)

// ownWords are the literals that are words, sorted: what the program puts around
// what comes from elsewhere, or in its place. A search for them is a search for
// its own.
func ownWords(literals []string) (out []string) {
	slices.Sort(literals)
	for _, lit := range slices.Compact(literals) {
		if len(wordsOf(verbs.ReplaceAllString(lit, ""))) > 0 && len(lit) <= maxWordsLen && len(out) < maxWords {
			out = append(out, lit)
		}
	}
	return out
}

// reachable says whether another package can put something into a field: by
// its name or through a function. Where text occurs, this package can, too.
func (s *summary) reachable(k fieldKey) bool {
	if s.e.texts || s.filled[k] {
		return true
	}
	t := s.e.ownerType(k.owner)
	if t == nil {
		return true // a type that only the facts of imports name
	}
	st, ok := t.Underlying().(*types.Struct)
	return ok && k.index < st.NumFields() && st.Field(k.index).Exported()
}

// portable says whether another package can mean the same field.
func (e *engine) portable(k fieldKey) bool {
	if strings.Contains(k.owner, "·") {
		return false
	}
	t := e.ownerType(k.owner)
	if t == nil {
		return true // the facts of imports name it
	}
	_, ok := types.Unalias(t).(*types.Named)
	return ok
}

// calls notes what a function calls its parameters with.
func (s *summary) calls(fn *ssa.Function) {
	e := s.e
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			cc := c.Common()
			if cc.IsInvoke() || cc.StaticCallee() != nil || len(cc.Args) == 0 {
				continue
			}
			if _, ok := cc.Value.(*ssa.Builtin); ok {
				continue
			}
			called := e.origins(node{v: cc.Value, at: c}).res
			for _, callee := range called.params {
				if name, ok := s.visible(callee.fn); ok && callee.p == nil && !callee.call {
					f := s.of(name)
					f.Calls = append(f.Calls, s.passedTo(callee.fn, callee.index, c)...)
				}
			}
			for _, f := range called.fields {
				if rest, ok := toSteps(f.rest); ok && e.texts && e.portable(f.field) {
					for _, cf := range s.passedTo(nil, 0, c) {
						s.out.Hooks = append(s.out.Hooks, HookFact{Step{Kind: uint8(stepField), Owner: f.field.owner, Index: f.field.index}, rest, cf})
					}
				}
			}
		}
	}
}

// passedTo says what a call passes to its parameter, or to what is in a field:
// message texts, and of the parameters of fn what comes from them.
func (s *summary) passedTo(fn *ssa.Function, param int, c ssa.CallInstruction) (out []CallFlow) {
	e := s.e
	for i, a := range c.Common().Args {
		for _, p := range append(e.readings(a.Type(), 0), nil) {
			place, ok := toSteps(p)
			if !ok {
				continue
			}
			w := e.origins(node{v: a, p: p, at: c, num: p != nil && p.head == errorText()})
			for _, o := range s.originsOf(fn, w) {
				if o.Kind == FromParam && p == nil || o.Kind == FromText || o.Kind == FromNumber {
					out = append(out, CallFlow{Param: param, Arg: i, Place: place, From: o})
				}
			}
		}
	}
	return out
}

// fields notes which fields hold text, and which functions fill them.
func (s *summary) fields() {
	e := s.e
	keys := make([]fieldKey, 0, len(e.heap))
	for k := range e.heap {
		if k.index >= 0 && e.portable(k) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b fieldKey) int {
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.index, b.index))
	})
	for _, k := range keys {
		field := Step{Kind: uint8(stepField), Owner: k.owner, Index: k.index}
		for _, eff := range e.heap[k] {
			for _, p := range e.readings(eff.val.Type(), 0) {
				rest, ok := toSteps(e.join(afterLastField(eff.place), p))
				if !ok {
					continue
				}
				num := p != nil && p.head == errorText()
				// The whole package fills its fields: the callers count.
				if e.texts {
					up := e.origins(node{v: eff.val, p: e.join(eff.valp, p), at: eff.instr, num: num, up: true})
					if up.res.text {
						s.out.Fields = append(s.out.Fields, FieldFact{Field: field, Rest: rest})
					}
					if up.res.number {
						s.out.Fields = append(s.out.Fields, FieldFact{Field: field, Rest: rest, Number: true})
					}
				}
				local := e.origins(node{v: eff.val, p: e.join(eff.valp, p), at: eff.instr, num: num})
				for _, pl := range local.res.params {
					name, ok := s.visible(pl.fn)
					if !ok || pl.call {
						continue
					}
					if steps, ok := toSteps(pl.p); ok {
						s.filled[k] = true
						f := s.of(name)
						f.Stores = append(f.Stores, StoreFlow{Into: s.into(eff, pl.fn, p), Field: field, Rest: rest,
							From: Origin{Kind: FromParam, Param: pl.index, Path: steps}})
					}
				}
			}
		}
	}
}

// into is the place in a parameter of a function that an effect fills with what
// is at p in its value.
func (s *summary) into(eff *effect, fn *ssa.Function, p *path) Origin {
	param, ok := eff.base.(*ssa.Parameter)
	if !ok || param.Parent() != fn {
		return Origin{}
	}
	steps, ok := toSteps(s.e.join(eff.place, p))
	if !ok {
		return Origin{}
	}
	return Origin{Kind: FromParam, Param: slices.Index(fn.Params, param), Path: steps}
}

// done puts everything in order, with what the imports said about things that
// importers of this package can get hold of without importing those.
func (s *summary) done() *Fact {
	e := s.e
	if e.texts {
		for name, f := range e.imported {
			if strings.HasPrefix(name, "(") && s.funcs[name] == nil && f.tells() {
				s.funcs[name] = f
			}
		}
	}
	for _, fs := range e.heldFields {
		s.out.Fields = append(s.out.Fields, fs...)
	}
	for name := range e.produced {
		s.out.Produced = append(s.out.Produced, name)
	}
	s.impls()
	s.out.Hooks = ordered(append(s.out.Hooks, e.hooks...), func(a, b HookFact) int {
		return cmp.Or(compareStep(a.Field, b.Field), compareSteps(a.Rest, b.Rest), compareCalls(a.Call, b.Call))
	})
	slices.Sort(s.out.Produced)
	slices.SortFunc(s.out.Fields, compareFields)
	s.out.Fields = slices.CompactFunc(s.out.Fields, func(a, b FieldFact) bool { return compareFields(a, b) == 0 })
	for _, f := range s.funcs {
		s.out.Funcs = append(s.out.Funcs, f.sorted())
	}
	slices.SortFunc(s.out.Funcs, func(a, b FuncFact) int { return cmp.Compare(a.Name, b.Name) })
	if len(s.out.Funcs) == 0 && len(s.out.Fields) == 0 && len(s.out.Produced) == 0 && len(s.out.Impls) == 0 && len(s.out.Hooks) == 0 {
		return nil
	}
	s.out.Partial = e.in.Partial
	return &s.out
}

// knowsText says whether message text can occur in the package at all.
func (e *engine) knowsText() bool {
	if e.in.Evidence.Any() || len(e.heldFields) > 0 {
		return true
	}
	for _, f := range e.imported {
		if f.showsText() {
			return true
		}
	}
	return false
}

// showsText says whether a result is, or contains, message text or number.
func (f *FuncFact) showsText() bool {
	return slices.ContainsFunc(f.Results, func(r ResultFlow) bool {
		return r.From.Kind == FromText || r.From.Kind == FromNumber
	})
}

// tells says whether a fact is about more than how arguments become results.
func (f *FuncFact) tells() bool {
	return len(f.Sinks) > 0 || len(f.Stores) > 0 || slices.ContainsFunc(f.Calls, func(c CallFlow) bool { return c.From.Kind != FromParam }) ||
		slices.ContainsFunc(f.Results, func(r ResultFlow) bool {
			return r.From.Kind != FromParam && r.From.Kind != FromCall && r.From.Kind != FromWords
		})
}

// sorted is a copy in a fixed order and without repetitions.
func (f *FuncFact) sorted() FuncFact {
	out := FuncFact{Name: f.Name}
	out.Results = ordered(f.Results, func(a, b ResultFlow) int {
		return cmp.Or(cmp.Compare(a.Result, b.Result), compareSteps(a.Place, b.Place), compareOrigins(a.From, b.From))
	})
	out.Sinks = ordered(f.Sinks, compareSinks)
	out.Stores = ordered(f.Stores, func(a, b StoreFlow) int {
		return cmp.Or(compareStep(a.Field, b.Field), compareSteps(a.Rest, b.Rest), compareOrigins(a.Into, b.Into), compareOrigins(a.From, b.From))
	})
	out.Calls = ordered(f.Calls, compareCalls)
	return out
}

func compareSinks(a, b Sink) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), compareOrigins(a.Text, b.Text), compareOrigins(a.Needle, b.Needle))
}

func compareCalls(a, b CallFlow) int {
	return cmp.Or(cmp.Compare(a.Param, b.Param), cmp.Compare(a.Arg, b.Arg), compareSteps(a.Place, b.Place), compareOrigins(a.From, b.From))
}

func ordered[T any](s []T, compare func(a, b T) int) []T {
	s = slices.Clone(s)
	slices.SortFunc(s, compare)
	return slices.CompactFunc(s, func(a, b T) bool { return compare(a, b) == 0 })
}

// factOf is what is known of the function of an import that a call names, nil
// if nothing.
func (e *engine) factOf(c *ssa.CallCommon) *FuncFact {
	fn := body(c.StaticCallee())
	if fn == nil || e.own[fn] {
		return nil
	}
	f, ok := fn.Object().(*types.Func)
	if !ok {
		return nil
	}
	return e.imported[f.Origin().FullName()]
}

// foreignStores notes what a function of an import puts into objects: those
// that it is passed, or others.
func (e *engine) foreignStores(c ssa.CallInstruction, at func(ssa.Value, *path, effect)) {
	ff := e.factOf(c.Common())
	if ff == nil {
		return
	}
	args := c.Common().Args
	for _, st := range ff.Stores {
		if st.From.Param >= len(args) {
			continue
		}
		eff := effect{val: args[st.From.Param], valp: e.fromSteps(st.From.Path), weak: true}
		if st.Into.Kind == FromParam && st.Into.Param < len(args) {
			at(args[st.Into.Param], e.fromSteps(st.Into.Path), eff)
			continue
		}
		k := fieldKey{st.Field.Owner, st.Field.Index}
		eff.instr, eff.block, eff.fn = c, c.Block(), c.Parent()
		eff.place = e.cons(step{kind: stepField, owner: k.owner, index: k.index}, e.fromSteps(st.Rest))
		e.heap[k] = append(e.heap[k], &eff)
	}
}
