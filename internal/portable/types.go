package portable

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// renumber copies the types that are still used.
type renumber struct {
	from, to *body.Package
	ids      map[int32]int32
	outlines map[int32]int32
	// used says whether some body that travels looks at a field; nil where all count.
	used func(typ, field string) bool
}

func (r *renumber) typ(i int32) int32 {
	if i < 0 {
		return i
	}
	if id, ok := r.ids[i]; ok {
		return id
	}
	t := r.from.Types[i]
	id := r.add(r.ids, i)
	if t.Kind == body.KNamed && t.Elem >= 0 && r.used != nil && !t.VPP && !strings.HasPrefix(t.Name, r.from.Path+".") && r.from.Types[t.Elem].Kind == body.KStruct {
		t.Elem, t.Params = r.outside(t.Name, t.Elem), r.types(t.Params)
	} else {
		t = r.parts(t)
	}
	r.to.Types[id] = t
	return id
}

// add makes room for a type.
func (r *renumber) add(ids map[int32]int32, i int32) int32 {
	id := int32(len(r.to.Types))
	ids[i] = id
	r.to.Types = append(r.to.Types, body.Type{})
	return id
}

// parts is a type with its parts.
func (r *renumber) parts(t body.Type) body.Type {
	t.Elem, t.Key = r.typ(t.Elem), r.typ(t.Key)
	t.Fields = slices.Clone(t.Fields)
	for k := range t.Fields {
		t.Fields[k].Type = r.typ(t.Fields[k].Type)
	}
	t.Params, t.Results = r.types(t.Params), r.types(t.Results)
	return t
}

// outside is the struct of another package: of fields at which no body that
// travels looks no more is told than a name. Importers that look at them know
// them.
func (r *renumber) outside(name string, i int32) int32 {
	t := r.from.Types[i]
	id := int32(len(r.to.Types))
	r.to.Types = append(r.to.Types, body.Type{})
	t.Fields = slices.Clone(t.Fields)
	for k := range t.Fields {
		f := &t.Fields[k]
		if r.used(name, f.Name) {
			f.Type = r.typ(f.Type)
		} else {
			f.Type = r.outline(f.Type)
		}
	}
	r.to.Types[id] = t
	return id
}

// outline is a type as far as its zero value, and its name, tell.
func (r *renumber) outline(i int32) int32 {
	if i < 0 {
		return i
	}
	if id, ok := r.outlines[i]; ok {
		return id
	}
	t := r.from.Types[i]
	switch t.Kind {
	case body.KPointer, body.KSlice, body.KMap, body.KChan, body.KFunc:
	case body.KNamed:
		if len(t.Params) > 0 || t.Elem >= 0 && r.from.Types[t.Elem].Kind < body.KPointer {
			return r.typ(i)
		}
	default:
		return r.typ(i)
	}
	id := r.add(r.outlines, i)
	out := body.Type{Kind: t.Kind, Name: t.Name, Elem: -1, Key: -1}
	if t.Kind != body.KNamed {
		out.Elem, out.Key = r.outline(t.Elem), r.outline(t.Key)
	}
	r.to.Types[id] = out
	return id
}

func (r *renumber) types(is []int32) []int32 {
	out := make([]int32, len(is))
	for k, i := range is {
		out[k] = r.typ(i)
	}
	return out
}

func (r *renumber) fn(f *body.Func) *body.Func {
	c := *f
	c.Params, c.Free, c.Results = r.types(f.Params), r.types(f.Free), r.types(f.Results)
	c.Consts = slices.Clone(f.Consts)
	for i := range c.Consts {
		c.Consts[i].Type, c.Consts[i].TArgs = r.typ(c.Consts[i].Type), r.types(c.Consts[i].TArgs)
	}
	c.Code = slices.Clone(f.Code)
	for i := range c.Code {
		in := &c.Code[i]
		in.Type, in.TArgs = r.typ(in.Type), r.types(in.TArgs)
	}
	return &c
}

