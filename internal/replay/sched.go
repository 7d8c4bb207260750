package replay

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"sync"
	"time"
)

// clock is virtual time since the start of the replay. Where delays are random
// it has two ends. A delay that is not known adds nothing and is counted.
type clock struct {
	lo, hi  time.Duration
	endless int
}

const horizon = 365 * 24 * time.Hour

// Instant is a time.Time.
type Instant struct {
	lo, hi time.Duration
	zero   bool // the zero Time
}

func (m *machine) now() Instant { return Instant{lo: m.lo, hi: m.hi} }

// after is an instant that lies a delay after now. ok is false where the delay
// is not known.
func (m *machine) after(d Value) (at Instant, ok bool) {
	s, _, ok := span(d)
	if !ok {
		return Instant{}, false
	}
	return Instant{lo: addTime(m.lo, s.Lo), hi: addTime(m.hi, s.Hi)}, true
}

func addTime(t time.Duration, d int64) time.Duration {
	if d <= 0 {
		return t
	}
	if s := t + time.Duration(d); s >= t {
		return s
	}
	return math.MaxInt64
}

// advance moves the clock on to an instant.
func (m *machine) advance(to Instant) {
	m.lo, m.hi = max(m.lo, to.lo), max(m.hi, to.hi)
	if m.lo > horizon {
		m.stop(endHorizon)
	}
}

// passed says whether an instant has come.
func (m *machine) passed(at Instant) bool { return at.hi <= m.hi }

// sched runs one goroutine at a time, and moves the clock on when all wait.
type sched struct {
	tasks  []*task
	cur    *task
	timers []*timer
	abort  chan struct{}
	wg     sync.WaitGroup
	reason string
	idle   int  // events since the last send
	looked bool // at the clock, since then
	done   bool
	fed    bool
	silent *Chan // that of a context from outside
}

// task is a goroutine of the replayed code.
type task struct {
	wake  chan struct{}
	ready func() bool // nil: can run
	at    func() (Instant, bool)
	chans []*Chan      // what it waits on to receive from
	first func()       // in a select: looks which case can go on before all others
	via   []Activation // who put there what was received last from a queue
	over  bool
}

// timer calls a function, or fires its channel, at a time.
type timer struct {
	at     Instant
	active bool
	period time.Duration // of a ticker
	ch     *Chan         // nil for AfterFunc
	fn     *Closure
	frame  *Frame
	never  bool // its delay is not known
}

func (t *timer) nativeName() string { return "timer" }

// Chan is a channel.
type Chan struct {
	name    string // of one from outside: a parameter, or made by a constructor
	foreign bool   // made by somebody else
	buf     []parcel
	size    int
	closed  bool
	send    []*sending
	recv    int // tasks that wait to receive
	timer   *timer
	done    *ctxValue
	elem    *Type
}

// roomy is the size of a channel whose size is not known: large enough.
const roomy = 1 << 20

type sending struct {
	parcel
	done bool
}

// parcel is a value on its way through a channel, and who sent it.
type parcel struct {
	v    Value
	from []Activation
}

// parcel packs a value for a channel. Who sends it matters for queues: what
// somebody puts back there is sent again because of them.
func (m *machine) parcel(f *Frame, v Value) parcel {
	p := parcel{v: copyOf(v), from: stackOf(f)}
	return p
}

// unpack takes a value out of a parcel.
func (m *machine) unpack(p parcel) Value {
	if p.from != nil {
		m.cur.via = p.from
	}
	return p.v
}

func (m *machine) namedChan(name string, elem *Type) *Chan {
	if c := m.chans[name]; c != nil {
		return c
	}
	c := &Chan{name: name, elem: elem, foreign: true}
	m.chans[name] = c
	return c
}

// canRecv says whether a receive would not wait.
func (m *machine) canRecv(c *Chan) bool {
	switch {
	case c == nil:
		return false
	case c.timer != nil:
		return c.timer.active && !c.timer.never && m.passed(c.timer.at)
	case c.done != nil:
		return m.ctxErr(c.done) != nil
	}
	return len(c.buf) > 0 || len(c.send) > 0 || c.closed
}

// firesAt is when a channel that is tied to the clock becomes ready.
func (m *machine) firesAt(c *Chan) (Instant, bool) {
	switch {
	case c == nil:
	case c.timer != nil && c.timer.active && !c.timer.never:
		return c.timer.at, true
	case c.done != nil:
		return c.done.endsAt()
	}
	return Instant{}, false
}

