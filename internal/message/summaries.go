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
	if hasMethod(t, "Error") && types.IsInterface(t) || isErrorType(t) {
		return []*path{e.cons(errorText(), nil)}
	}
	if isTypeParam(t) || types.IsInterface(t) || isText(t) {
		return []*path{nil}
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
			for _, b := range fn.Blocks {
				ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
				if !ok || i >= len(ret.Results) {
					continue
				}
				// The text of an error counts its number, and so does Error itself.
				w := e.origins(node{v: ret.Results[i], p: p, at: ret, num: num || isErrorFunc(fn)})
				for _, o := range s.originsOf(fn, w) {
					f := s.of(name)
					f.Results = append(f.Results, ResultFlow{Result: i, Place: place, From: o})
				}
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
		rest, ok := toSteps(f.rest)
		if !ok || w.res.text || !s.e.portable(f.field) || !s.reachable(f.field) {
			continue
		}
		out = append(out, Origin{Kind: FromField, Field: Step{Kind: uint8(stepField), Owner: f.field.owner, Index: f.field.index}, Path: rest})
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
			for _, callee := range e.origins(node{v: cc.Value, at: c}).res.params {
				name, ok := s.visible(callee.fn)
				if !ok || callee.p != nil || callee.call {
					continue
				}
				for i, a := range cc.Args {
					for _, o := range s.originsOf(callee.fn, e.origins(node{v: a, at: c})) {
						if o.Kind == FromParam {
							f := s.of(name)
							f.Calls = append(f.Calls, CallFlow{Param: callee.index, Arg: i, From: o})
						}
					}
				}
			}
		}
	}
}

// fields notes which fields hold text, and which functions fill them.
func (s *summary) fields() {
	e := s.e
	keys := make([]fieldKey, 0, len(e.heap))
	for k := range e.heap {
		if e.portable(k) {
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
						f.Stores = append(f.Stores, StoreFlow{Field: field, Rest: rest,
							From: Origin{Kind: FromParam, Param: pl.index, Path: steps}})
					}
				}
			}
		}
	}
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
	slices.Sort(s.out.Produced)
	slices.SortFunc(s.out.Fields, compareFields)
	s.out.Fields = slices.CompactFunc(s.out.Fields, func(a, b FieldFact) bool { return compareFields(a, b) == 0 })
	for _, f := range s.funcs {
		s.out.Funcs = append(s.out.Funcs, f.sorted())
	}
	slices.SortFunc(s.out.Funcs, func(a, b FuncFact) int { return cmp.Compare(a.Name, b.Name) })
	if len(s.out.Funcs) == 0 && len(s.out.Fields) == 0 && len(s.out.Produced) == 0 {
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
	return len(f.Sinks) > 0 || len(f.Stores) > 0 ||
		slices.ContainsFunc(f.Results, func(r ResultFlow) bool { return r.From.Kind != FromParam && r.From.Kind != FromCall })
}

// sorted is a copy in a fixed order and without repetitions.
func (f *FuncFact) sorted() FuncFact {
	out := FuncFact{Name: f.Name}
	out.Results = ordered(f.Results, func(a, b ResultFlow) int {
		return cmp.Or(cmp.Compare(a.Result, b.Result), compareSteps(a.Place, b.Place), compareOrigins(a.From, b.From))
	})
	out.Sinks = ordered(f.Sinks, func(a, b Sink) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), compareOrigins(a.Text, b.Text), compareOrigins(a.Needle, b.Needle))
	})
	out.Stores = ordered(f.Stores, func(a, b StoreFlow) int {
		return cmp.Or(compareStep(a.Field, b.Field), compareSteps(a.Rest, b.Rest), compareOrigins(a.From, b.From))
	})
	out.Calls = ordered(f.Calls, func(a, b CallFlow) int {
		return cmp.Or(cmp.Compare(a.Param, b.Param), cmp.Compare(a.Arg, b.Arg), compareSteps(a.Place, b.Place), compareOrigins(a.From, b.From))
	})
	return out
}

func ordered[T any](s []T, compare func(a, b T) int) []T {
	s = slices.Clone(s)
	slices.SortFunc(s, compare)
	return slices.CompactFunc(s, func(a, b T) bool { return compare(a, b) == 0 })
}

// foreignStores notes the fields that functions of imports fill from what they
// are passed here.
func (e *engine) foreignStores(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for i, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			if !ok || c.Common().IsInvoke() {
				continue
			}
			callee := body(c.Common().StaticCallee())
			if callee == nil || e.own[callee] {
				continue
			}
			f, ok := callee.Object().(*types.Func)
			if !ok {
				continue
			}
			ff := e.imported[f.Origin().FullName()]
			if ff == nil {
				continue
			}
			for _, st := range ff.Stores {
				if st.From.Param >= len(c.Common().Args) {
					continue
				}
				k := fieldKey{st.Field.Owner, st.Field.Index}
				place := e.cons(step{kind: stepField, owner: k.owner, index: k.index}, e.fromSteps(st.Rest))
				e.heap[k] = append(e.heap[k], &effect{instr: c, block: b, index: i, fn: fn, place: place,
					val: c.Common().Args[st.From.Param], valp: e.fromSteps(st.From.Path), weak: true})
			}
		}
	}
}
