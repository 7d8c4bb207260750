package replay

// ctxValue is a context made by the code. One from outside is a symbol: it is
// not cancelled.
type ctxValue struct {
	parent   Value
	deadline Instant
	timed    bool
	canceled bool
	err      *stdError
	cause    Value
	key, val Value
	done     *Chan
	after    []*Closure
}

func (*ctxValue) nativeName() string { return "context.ctx" }

func ctxOf(v Value) *ctxValue {
	switch v := v.(type) {
	case *ctxValue:
		return v
	case Boxed:
		return ctxOf(v.v)
	}
	return nil
}

// ctxErr is why a context is over, nil while it is not.
func (m *machine) ctxErr(c *ctxValue) *stdError {
	for c != nil {
		if c.canceled {
			return c.err
		}
		if c.timed && m.passed(c.deadline) {
			return errDeadline
		}
		c = ctxOf(c.parent)
	}
	return nil
}

// endsAt is the earliest deadline of a context.
func (c *ctxValue) endsAt() (best Instant, found bool) {
	for c != nil {
		if c.timed && (!found || c.deadline.hi < best.hi) {
			best, found = c.deadline, true
		}
		c = ctxOf(c.parent)
	}
	return best, found
}

func newCtx(parent Value) *ctxValue {
	c := &ctxValue{parent: parent}
	c.done = &Chan{done: c}
	return c
}

func (c *call) cancelable(set func(*ctxValue)) Value {
	ctx := newCtx(c.arg(0))
	if set != nil {
		set(ctx)
	}
	cancel := &Closure{name: "cancel", native: func(k *call) Value {
		if !ctx.canceled && k.m.ctxErr(ctx) == nil {
			ctx.canceled, ctx.err = true, errCanceled
			k.m.settle()
			if len(k.args) > 0 {
				ctx.cause = k.arg(0)
			}
			for _, fn := range ctx.after {
				k.m.spawn(k.f, fn, nil)
			}
		}
		return Null{}
	}}
	return Tuple{Boxed{v: ctx}, cancel}
}

func withDeadline(at func(*call) (Instant, bool)) func(*call) Value {
	return func(c *call) Value {
		return c.cancelable(func(ctx *ctxValue) {
			if d, ok := at(c); ok {
				ctx.deadline, ctx.timed = d, true
			}
		})
	}
}

func background(*call) Value { return Boxed{v: newCtx(Null{})} }

// errValue puts an error of the standard library into the error interface.
func errValue(e *stdError) Value {
	if e == nil {
		return Null{}
	}
	return Boxed{v: e}
}

var contextModels = map[string]func(*call) Value{
	"context.Background": background,
	"context.TODO":       background,
	"context.WithCancel": func(c *call) Value { return c.cancelable(nil) },
	"context.WithCancelCause": func(c *call) Value {
		return c.cancelable(nil)
	},
	"os/signal.NotifyContext": func(c *call) Value { return c.cancelable(nil) },
	"context.WithTimeout":     withDeadline(func(c *call) (Instant, bool) { return c.m.after(c.arg(1)) }),
	"context.WithDeadline":    withDeadline(func(c *call) (Instant, bool) { return instant(c.arg(1)) }),
	"context.WithTimeoutCause": withDeadline(func(c *call) (Instant, bool) {
		return c.m.after(c.arg(1))
	}),
	"context.WithValue": func(c *call) Value {
		ctx := newCtx(c.arg(0))
		ctx.key, ctx.val = c.arg(1), c.arg(2)
		return Boxed{v: ctx}
	},
	"context.WithoutCancel": func(c *call) Value { return Boxed{v: newCtx(Null{})} },
	"context.Cause": func(c *call) Value {
		ctx := ctxOf(c.arg(0))
		if ctx != nil && ctx.canceled && ctx.cause != nil && !isNull(ctx.cause) {
			return ctx.cause
		}
		return errValue(c.m.ctxErr(ctx))
	},
	"context.AfterFunc": func(c *call) Value {
		if ctx := ctxOf(c.arg(0)); ctx != nil {
			if fn, ok := c.arg(1).(*Closure); ok {
				ctx.after = append(ctx.after, fn)
			}
		}
		return &Closure{name: "stop", native: func(*call) Value { return true }}
	},
	"(context.ctx).Done": func(c *call) Value { return c.args[0].(*ctxValue).done },
	"(context.ctx).Err":  func(c *call) Value { return errValue(c.m.ctxErr(c.args[0].(*ctxValue))) },
	"(context.ctx).Deadline": func(c *call) Value {
		at, ok := c.args[0].(*ctxValue).endsAt()
		if !ok {
			return Tuple{Instant{zero: true}, false}
		}
		return Tuple{at, true}
	},
	"(context.ctx).Value": func(c *call) Value {
		for ctx := c.args[0].(*ctxValue); ctx != nil; ctx = ctxOf(ctx.parent) {
			if eq, _ := c.m.equals(ctx.key, c.arg(1)).(bool); ctx.key != nil && eq {
				return ctx.val
			}
			if s, ok := ctx.parent.(*Sym); ok {
				return outside(s, c.arg(1), c.res)
			}
		}
		return Null{}
	},
	"(context.Context).Value": func(c *call) Value {
		s, ok := c.arg(0).(*Sym)
		if !ok {
			return Null{}
		}
		return outside(s, c.arg(1), c.res)
	},
	// A context from outside is never over.
	"(context.Context).Done": func(c *call) Value { return c.m.never() },
	"(context.Context).Err":  nothing,
	"(context.Context).Deadline": func(*call) Value {
		return Tuple{Instant{zero: true}, false}
	},
}

// outside is what a context from outside holds under a key.
func outside(ctx *Sym, key Value, t *Type) Value {
	if b, ok := key.(Boxed); ok && b.typ != nil {
		key = Tuple{b.typ.Key(), b.v} // keys are told apart by their type
	}
	return &Sym{name: nameOf(ctx.name + ".Value(" + render(key) + ")"), typ: t, ctx: true}
}

// never is a channel that nobody feeds.
func (m *machine) never() *Chan {
	if m.silent == nil {
		m.silent = &Chan{}
	}
	return m.silent
}
