package message

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

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
					name, ok := visible(pl.fn)
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
