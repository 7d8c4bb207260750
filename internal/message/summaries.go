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
		if name, ok := visible(fn); ok {
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
func visible(fn *ssa.Function) (string, bool) {
	if fn.Parent() != nil || fn.Synthetic != "" {
		return "", false
	}
	f, ok := fn.Object().(*types.Func)
	if !ok || !token.IsExported(f.Name()) {
		return "", false
	}
	return f.Origin().FullName(), true
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
		if len(wordsOf(verbs().ReplaceAllString(lit, ""))) > 0 && len(lit) <= maxWordsLen && len(out) < maxWords {
			out = append(out, lit)
		}
	}
	return out
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