// take receives from a channel that is ready.
func (m *machine) take(c *Chan) (Value, bool) {
	switch {
	case c.timer != nil:
		t := c.timer
		v := t.at
		if t.period > 0 {
			// A ticker keeps one tick; those missed meanwhile are dropped.
			late := m.hi - t.at.hi
			step := late - late%t.period + t.period
			t.at = Instant{lo: t.at.lo + step, hi: t.at.hi + step}
		} else {
			t.active = false
		}
		return v, true
	case c.done != nil:
		return m.zero(c.elem), false
	case len(c.buf) > 0:
		v := m.unpack(c.buf[0])
		c.buf = c.buf[1:]
		if len(c.send) > 0 {
			c.buf = append(c.buf, c.send[0].parcel)
			c.send[0].done = true
			c.send = c.send[1:]
		}
		return v, true
	case len(c.send) > 0:
		s := c.send[0]
		s.done = true
		c.send = c.send[1:]
		return m.unpack(s.parcel), true
	}
	return m.zero(c.elem), false
}

func (m *machine) receive(c *Chan) (Value, bool) {
	if !m.canRecv(c) {
		m.block(func() bool { return m.canRecv(c) }, func() (Instant, bool) { return m.firesAt(c) }, c)
	}
	return m.take(c)
}

func (m *machine) sendTo(f *Frame, c *Chan, v Value) *userPanic {
	if c == nil {
		m.block(func() bool { return false }, nil)
	}
	if c.closed {
		return m.runtimePanic("send on closed channel")
	}
	if c.foreign && c.recv == 0 {
		return nil // whoever reads it is elsewhere
	}
	if len(c.buf) < c.size {
		c.buf = append(c.buf, m.parcel(f, v))
		m.settle()
		return nil
	}
	s := &sending{parcel: m.parcel(f, v)}
	c.send = append(c.send, s)
	m.settle()
	m.block(func() bool { return s.done }, nil)
	return nil
}

// settle lets the selects that wait take what has just become possible, even
// if something else becomes possible before they go on: a value is handed to
// whoever waits for it.
func (m *machine) settle() {
	for _, t := range m.tasks {
		if !t.over && t.first != nil {
			t.first()
		}
	}
}

// block suspends the running task until ready.
func (m *machine) block(ready func() bool, at func() (Instant, bool), chans ...*Chan) {
	t := m.cur
	t.ready, t.at, t.chans = ready, at, chans
	for _, c := range chans {
		if c != nil {
			c.recv++
		}
	}
	m.pass(t)
	for _, c := range chans {
		if c != nil {
			c.recv--
		}
	}
	t.ready, t.at, t.chans = nil, nil, nil
}

// pass hands the baton to the next task that can run, and waits until it comes
// back to t.
func (m *machine) pass(t *task) {
	next := m.next()
	if next == t {
		return
	}
	m.cur = next
	next.wake <- struct{}{}
	m.await(t)
}

func (m *machine) await(t *task) {
	select {
	case <-t.wake:
		m.cur = t
	case <-m.abort:
		panic(stopRun{})
	}
}

// How many events may pass without a send: of a ticker, say. More, where the
// code looks at the clock meanwhile, because something may be due later.
const (
	maxBlind  = 300
	maxEvents = 4000
)

// next finds who goes on: whoever is ready, in order of arrival; else the
// clock moves to the next event.
func (m *machine) next() *task {
	for {
		for i, t := range m.tasks {
			if t.over || t.ready != nil && !t.ready() {
				continue
			}
			// Round robin: the others get their turn first next time.
			m.tasks = append(append(slices.Clone(m.tasks[:i]), m.tasks[i+1:]...), t)
			return t
		}
		at, ok := m.nextEvent()
		if !ok {
			if m.feed(false) || m.hand() {
				continue
			}
			m.stop(endIdle)
		}
		// Who also listens to a ticker has something to do before it ticks, if
		// nobody else could hand it in.
		if len(m.sends) == 0 && len(m.ex.Handing) == 0 && m.feed(true) {
			continue
		}
		if m.idle++; m.idle > maxEvents || m.idle > maxBlind && (m.done || !m.looked) {
			if m.hand() {
				m.idle = 0
				continue
			}
			m.stop(endIdle)
		}
		m.advance(at)
		m.fire()
	}
}

