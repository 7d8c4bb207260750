package replay

import "strconv"

// puller runs an iterator on demand.
type puller struct {
	wanted, given, over, stopped bool
	vals                         []Value
}

// pull models iter.Pull and iter.Pull2 for n values.
func pull(n int) func(*call) Value {
	return func(c *call) Value {
		p, m, f := &puller{}, c.m, c.f
		seq, ok := c.arg(0).(*Closure)
		if !ok {
			return c.unknown()
		}
		yield := &Closure{name: "yield", native: func(k *call) Value {
			p.vals, p.given, p.wanted = k.args, true, false
			m.block(func() bool { return p.wanted || p.stopped }, nil)
			return !p.stopped
		}}
		m.start(func() {
			m.block(func() bool { return p.wanted || p.stopped }, nil)
			if !p.stopped {
				if _, bad := m.callClosure(f, seq, []Value{yield}); bad != nil {
					m.stop("an iterator panics")
				}
			}
			p.over = true
		})
		next := &Closure{name: "next", native: func(k *call) Value {
			out := make(Tuple, n+1)
			for i := range n {
				out[i] = Null{}
				if i < len(c.env) {
					out[i] = m.zero(c.env[i])
				}
			}
			out[n] = false
			if p.over || p.stopped {
				return out
			}
			p.wanted, p.given = true, false
			m.block(func() bool { return p.given || p.over }, nil)
			if p.given {
				copy(out, p.vals)
				out[n] = true
			}
			return out
		}}
		stop := &Closure{name: "stop", native: func(*call) Value {
			p.stopped = true
			return Null{}
		}}
		return Tuple{next, stop}
	}
}

var iterModels = map[string]func(*call) Value{
	"iter.Pull":  pull(1),
	"iter.Pull2": pull(2),
	"maps.Clone": func(c *call) Value {
		mp, ok := c.arg(0).(*Map)
		if !ok {
			return c.arg(0)
		}
		n := newMap()
		n.sym, n.fresh, n.listed = mp.sym, mp.fresh, mp.listed
		for _, k := range mp.keys {
			c.m.put(n, mp.m[k].k, copyOf(mp.m[k].v))
		}
		return n
	},
	"slices.DeleteFunc": deleteFunc,
}

// deleteFunc models slices.DeleteFunc. Where it cannot be told which entries go,
// another list is left than there was.
func deleteFunc(c *call) Value {
	l, ok := c.arg(0).(List)
	if !ok {
		return c.another()
	}
	if f, ok := c.arg(1).(*Closure); ok && origins(f.free...)&fromOther != 0 {
		return c.another() // who goes is looked up
	}
	kept, told := List{}, len(c.m.log)
	for _, e := range l.e {
		switch c.apply(c.arg(1), copyOf(e.v)) {
		case true:
		case false:
			kept.e = append(kept.e, e)
		default:
			return c.another()
		}
	}
	if len(c.m.log) > told { // by what is not known
		return c.another()
	}
	return kept
}

// another is an unknown result that differs from those before.
func (c *call) another() Value {
	return &Sym{name: nameOf(c.name + "(" + render(c.arg(0)) + ")'" + strconv.Itoa(c.m.nth(c.name))), typ: c.res, from: origins(c.args...) &^ volatile, nonNil: true}
}
