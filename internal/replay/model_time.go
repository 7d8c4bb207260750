package replay

import (
	"go/token"
	"math"
	"strconv"
	"time"
)

// Stamp is an integer read off the clock: the time since an epoch that means
// nothing, in units.
type Stamp struct {
	lo, hi int64
	unit   time.Duration
}

// stampOp computes with a clock reading: differences are known, the rest is as
// good as random.
func stampOp(op token.Token, a Stamp, y Value) Value {
	switch op {
	case token.SUB:
		if b, ok := y.(Stamp); ok {
			return exact(a.lo-b.lo, a.hi-b.hi)
		}
		if s, _, ok := span(y); ok {
			return Stamp{a.lo - s.Hi, a.hi - s.Lo, a.unit}
		}
	case token.ADD:
		if s, _, ok := span(y); ok {
			return Stamp{a.lo + s.Lo, a.hi + s.Hi, a.unit}
		}
	case token.REM:
		if n, ok := y.(int64); ok && n > 0 {
			return Span{0, n - 1}
		}
	case token.QUO:
		if n, ok := y.(int64); ok && n > 0 {
			return Stamp{a.lo / n, a.hi / n, a.unit * time.Duration(n)}
		}
	}
	return &Sym{name: "~", from: volatile}
}

// exact is an integer between two ends: concrete where they meet.
func exact(lo, hi int64) Value {
	if lo == hi {
		return lo
	}
	return Span{min(lo, hi), max(lo, hi)}
}

// instant reads a time.Time.
func instant(v Value) (Instant, bool) {
	switch v := v.(type) {
	case Instant:
		return v, true
	case *Struct:
		return Instant{zero: true}, true
	case *Cell:
		return instant(v.v)
	}
	return Instant{}, false
}

// delays notes who waits.
func (c *call) delays() { c.m.delay = stackOf(c.f) }

func (m *machine) newTimer(d Value, period bool) *timer {
	t := &timer{ch: &Chan{size: 1}, active: true}
	t.ch.timer = t
	m.setTimer(t, d, period)
	return t
}

func (m *machine) setTimer(t *timer, d Value, period bool) {
	at, ok := m.after(d)
	t.at, t.never, t.active = at, !ok, true
	if s, _, known := span(d); period && known {
		t.period = max(time.Duration(s.Hi), 1)
	}
}

func (t *timer) field(name string) Value {
	if name == "C" {
		return t.ch
	}
	return Null{}
}

func timerOf(v Value) *timer {
	switch v := v.(type) {
	case *timer:
		return v
	case *Cell:
		return timerOf(v.v)
	case Boxed:
		return timerOf(v.v)
	}
	return nil
}

func compareTimes(f func(m *machine, a, b Instant) Value) func(*call) Value {
	return func(c *call) Value {
		a, ok1 := instant(c.arg(0))
		b, ok2 := instant(c.arg(1))
		if !ok1 || !ok2 {
			return c.unknown()
		}
		c.m.looked = true
		return f(c.m, a, b)
	}
}

// sometime is the time some delay after t: a limit. In a request it means no more
// than any other time.
func (c *call) sometime(t Instant, delay Value) Value {
	return &Sym{name: nameOf("(time " + strconv.FormatInt(int64(t.hi), 10) + "+" + render(delay) + ")"), typ: c.res, from: origins(delay) | fromLimit | volatile}
}

// earlier compares two times. One that is not known, but some time after another,
// ends what goes on until then: it is a limit.
func (c *call) earlier(a, b Value) Value {
	x, ok1 := instant(a)
	y, ok2 := instant(b)
	switch {
	case ok1 && ok2:
		c.m.looked = true
		return c.m.timeLess(x, y)
	case ok1 && !x.zero:
		if limit := limitOf(b); limit != nil {
			c.m.endless++ // nobody knows how long it takes
			return c.m.less(int64(x.hi), limit, false, false)
		}
	case ok2 && !y.zero:
		if limit := limitOf(a); limit != nil {
			c.m.endless++
			return c.m.less(limit, int64(y.hi), false, false)
		}
	}
	return c.unknown()
}

// limitOf is what is compared of a time that ends something, nil for any other.
func limitOf(v Value) *Sym {
	s, ok := v.(*Sym)
	if !ok || s.from&fromLimit == 0 {
		return nil
	}
	limit := *s
	limit.from &^= volatile
	return &limit
}

func (m *machine) timeLess(a, b Instant) Value {
	if a.zero || b.zero {
		return a.zero && !b.zero
	}
	return lessSpan(Span{int64(a.lo), int64(a.hi)}, Span{int64(b.lo), int64(b.hi)})
}

func sinceStart(d Value) (lo, hi int64, ok bool) {
	s, _, ok := span(d)
	return s.Lo, s.Hi, ok
}