func (m *machine) nextEvent() (best Instant, found bool) {
	consider := func(at Instant, ok bool) {
		if ok && (!found || at.hi < best.hi || at.hi == best.hi && at.lo < best.lo) {
			best, found = at, true
		}
	}
	for _, t := range m.tasks {
		if !t.over && t.at != nil {
			consider(t.at())
		}
	}
	for _, t := range m.timers {
		consider(t.at, t.active && t.fn != nil && !t.never)
	}
	return best, found
}

// fire starts the functions of timers whose time has come.
func (m *machine) fire() {
	for _, t := range slices.Clone(m.timers) {
		if t.active && t.fn != nil && !t.never && m.passed(t.at) {
			t.active = false
			m.spawn(t.frame, t.fn, nil)
		}
	}
	m.timers = slices.DeleteFunc(m.timers, func(t *timer) bool { return !t.active && t.fn == nil })
}

// feed gives one item to a channel from outside that is waited on: a queue is
// replayed with one item. It is data for who was handed the channel, or whatever
// else there is.
func (m *machine) feed(data bool) bool {
	for _, own := range []bool{false, true} {
		for _, t := range m.tasks {
			for _, c := range t.chans {
				if !t.over && m.feedable(c, own) && (!data || !own && c.elem.carries()) {
					m.feedTo(c)
					return true
				}
			}
		}
	}
	return false
}

// feedable says whether somebody else could put something into a channel: it
// comes from outside, or it was made here and lies where others find it.
func (m *machine) feedable(c *Chan, own bool) bool {
	if m.fed || c == nil || c.closed || c.timer != nil || c.done != nil {
		return false
	}
	return c.name != "" || own && m.published(c)
}

func (m *machine) feedTo(c *Chan) {
	m.fed = true
	c.buf = append(c.buf, parcel{v: m.symbolic("item of "+cmp.Or(c.name, "a channel"), c.elem, 0)})
}

// published says whether a channel can be reached from a receiver or a package
// variable.
func (m *machine) published(c *Chan) bool {
	for _, v := range m.made {
		if reaches(v, c, 0) {
			return true
		}
	}
	for _, g := range m.globals {
		if reaches(g, c, 0) {
			return true
		}
	}
	return false
}

// reaches says whether a channel is part of a value.
func reaches(v Value, c *Chan, depth int) bool {
	if depth > 8 {
		return false
	}
	within := func(cells []*Cell) bool {
		return slices.ContainsFunc(cells, func(e *Cell) bool { return e != nil && reaches(e.v, c, depth+1) })
	}
	switch v := v.(type) {
	case *Chan:
		return v == c
	case *Cell:
		return reaches(v.v, c, depth+1)
	case Boxed:
		return reaches(v.v, c, depth+1)
	case *Struct:
		return within(v.f)
	case *Array:
		return within(v.e)
	case List:
		return within(v.e)
	case *Map:
		for _, e := range v.m {
			if reaches(e.k, c, depth+1) || reaches(e.v, c, depth+1) {
				return true
			}
		}
	}
	return false
}

// spawn starts a goroutine.
func (m *machine) spawn(parent *Frame, fn *Closure, args []Value) {
	parent = parent.frozen()
	m.start(func() {
		if _, p := m.callClosure(parent, fn, args); p != nil {
			m.stop("a goroutine panics")
		}
	})
}

func (m *machine) start(run func()) {
	if len(m.tasks) > 200 {
		m.tasks = slices.DeleteFunc(m.tasks, func(t *task) bool { return t.over })
		if len(m.tasks) > 200 {
			m.stop("it starts too many goroutines")
		}
	}
	t := &task{wake: make(chan struct{})}
	m.tasks = append(m.tasks, t)
	m.wg.Add(1)
	go func() {
		defer m.wg.Done()
		defer m.caught(t)
		m.await(t)
		run()
		t.over = true
		next := m.next()
		m.cur = next
		next.wake <- struct{}{}
	}()
}

// caught ends the whole run when a goroutine of it was stopped.
func (m *machine) caught(t *task) {
	r := recover()
	if r == nil {
		return
	}
	if _, ok := r.(stopRun); !ok {
		m.fail(r)
	}
	t.over = true
	m.quit()
}

// quit releases everybody who waits. Only the holder of the baton, or somebody
// who was released, comes here.
func (m *machine) quit() {
	select {
	case <-m.abort:
	default:
		close(m.abort)
	}
}

