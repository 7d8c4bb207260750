package replay

import (
	"cmp"
	"go/token"

	"github.com/vpplint/vpplint/internal/body"
)

// counts says whether the program counts a field ("path.T.field") up by one, or
// counts in its entries: wherever a struct comes from, that starts at zero.
func (p *Program) counts(field string) bool {
	if p.counters == nil {
		p.counters = map[string]bool{}
		for _, f := range p.funcs {
			f.counters(p.counters)
		}
	}
	return p.counters[field]
}

// counters adds the fields that a function counts up.
func (f *Func) counters(out map[string]bool) {
	loaded, looked, sum, addr := map[int32]string{}, map[int32]string{}, map[int32]string{}, map[int32]string{}
	for i := range f.Code {
		in := &f.Code[i]
		switch in.Op {
		case body.FieldAddr:
			if len(in.TArgs) == 1 && in.TArgs[0] >= 0 {
				if t := f.pkg.Types[in.TArgs[0]]; t.Kind == body.KNamed {
					addr[in.Dst] = t.Name + "." + in.Sym
				}
			}
		case body.Load:
			loaded[in.Dst] = addr[in.Args[0]]
		case body.Lookup:
			looked[in.Dst] = loaded[in.Args[0]]
		case body.Extract:
			looked[in.Dst] = looked[in.Args[0]]
		case body.BinOp:
			if in.N == int32(token.ADD) && in.Args[1] < 0 && f.Consts[^in.Args[1]].Int == 1 {
				sum[in.Dst] = cmp.Or(loaded[in.Args[0]], looked[in.Args[0]])
			}
		case body.Store:
			if field := addr[in.Args[0]]; field != "" && sum[in.Args[1]] == field {
				out[field] = true
			}
		case body.MapUpdate:
			if field := loaded[in.Args[0]]; field != "" && sum[in.Args[2]] == field {
				out[field] = true
			}
		}
	}
}
