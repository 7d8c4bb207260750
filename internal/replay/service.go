package replay

import (
	"slices"
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/body"
)

// Apple's numbers that the replay pins.
const (
	numberInternal = 9603
	numberAssigned = 9616
)

// sendTime is what a send takes.
const sendTime = time.Millisecond

// Send is one request that was sent.
type Send struct {
	Key     string
	Lo, Hi  time.Duration // when it started
	endless int
	Stack   []Activation // innermost last
	What    string       // for people
	to      string       // method and URL
	Delay   []Activation // who waited last before it; nil for nobody
	Via     []Activation // who put the item back on the queue since the send before; nil for nobody
	Pinned  bool         // it was answered with the pinned number
	vpp     bool
	assigns kindOfRequest
	asked   int // the choices that were made before it was sent
}

// Activation is a function in the stack of a send, and where it was.
type Activation struct {
	Frame   *Frame
	Fn      *Func
	PC      int
	Entered bool   // through a function value
	Maker   *Frame // who made that function value
	Branch  int    // the last branch since the request was sent, or -1
}

// Took says whether the activation was handed the function value that another
// was entered by.
func (a Activation) Took(by Activation) bool {
	if by.Frame.entered == nil {
		return false
	}
	for i := range a.Fn.Params {
		v := unboxed(a.Frame.args[i])
		if c, ok := v.(*Closure); ok && c == by.Frame.entered {
			return true
		}
	}
	return false
}

// Configured is who, in a package, set up what the activation belongs to: the
// outermost to write to a field of its receiver, else the outermost to make, or
// have written to, that and what belongs to it; for a function value who had that
// made.
func (a Activation) Configured(pkg string) (Configuration, bool) {
	if a.Frame.entered != nil {
		if c, ok := configuredBy(a.Frame.entered.maker, pkg); ok {
			return c, true
		}
	}
	if !a.Fn.Method || len(a.Frame.args) == 0 {
		return Configuration{}, false
	}
	c, ok := a.Frame.args[0].(*Cell)
	if !ok {
		return Configuration{}, false
	}
	if s, ok := c.v.(*Struct); ok {
		var writer *Frame
		for _, f := range s.f {
			if w := f.by; w != nil && w.fn.pkg.Path == pkg && (writer == nil || w.depth < writer.depth) {
				writer = w
			}
		}
		if writer != nil {
			return Configuration{At: writer.At(), Written: true}, true
		}
	}
	return a.setUp(pkg, nil)
}

// Equipped is who, in a package, set up the client that the activation is part
// of, before it was called: the outermost to make, write to, or have written to,
// its receiver and what belongs to that in its own package.
func (a Activation) Equipped(pkg string) (Configuration, bool) {
	calling := map[*Frame]bool{}
	for f := a.Frame; f != nil; f = f.parent {
		calling[f.live()] = true
	}
	return a.setUp(pkg, calling)
}

// setUp is the outermost in a package to make, write to, or have written to, the
// receiver and what belongs to that in its own package; without those who did so
// in a call that goes on.
func (a Activation) setUp(pkg string, calling map[*Frame]bool) (Configuration, bool) {
	var best Configuration
	var depth int
	seen := map[*Cell]bool{}
	consider := func(by *Frame) {
		for f := by; f != nil && len(calling) > 0; f = f.parent {
			if calling[f.live()] {
				return
			}
		}
		if c, ok := configuredBy(by, pkg); ok && (best.At.Frame == nil || c.At.Frame.depth < depth) {
			best, depth = c, c.At.Frame.depth
		}
	}
	var visit func(c *Cell)
	visit = func(c *Cell) {
		if seen[c] || PackageOf(c.typ.named()) != a.Fn.pkg.Path {
			return
		}
		seen[c] = true
		consider(c.by)
		if s, ok := c.v.(*Struct); ok {
			for _, f := range s.f {
				consider(f.by)
				if next, ok := f.v.(*Cell); ok {
					visit(next)
				}
			}
		}
	}
	if a.Fn.Method && len(a.Frame.args) > 0 {
		if c, ok := a.Frame.args[0].(*Cell); ok {
			visit(c)
			if best.At.Frame == nil {
				consider(c.by)
			}
		}
	}
	return best, best.At.Frame != nil
}

// configuredBy looks among the callers of f for one in a package.
func configuredBy(f *Frame, pkg string) (Configuration, bool) {
	for callee := (*Frame)(nil); f != nil; callee, f = f, f.parent {
		if f.fn.pkg.Path != pkg {
			continue
		}
		c := Configuration{At: f.At()}
		if callee != nil {
			c.At.PC, c.args = callee.called, callee.args
		}
		return c, true
	}
	return Configuration{}, false
}

// live is the frame of which f is a frozen copy, or f.
func (f *Frame) live() *Frame {
	if f.was != nil {
		return f.was
	}
	return f
}

// Configuration is who set something up.
type Configuration struct {
	At      Activation
	Written bool    // field by field
	args    []Value // what was handed to who made it
}

// HasOptions says whether options were handed in, rather than plain values and
// other parts of the program: functions, and structs that are filled in.
func (c Configuration) HasOptions() bool { return slices.ContainsFunc(c.args, isSetting) }

func isSetting(v Value) bool {
	switch v := v.(type) {
	case *Closure:
		return true
	case Boxed:
		return isSetting(v.v)
	case List:
		return slices.ContainsFunc(v.e, func(c *Cell) bool { return isSetting(c.v) })
	case *Struct:
		return !standardFunc(v.typ.named()) && slices.ContainsFunc(v.typ.under().Fields, func(f body.StructField) bool { return exportedName(f.Name) })
	case *Cell:
		s, ok := v.v.(*Struct)
		return ok && isSetting(s)
	}
	return false
}