// run plays one path: the root, and then what it left running.
func (m *machine) run(root func()) {
	m.abort = make(chan struct{})
	t := &task{wake: make(chan struct{})}
	m.tasks, m.cur = []*task{t}, t
	defer m.wg.Wait()
	defer m.caught(t)
	root()
	m.done, m.idle = true, 0
	m.block(func() bool { return false }, nil)
}

// fail notes a defect of the replay itself: never a finding, never a crash.
func (m *machine) fail(r any) {
	if m.reason == "" {
		m.reason = internalDefect + stringOf(r)
	}
}

func stringOf(r any) string {
	switch r := r.(type) {
	case error:
		return r.Error()
	case string:
		return r
	}
	return "panic"
}

// Ends of a run that are no failure.
const (
	endIdle    = "nothing is left to do"
	endHorizon = "a year is over"
	endSends   = "enough sends"
	endProof   = "the schedule is proven"
)

// sleep lets a delay pass.
func (m *machine) sleep(d Value) {
	at, ok := m.after(d)
	if !ok {
		m.endless++
		return
	}
	if at.hi <= m.hi {
		return
	}
	m.block(func() bool { return m.passed(at) }, func() (Instant, bool) { return at, true })
}

// selectOn is a select statement: index, whether a value was received, and the
// values, as go/ssa has it.
func (m *machine) selectOn(f *Frame, chans []*Chan, sends []Value, isSend []bool, blocking bool) (int, Value, bool) {
	var waits []*Chan // while it blocks: it does not receive what it sends itself
	own := func(c *Chan) (n int) {
		for _, w := range waits {
			if w == c {
				n++
			}
		}
		return n
	}
	ready := func() []int {
		var out []int
		for i, c := range chans {
			switch {
			case c == nil:
			case isSend[i]:
				if c.closed || len(c.buf) < c.size || c.recv > own(c) && len(c.send) == 0 || c.foreign && c.recv == own(c) {
					out = append(out, i)
				}
			case m.canRecv(c):
				out = append(out, i)
			}
		}
		return out
	}
	now := ready()
	if len(now) == 0 {
		for i, c := range chans {
			// What is only looked at, as a rule is not empty, either; but a
			// signal that one has to stop is not given.
			if !blocking && !isSend[i] && m.feedable(c, false) && c.elem.carries() {
				m.feedTo(c)
			}
		}
		if now = ready(); len(now) == 0 && !blocking {
			return -1, nil, false
		}
	}
	if len(now) == 0 {
		for i, c := range chans {
			if c != nil && !isSend[i] {
				waits = append(waits, c)
			}
		}
		m.unknownTimers(chans)
		settled := -1
		m.cur.first = func() {
			if now := ready(); settled < 0 && len(now) == 1 {
				settled = now[0]
			}
		}
		m.block(func() bool { return len(ready()) > 0 }, func() (best Instant, found bool) {
			for i, c := range chans {
				if at, ok := m.firesAt(c); ok && !isSend[i] && (!found || at.hi < best.hi) {
					best, found = at, true
				}
			}
			return best, found
		}, waits...)
		waits = nil
		m.cur.first = nil
		if now = ready(); slices.Contains(now, settled) {
			now = []int{settled}
		}
	}
	i := now[0]
	if len(now) > 1 {
		// Several are ready: the runtime takes any.
		m.ties++
		i = now[m.choose("select "+f.fn.Name+":"+strconv.Itoa(f.pc)+" "+strconv.Itoa(m.ties), len(now), fromAnswer)]
	}
	if isSend[i] {
		c := chans[i]
		if len(c.buf) < c.size {
			c.buf = append(c.buf, m.parcel(f, sends[i]))
			m.settle()
		} else if c.recv > 0 {
			c.send = append(c.send, &sending{parcel: m.parcel(f, sends[i])})
			m.settle()
		}
		return i, nil, false
	}
	v, ok := m.take(chans[i])
	return i, v, ok
}

// unknownTimers lets a timer of an unknown delay fire where it is waited for:
// it adds nothing to the clock, and marks the gap.
func (m *machine) unknownTimers(chans []*Chan) {
	for _, c := range chans {
		if c != nil && c.timer != nil && c.timer.active && c.timer.never {
			m.endless++
			c.timer.never = false
			c.timer.at = m.now()
		}
	}
}