func durationFloat(unit time.Duration) func(*call) Value {
	return func(c *call) Value {
		s, random, ok := span(c.arg(0))
		switch {
		case !ok:
			return c.unknown()
		case random:
			return FSpan{float64(s.Lo) / float64(unit), float64(s.Hi) / float64(unit)}
		}
		return float64(s.Lo) / float64(unit)
	}
}

func durationInt(unit time.Duration) func(*call) Value {
	return func(c *call) Value {
		s, _, ok := span(c.arg(0))
		if !ok {
			return c.unknown()
		}
		return exact(s.Lo/int64(unit), s.Hi/int64(unit))
	}
}

func roundDuration(round func(d, to time.Duration) time.Duration) func(*call) Value {
	return func(c *call) Value {
		s, _, ok := span(c.arg(0))
		to, ok2 := c.int(1)
		if !ok || !ok2 {
			return c.unknown()
		}
		return exact(int64(round(time.Duration(s.Lo), time.Duration(to))), int64(round(time.Duration(s.Hi), time.Duration(to))))
	}
}

func stamp(unit time.Duration) func(*call) Value {
	return func(c *call) Value {
		t, ok := instant(c.arg(0))
		if !ok {
			return c.unknown()
		}
		if t.zero {
			return int64(math.MinInt32)
		}
		return Stamp{int64(t.lo / unit), int64(t.hi / unit), unit}
	}
}