// At is a frame as an activation: where it is now.
func (f *Frame) At() Activation { return Activation{Frame: f, Fn: f.fn, PC: f.pc} }

// answer is what the service says to one send.
type answer struct {
	send   *Send
	number int64
	other  bool // another request is pinned, and this one succeeds
}

// origin is where what the answer holds comes from.
func (a *answer) origin() origin {
	if a.other {
		return fromOther
	}
	return fromAnswer
}

func (a *answer) prefix() string {
	if a.number == 0 {
		return "ok(" + nameOf(a.send.Key) + ")"
	}
	return "answer"
}

// service is the pinned service of one run.
type service struct {
	sends   []*Send
	delay   []Activation // who asked for the last delay
	assumed bool         // a default was used
	ties    int
}

// request is what is known of a request at the moment of sending.
type request struct {
	method, url string
	key         string
	from        origin
	ctx         Value
}

var volatileText = lazily(`(?i)((?:request_?id|correlation_?id|trace_?id|attempt|attempts|try|retry|timestamp|nonce|sent_?at|client_?time)(?:\\?")?[:=](?:\\?")?)([0-9A-Za-z.:+-]+)`)

// lasting is a request's key without what is volatile in texts.
func (x *Explorer) lasting(key string) string {
	short, ok := x.keys[key]
	if !ok {
		if x.keys == nil {
			x.keys = map[string]string{}
		}
		short = volatileText().ReplaceAllString(key, "$1~")
		x.keys[key] = short
	}
	return short
}

func (x *Explorer) kindOf(method, url string) kindOfRequest {
	k, ok := x.kinds[method+" "+url]
	if !ok {
		if x.kinds == nil {
			x.kinds = map[string]kindOfRequest{}
		}
		k = kindOf(method, url)
		x.kinds[method+" "+url] = k
	}
	return k
}

// dispatch sends a request: it is recorded, answered, and takes its time.
func (m *machine) dispatch(f *Frame, r request) *answer {
	key := m.ex.lasting(r.key)
	s := &Send{Key: key, Lo: m.lo, Hi: m.hi, endless: m.endless, Stack: stackOf(f), What: strings.TrimSpace(r.method + " " + r.url), to: r.method + " " + r.url + " ", assigns: m.ex.kindOf(r.method, r.url), asked: len(m.log)}
	if s.assigns == mayAssign && strings.Contains(r.key, takingAway) {
		s.assigns = changes
	}
	a := &answer{send: s, other: len(m.targets) > 0}
	switch kin := m.kin(s); {
	case slices.Contains(m.targets, key):
		a.number, a.other, s.Pinned = m.number, false, true
	case kin != "" && r.from&fromAnswer != 0:
		a.number, a.other, s.Pinned = m.number, false, true
		if r.from&fromEntries != 0 {
			s.Key = kin // the entries that failed, once more
		}
	}
	s.Via, m.cur.via = m.cur.via, nil
	s.Delay, m.delay = m.delay, nil
	for g := f; g != nil; g = g.parent {
		g.branch = -1
	}
	m.idle, m.looked = 0, false
	m.sends = append(m.sends, s)
	m.ex.sent(m, s)
	if len(m.sends) >= m.ex.budget.Sends {
		m.stop(endSends)
	}
	m.block(func() bool { return m.passed(Instant{lo: s.Lo + sendTime, hi: s.Hi + sendTime}) }, func() (Instant, bool) {
		return Instant{lo: s.Lo + sendTime, hi: s.Hi + sendTime}, true
	})
	return a
}

// kin is the first of the pinned requests that goes where s goes, "" for none.
func (m *machine) kin(s *Send) string {
	for _, t := range m.targets {
		if strings.HasPrefix(t, s.to) {
			return t
		}
	}
	return ""
}

// stackOf lists the activations above a send, outermost first.
func stackOf(f *Frame) []Activation {
	n := 0
	for g := f; g != nil; g = g.parent {
		n++
	}
	out := make([]Activation, n)
	for g := f; g != nil; g = g.parent {
		n--
		a := Activation{Frame: g, Fn: g.fn, PC: g.pc, Branch: g.branch}
		if g.was != nil {
			a.Frame = g.was
		}
		if g.entered != nil {
			a.Entered, a.Maker = true, g.entered.maker
		}
		out[n] = a
	}
	return out
}

// kindOfRequest says what a request can do, as far as method and URL tell.
type kindOfRequest uint8

const (
	mayAssign   kindOfRequest = iota
	neverAssign               // recognisably something else: 9616 cannot be its answer
	changes                   // neverAssign, and changes what the service knows
)

var (
	readPath  = lazily(`(?i)(\bget\w*Srv\b|/users\b|/client/config|/service/config|/status\b|ConfigSrv\b|\bregister|\bedit|\binvite)`)
	dropsPath = lazily(`(?i)(disassociate|retire|revoke|unassign)`)
)

func kindOf(method, url string) kindOfRequest {
	switch {
	case dropsPath().MatchString(url):
		return changes
	case strings.Trim(method, `"`) == "GET", strings.Trim(method, `"`) == "HEAD", readPath().MatchString(url):
		return neverAssign
	}
	return mayAssign
}

// Changes says whether the request takes licenses or users away, after which
// others start afresh.
func (s *Send) Changes() bool { return s.assigns == changes }

// Gap is the distance between two sends: its two ends, and whether it is known.
func Gap(a, b *Send) (lo, hi time.Duration, known bool) {
	return b.Lo - a.Lo, b.Hi - a.Hi, a.endless == b.endless
}

// CanAssign says whether the request could be answered with 9616.
func (s *Send) CanAssign() bool { return s.assigns == mayAssign }
