package replay

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
}