var timeModels = map[string]func(*call) Value{
	"time.Sleep": func(c *call) Value { c.delays(); c.m.sleep(c.arg(0)); return Null{} },
	"time.Now":   func(c *call) Value { return c.m.now() },
	"time.Since": func(c *call) Value {
		c.m.looked = true
		t, ok := instant(c.arg(0))
		if !ok {
			return c.unknown()
		}
		if t.zero {
			return int64(math.MaxInt64)
		}
		return exact(int64(c.m.lo-t.lo), int64(c.m.hi-t.hi))
	},
	"time.Until": func(c *call) Value {
		c.m.looked = true
		t, ok := instant(c.arg(0))
		if !ok {
			return c.unknown()
		}
		if t.zero {
			return int64(math.MinInt64)
		}
		return exact(int64(t.lo-c.m.lo), int64(t.hi-c.m.hi))
	},
	"time.After": func(c *call) Value { c.delays(); return c.m.newTimer(c.arg(0), false).ch },
	"time.Tick":  func(c *call) Value { c.delays(); return c.m.newTimer(c.arg(0), true).ch },
	"time.NewTimer": func(c *call) Value {
		c.delays()
		return c.m.newTimer(c.arg(0), false)
	},
	"time.NewTicker": func(c *call) Value {
		if d, ok := c.int(0); ok && d <= 0 {
			c.panic = c.m.runtimePanic("non-positive interval for NewTicker")
			return Null{}
		}
		return c.m.newTimer(c.arg(0), true)
	},
	"time.AfterFunc": func(c *call) Value {
		c.delays()
		fn, ok := c.arg(1).(*Closure)
		if !ok {
			return &timer{}
		}
		t := &timer{fn: fn, frame: c.f.frozen()}
		c.m.setTimer(t, c.arg(0), false)
		if t.never { // fires after a delay that nobody knows
			t.never, t.at = false, c.m.now()
			c.m.endless++
		}
		c.m.timers = append(c.m.timers, t)
		return t
	},
	"(time.Timer).Stop": func(c *call) Value {
		t := timerOf(c.arg(0))
		if t == nil {
			return c.unknown()
		}
		was := t.active
		t.active = false
		return was
	},
	"(time.Timer).Reset": func(c *call) Value {
		t := timerOf(c.arg(0))
		if t == nil {
			return c.unknown()
		}
		was := t.active
		c.delays()
		c.m.setTimer(t, c.arg(1), false)
		if t.fn != nil {
			t.frame = c.f.frozen()
			if !containsTimer(c.m.timers, t) {
				c.m.timers = append(c.m.timers, t)
			}
		}
		return was
	},
	"(time.Ticker).Stop": func(c *call) Value {
		if t := timerOf(c.arg(0)); t != nil {
			t.active = false
		}
		return Null{}
	},
	"(time.Ticker).Reset": func(c *call) Value {
		if t := timerOf(c.arg(0)); t != nil {
			c.m.setTimer(t, c.arg(1), true)
		}
		return Null{}
	},
	"time.ParseDuration": func(c *call) Value {
		s, ok := c.text(0)
		if !ok {
			return c.unknown()
		}
		d, err := time.ParseDuration(s)
		if err != nil {
			return Tuple{int64(0), Boxed{v: &stdError{text: err.Error()}}}
		}
		return Tuple{int64(d), Null{}}
	},
	"(time.Time).Add": func(c *call) Value {
		t, ok := instant(c.arg(0))
		lo, hi, ok2 := sinceStart(c.arg(1))
		if ok && !ok2 && !t.zero {
			return c.sometime(t, c.arg(1))
		}
		if !ok || !ok2 || t.zero {
			return c.unknown()
		}
		return Instant{lo: saturate(t.lo, lo), hi: saturate(t.hi, hi)}
	},
	"(time.Time).AddDate": func(c *call) Value {
		t, ok := instant(c.arg(0))
		years, ok1 := c.int(1)
		months, ok2 := c.int(2)
		days, ok3 := c.int(3)
		if !ok || !ok1 || !ok2 || !ok3 || t.zero {
			return c.unknown()
		}
		d := (years*365 + months*30 + days) * int64(24*time.Hour) // as long as most
		return Instant{lo: saturate(t.lo, d), hi: saturate(t.hi, d)}
	},
	"(time.Time).Truncate": func(c *call) Value {
		t, ok := instant(c.arg(0))
		d, known := c.int(1)
		if !ok || !known || t.zero || d <= 0 {
			return c.arg(0)
		}
		// Nobody knows what time it is when the replay begins.
		return Instant{lo: t.lo - time.Duration(d) + 1, hi: t.hi}
	},
	"(time.Time).Sub": func(c *call) Value {
		c.m.looked = true
		a, ok1 := instant(c.arg(0))
		b, ok2 := instant(c.arg(1))
		if !ok1 || !ok2 {
			return c.unknown()
		}
		if b.zero && !a.zero {
			return int64(math.MaxInt64)
		}
		return exact(int64(a.lo-b.lo), int64(a.hi-b.hi))
	},
	"(time.Time).Before": func(c *call) Value { return c.earlier(c.arg(0), c.arg(1)) },
	"(time.Time).After":  func(c *call) Value { return c.earlier(c.arg(1), c.arg(0)) },
	"(time.Time).Equal":  compareTimes(func(_ *machine, a, b Instant) Value { return a == b }),
	"(time.Time).Compare": compareTimes(func(m *machine, a, b Instant) Value {
		switch {
		case m.truth(m.timeLess(a, b)):
			return int64(-1)
		case a == b:
			return int64(0)
		}
		return int64(1)
	}),
	"(time.Time).IsZero": func(c *call) Value {
		t, ok := instant(c.arg(0))
		if !ok {
			return c.unknown()
		}
		return t.zero
	},
	"(time.Time).Unix":      stamp(time.Second),
	"(time.Time).UnixMilli": stamp(time.Millisecond),
	"(time.Time).UnixMicro": stamp(time.Microsecond),
	"(time.Time).UnixNano":  stamp(1),
	"(time.Time).UTC":       func(c *call) Value { return c.arg(0) },
	"(time.Time).Local":     func(c *call) Value { return c.arg(0) },
	"(time.Time).In":        func(c *call) Value { return c.arg(0) },
	"(time.Time).Round":     func(c *call) Value { return c.arg(0) },
	"(time.Time).Format":    func(*call) Value { return &Sym{name: "~", from: volatile, nonNil: true} },
	"(time.Time).String":    func(*call) Value { return &Sym{name: "~", from: volatile, nonNil: true} },
	"(time.Time).Nanosecond": func(c *call) Value {
		return Span{0, 999_999_999}
	},
	"(time.Duration).Seconds":      durationFloat(time.Second),
	"(time.Duration).Minutes":      durationFloat(time.Minute),
	"(time.Duration).Hours":        durationFloat(time.Hour),
	"(time.Duration).Milliseconds": durationInt(time.Millisecond),
	"(time.Duration).Microseconds": durationInt(time.Microsecond),
	"(time.Duration).Nanoseconds":  durationInt(1),
	"(time.Duration).Round":        roundDuration(time.Duration.Round),
	"(time.Duration).Truncate":     roundDuration(time.Duration.Truncate),
	"(time.Duration).Abs": func(c *call) Value {
		if d, ok := c.int(0); ok {
			return int64(time.Duration(d).Abs())
		}
		return c.arg(0)
	},
	"(time.Duration).String": func(c *call) Value {
		if d, ok := c.int(0); ok {
			return time.Duration(d).String()
		}
		return c.unknown()
	},
}

func saturate(t time.Duration, d int64) time.Duration {
	s := t + time.Duration(d)
	if d > 0 && s < t {
		return math.MaxInt64
	}
	return s
}

func containsTimer(ts []*timer, t *timer) bool {
	for _, x := range ts {
		if x == t {
			return true
		}
	}
	return false
}