// unite gives packages one table of types: what they describe alike is one type
// in it.
func unite(pkgs []*body.Package) {
	var all []body.Type
	base := make([]int32, len(pkgs))
	for k, p := range pkgs {
		base[k] = int32(len(all))
		for _, t := range p.Types {
			all = append(all, shifted(t, base[k]))
		}
	}
	class := alike(all)
	var table []body.Type
	ids := map[int]int32{}
	var first []int
	for i := range all {
		if _, ok := ids[class[i]]; !ok {
			ids[class[i]] = int32(len(first))
			first = append(first, i)
		}
	}
	id := func(i int32) int32 {
		if i < 0 {
			return i
		}
		return ids[class[i]]
	}
	for _, i := range first {
		table = append(table, mapped(all[i], id))
	}
	for k, p := range pkgs {
		at := func(i int32) int32 {
			if i < 0 {
				return i
			}
			return id(base[k] + i)
		}
		p.Types = table
		for i := range p.Globals {
			p.Globals[i].Type = at(p.Globals[i].Type)
		}
		for _, f := range p.Funcs {
			each(f.Params, at)
			each(f.Free, at)
			each(f.Results, at)
			for i := range f.Consts {
				f.Consts[i].Type = at(f.Consts[i].Type)
				each(f.Consts[i].TArgs, at)
			}
			for i := range f.Code {
				f.Code[i].Type = at(f.Code[i].Type)
				each(f.Code[i].TArgs, at)
			}
		}
	}
}

func each(is []int32, to func(int32) int32) {
	for k, i := range is {
		is[k] = to(i)
	}
}

func shifted(t body.Type, by int32) body.Type {
	return mapped(t, func(i int32) int32 {
		if i < 0 {
			return i
		}
		return i + by
	})
}

// mapped is a type that refers to other ones.
func mapped(t body.Type, to func(int32) int32) body.Type {
	t.Elem, t.Key = to(t.Elem), to(t.Key)
	t.Fields, t.Params, t.Results = slices.Clone(t.Fields), slices.Clone(t.Params), slices.Clone(t.Results)
	for k := range t.Fields {
		t.Fields[k].Type = to(t.Fields[k].Type)
	}
	each(t.Params, to)
	each(t.Results, to)
	return t
}

// alike numbers types, the same for those that nothing tells apart: not what they
// say themselves, nor what they refer to does, however far one goes.
func alike(types []body.Type) []int {
	texts := make([]string, len(types))
	for i := range types {
		texts[i] = says(&types[i])
	}
	class, n := number(texts)
	for {
		var b []byte
		for i, t := range types {
			b = binary.AppendVarint(b[:0], int64(class[i]))
			add := func(i int32) {
				c := int64(-1)
				if i >= 0 {
					c = int64(class[i])
				}
				b = binary.AppendVarint(b, c)
			}
			add(t.Elem)
			add(t.Key)
			for _, f := range t.Fields {
				add(f.Type)
			}
			for _, p := range t.Params {
				add(p)
			}
			for _, p := range t.Results {
				add(p)
			}
			texts[i] = string(b)
		}
		next, m := number(texts)
		class = next
		if m == n {
			return class
		}
		n = m
	}
}

// number gives equal texts equal numbers, and says how many there are.
func number(texts []string) (class []int, n int) {
	ids := map[string]int{}
	for _, s := range texts {
		id, ok := ids[s]
		if !ok {
			id = len(ids)
			ids[s] = id
		}
		class = append(class, id)
	}
	return class, len(ids)
}

// says is what a type says without those that it refers to.
func says(t *body.Type) string {
	own := *t
	own.Elem, own.Key = -1, -1
	own.Fields = slices.Clone(t.Fields)
	for i := range own.Fields {
		own.Fields[i].Type = -1
	}
	own.Params, own.Results = make([]int32, len(t.Params)), make([]int32, len(t.Results))
	return string(body.Encode(&body.Package{Types: []body.Type{own}}))
}
