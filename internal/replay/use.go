package replay

import (
	"maps"
	"slices"
	"strconv"
)

// Clients are the methods that may send of what a function returns, where that
// is of another package that speaks VPP: a client that is configured here, and
// used by whoever gets it.
func (p *Program) Clients(f *Func) []*Func {
	var out []*Func
	for _, r := range f.Results {
		t := f.pkg.typ(r, nil).named()
		pk := p.pkgs[PackageOf(t)]
		if pk == nil || pk == f.pkg || !pk.Speaks {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(p.methods[t])) {
			if m := p.method(t, name); m != nil && m.Exported && p.sends(m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// use calls a method of a client that a root returns, if it was given
// something by which it sends: a transport, say, with methods of its own.
func (m *machine) use(c *Cell) {
	if !m.equipped(c, PackageOf(c.typ.named()), 0) {
		return
	}
	self := c.typ.named()
	clients := slices.DeleteFunc(m.prog.Clients(m.ex.root), func(f *Func) bool { return m.prog.ReceiverOf(f) != self })
	if len(clients) == 0 {
		return
	}
	fn := clients[m.choose("what is called", len(clients), 0)]
	if p := m.askOf(c, fn, c.typ.args(), "c"); p != nil {
		m.stop(endPanic)
	}
}

// askOf calls a method as somebody outside would: with what is not known, by
// names that begin with prefix.
func (m *machine) askOf(self Value, fn *Func, env []*Type, prefix string) *userPanic {
	args := make([]Value, len(fn.Params))
	args[0] = m.receiverFor(fn, self)
	for i := 1; i < len(args); i++ {
		args[i] = m.parameter(prefix+strconv.Itoa(i), fn.pkg.typ(fn.Params[i], env))
	}
	_, p := m.invoke(nil, fn, env, args, nil, nil, nil)
	return p
}

// maxEquipment is how deep inside of a client its transport is looked for.
const maxEquipment = 5

// equipped says whether a value holds another, behind an interface, that can
// send, and is not of the same package.
func (m *machine) equipped(v Value, pkg string, depth int) bool {
	if depth > maxEquipment {
		return false
	}
	switch v := v.(type) {
	case Boxed:
		t := v.typ.named()
		if PackageOf(t) != pkg {
			for name := range m.prog.methods[t] {
				if f := m.prog.method(t, name); f != nil && m.prog.sends(f) {
					return true
				}
			}
		}
		return m.equipped(v.v, pkg, depth+1)
	case *Cell:
		return m.equipped(v.v, pkg, depth+1)
	case *Struct:
		return slices.ContainsFunc(v.f, func(f *Cell) bool { return m.equipped(f.v, pkg, depth+1) })
	}
	return false
}
