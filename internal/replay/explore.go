package replay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// Explorer replays the functions of a program.
type Explorer struct {
	Program *Program
	Budget  Budget
	// Fields are the constants that the package assigns to unexported fields:
	// "path.T.field" to the operands, absent where anything else is assigned.
	Fields map[string][]FieldValue
	// Constructors are the functions that make a type.
	Constructors map[string][]*Func
	// Options are the fields that other packages can have set.
	Options map[string]bool
	// FilledLater are the fields that are assigned outside of constructors.
	FilledLater map[string]bool
	// Maker is the constructor that makes the receiver of the root; nil for any.
	Maker *Func
	// Handing are the methods of that receiver with which others hand it what it
	// works on.
	Handing []*Func

	// Open counts every request, whoever answers it, and takes every call of an
	// unseen function that can fail for one: code that has nothing to do with
	// VPP is replayed, too.
	Open bool

	// Trace is called after every path, if it is set: for finding out why
	// something is silent.
	Trace func(path string, sends []*Send, decided map[string]int)

	leads leads
	marks map[string]bool   // call sites of unseen functions that send
	keys  map[string]string // of requests, without what is volatile
	// sending are the functions from which something was sent.
	sending map[*Func]bool
	kinds   map[string]kindOfRequest
	Stats   Stats
}

// FieldValue is a constant that is assigned to a field somewhere in fn.
type FieldValue struct {
	Fn    *Func
	Const body.Const
}

// question describes a path.
type question struct {
	name    string
	targets []string
	number  int64
	reason  string
	choices int
}

func (r question) String() string {
	return fmt.Sprintf("%s with %d for %q: %s after %d choices", r.name, r.number, r.targets, r.reason, r.choices)
}

// Stats count what replays have cost, all together and the most expensive one.
// Those of one question are what the budget limits.
type Stats struct {
	Runs, Steps                                       int
	MaxRuns, MaxTotal, MaxSteps, MaxChoices, MaxDepth int
}

// exploration is one question: all paths of a root under one pinned answer.
type exploration struct {
	*Explorer
	root     *Func
	budget   Budget
	targets  []string
	number   int64
	runs     int
	total    int
	lost     int
	discover bool
	found    string // call site that turned out to send
	visit    func(*machine, *Send) bool
	given    Way          // answers that are settled
	met      bool         // something was sent
	asked    []Activation // who asked the last path for a choice, at the last
}

// Path is one way through a root.
type Path struct {
	Sends []*Send
	// Undecided is why the path could not be followed to its end; "" if it was.
	Undecided string
	Where     []Activation // where it was then
	Proof     bool
	Ended     bool // the code stopped by itself
	Default   bool // a limit or delay on it may be a default
	log       []choice
}

// Outcome is what an exploration has shown.
type Outcome struct {
	Found     bool
	Path      Path         // the path that shows it
	Undecided string       // why nothing could be shown, if that is not because it is clean
	Where     []Activation // where that was
	choices   []int
	// Met are the requests that go where a pinned one went, and are met only
	// because that failed.
	Met []*Send
}

// Pinned explores a root with requests pinned to a number: one, and others that
// have to fail before it is sent. judge is asked after each send of these, with
// all sends so far, and what is taken for granted; true is proof. The outcome is found where some choice of what the configuration may be, and
// every choice of what the answer may be, leads to proof.
func (x *Explorer) Pinned(root *Func, targets []string, number int64, judge func([]*Send, Way) bool) Outcome {
	e := &exploration{Explorer: x, root: root, budget: x.Budget, targets: targets, number: number}
	var met []*Send
	e.visit = func(m *machine, s *Send) bool {
		if !s.Pinned && m.kin(s) != "" && !slices.ContainsFunc(met, func(o *Send) bool { return o.Key == s.Key }) {
			met = append(met, s)
		}
		return s.Pinned && judge(m.sends, m.way())
	}
	out := e.evaluate(nil)
	out.Met = met
	if out.Found {
		// Once more along the same path, to see where it goes after the proof.
		e.visit = func(*machine, *Send) bool { return false }
		e.runs, e.total, e.lost = 0, 0, 0
		out.Path, _, _ = e.path(out.choices)
	}
	return out
}

// maxRepeats is how often a request is sent on a path on which all succeeds,
// until that is known to be a poll.
const maxRepeats = 12

// Sends says whether something was sent from a function so far.
func (x *Explorer) Sends(fn *Func) bool { return x.sending[fn] }

// Succeeding explores a root with every request succeeding, along the paths
// that go a given way; nil is any. each is called after every path; it returns
// false to end the exploration. The result says why not all paths were seen, ""
// if they were.
func (x *Explorer) Succeeding(root *Func, given Way, each func([]*Send) bool) (missed string, where []Activation) {
	for {
		e := &exploration{Explorer: x, root: root, budget: x.Budget, discover: true, given: given}
		e.visit = func(m *machine, s *Send) bool {
			n := 0
			for _, t := range m.sends {
				if t.Key == s.Key {
					n++
				}
			}
			return n >= maxRepeats
		}
		if given == nil {
			x.leads = leads{root: root}
		}
		missed, where := e.all(func(p Path) bool {
			if given == nil {
				x.leads.note(p)
			}
			return e.found == "" && each(e.counted(p.Sends))
		})
		if e.found == "" || x.marks[e.found] {
			return missed, where
		}
		if x.marks == nil {
			x.marks = map[string]bool{}
		}
		x.marks[e.found] = true
	}
}

// First replays a root along the first way through it, with one request pinned.
func (x *Explorer) First(root *Func, target string, number int64) Path {
	e := &exploration{Explorer: x, root: root, budget: x.Budget, targets: []string{target}, number: number}
	e.visit = func(*machine, *Send) bool { return false }
	p, _, _ := e.path(nil)
	return p
}

// counted are the sends that a schedule is made of.
func (e *exploration) counted(sends []*Send) []*Send {
	return slices.DeleteFunc(slices.Clone(sends), func(s *Send) bool { return !s.vpp && !e.Open })
}

// all walks every path, until one cannot be followed to its end: then nothing
// is known of the others, either.
func (e *exploration) all(each func(Path) bool) (missed string, where []Activation) {
	open := [][]int{nil}
	for len(open) > 0 {
		prefix := open[len(open)-1]
		open = open[:len(open)-1]
		p, log, ok := e.path(prefix)
		if !ok {
			return tooMany, e.asked
		}
		if more := each(p); !more || p.Undecided != "" {
			return p.Undecided, p.Where
		}
		for i := len(prefix); i < len(log); i++ {
			for way := log[i].n - 1; way >= 1; way-- {
				alt := make([]int, i+1)
				for j := range i {
					alt[j] = log[j].taken
				}
				alt[i] = way
				open = append(open, alt)
			}
		}
	}
	return "", nil
}

// TooManySteps is why a path that takes more steps than the budget has is not
// followed to its end.
const TooManySteps = "it takes too many steps"

const tooMany = "there are too many ways through it"

// evaluate decides the tree of choices below a prefix.
func (e *exploration) evaluate(prefix []int) Outcome {
	p, log, ok := e.path(prefix)
	if !ok {
		return Outcome{Undecided: tooMany, Where: e.asked}
	}
	leaf := Outcome{Found: p.Proof, Path: p, Undecided: p.Undecided, Where: p.Where}
	for _, c := range log {
		leaf.choices = append(leaf.choices, c.taken)
	}
	return e.resolve(log, len(prefix), leaf)
}

// resolve decides the choice at i of a path, of which leaf is the end: where
// every way is needed, all must show it; otherwise one is enough.
func (e *exploration) resolve(log []choice, i int, leaf Outcome) Outcome {
	if i == len(log) || !leaf.Found && !slices.ContainsFunc(log[i:], func(c choice) bool { return !c.every || c.limit }) {
		return leaf
	}
	c := log[i]
	others := func(each func(Outcome) (more bool)) {
		for way := range c.n {
			if way == c.taken {
				continue
			}
			if (!c.every || c.limit) && e.astray(log[:i], choice{key: c.key, taken: way}) {
				continue
			}
			prefix := make([]int, i+1)
			for k := range i {
				prefix[k] = log[k].taken
			}
			prefix[i] = way
			if !each(e.evaluate(prefix)) {
				return
			}
		}
	}
	if !c.every {
		out := e.resolve(log, i+1, leaf)
		if !out.Found {
			others(func(o Outcome) bool {
				if !o.Found && o.Undecided == "" {
					o.Undecided, o.Where = out.Undecided, out.Where
				}
				out = o
				return !o.Found
			})
		}
		return out
	}
	var out *Outcome // of the other ways
	others(func(o Outcome) bool {
		if c.limit && o.idle() {
			return true // with this limit the request is not even sent once
		}
		out = &o
		return o.Found
	})
	if out != nil && !out.Found {
		return *out
	}
	own := e.resolve(log, i+1, leaf)
	if out != nil && c.limit && own.idle() {
		return *out
	}
	return own
}

// idle says whether the request is never sent, so that nothing is shown.
func (o Outcome) idle() bool {
	return !o.Found && o.Undecided == "" && !slices.ContainsFunc(o.Path.Sends, func(s *Send) bool { return s.Pinned })
}

// known says whether a path that ended so is known to its end.
func known(reason string) bool {
	switch reason {
	case "", endIdle, endHorizon, endSends, endProof, endExit, endPanic:
		return true
	}
	return false
}

const endPanic = "it panics"

// path runs one path.
func (e *exploration) path(prefix []int) (Path, []choice, bool) {
	if e.runs++; e.runs > e.budget.Runs || e.total > e.budget.Total || e.discover && !e.met && e.total > e.budget.Total/10 {
		return Path{}, nil, false
	}
	if e.lost >= e.budget.Lost {
		return Path{}, nil, false
	}
	m := &machine{
		prog: e.Program, ex: e, targets: e.targets, number: e.number, prefix: prefix,
		decided: map[string]int{}, equalities: equalities{equal: map[string]string{}}, bounds: map[string]Span{},
		mem: map[string]*Cell{}, chans: map[string]*Chan{}, globals: map[string]*Cell{}, inited: map[string]bool{},
		version: map[string]int{}, decoding: map[string]bool{}, made: map[string]Value{}, asked: map[site]int{}, last: map[site]asked{},
	}
	m.run(func() { m.enter(e.root) })
	if e.Trace != nil {
		e.Trace(question{e.root.Name, e.targets, e.number, m.reason, len(m.log)}.String(), m.sends, m.decided)
	}
	e.total += m.steps
	if m.reason == TooManySteps {
		e.lost++
	}
	e.Stats.Runs++
	e.Stats.Steps += m.steps
	e.Stats.MaxRuns = max(e.Stats.MaxRuns, e.runs)
	e.Stats.MaxTotal = max(e.Stats.MaxTotal, e.total)
	e.Stats.MaxSteps = max(e.Stats.MaxSteps, m.steps)
	e.Stats.MaxDepth = max(e.Stats.MaxDepth, m.depth)
	e.Stats.MaxChoices = max(e.Stats.MaxChoices, len(m.log))
	p := Path{Sends: m.sends, Proof: m.reason == endProof, Ended: m.reason != endSends && m.reason != endHorizon, Default: m.assumed, log: m.log}
	if !known(m.reason) {
		p.Undecided, p.Where = m.reason, stackOf(m.at)
	}
	if f := m.asking; f != nil {
		e.asked = stackOf(f)
		e.asked[len(e.asked)-1].PC = m.askedAt
	}
	return p, m.log, true
}

// sent is told of every send; it ends the path when the schedule is proven.
func (e *exploration) sent(m *machine, s *Send) {
	e.met = true
	for _, at := range s.Stack {
		if e.sending == nil {
			e.sending = map[*Func]bool{}
		}
		e.sending[at.Fn] = true
	}
	if e.visit(m, s) {
		m.stop(endProof)
	}
}

// enter calls the root with arguments that are not known.
func (m *machine) enter(root *Func) {
	args := make([]Value, len(root.Params))
	for i, p := range root.Params {
		t := root.pkg.typ(p, nil)
		switch {
		case i == 0 && root.Method:
			args[i] = m.receiverFor(root, m.ex.receiver(m, nil, t.named(), "receiver"))
		case i == len(root.Params)-1 && root.Variadic && isOption(t):
			args[i] = Null{} // an option left out
		default:
			args[i] = m.parameter("p"+strconv.Itoa(i), t)
		}
	}
	v, p := m.invoke(nil, root, nil, args, nil, nil, nil)
	if p != nil {
		m.stop(endPanic)
	}
	m.exercise(v, 0)
}

// exercise calls the functions that a root returns, and uses its clients:
// whoever gets them will.
func (m *machine) exercise(v Value, depth int) {
	switch v := v.(type) {
	case Tuple:
		for _, x := range v {
			m.exercise(x, depth)
		}
	case Boxed:
		m.exercise(v.v, depth)
	case *Cell:
		m.use(v)
	case *Closure:
		if v.fn == nil || depth > 2 || !m.prog.sends(v.fn) {
			return
		}
		res, p := m.callClosure(nil, v, m.argumentsOf(v, "q"+strconv.Itoa(depth)))
		if p != nil {
			m.stop(endPanic)
		}
		m.exercise(res, depth+1)
	}
}

// argumentsOf makes arguments up for a function value that somebody unseen
// calls.
func (m *machine) argumentsOf(clo *Closure, name string) []Value {
	args := make([]Value, len(clo.fn.Params))
	for i, p := range clo.fn.Params {
		args[i] = m.parameter(name+"."+strconv.Itoa(i), clo.fn.pkg.typ(p, clo.env))
	}
	return args
}

// isOption says whether the entries of a variadic parameter are functions or
// interfaces: things that are usually left out.
func isOption(t *Type) bool {
	u := t.under()
	if u == nil || u.Kind != body.KSlice {
		return true
	}
	k := u.elem().kind()
	return k == body.KFunc || k == body.KInterface
}

// parameter makes up an argument. Pointers and interfaces from outside are
// there, unless the code asks.
func (m *machine) parameter(name string, t *Type) Value {
	v := m.symbolic(name, t, 0)
	if s, ok := v.(*Sym); ok && t.named() == "context.Context" {
		s.nonNil = true
	}
	return v
}

// receiver makes a value of a type: with one of its constructors, if there are
// any; otherwise its fields are not known.
func (e *exploration) receiver(m *machine, f *Frame, typ, name string) Value {
	if v := m.made[typ]; v != nil {
		return v
	}
	made := e.Constructors[typ]
	if len(made) > 0 && !m.making {
		m.making = true
		defer func() { m.making = false }()
		fn := e.Maker
		if fn == nil || !slices.Contains(made, fn) {
			fn = made[m.choose("constructor of "+typ, len(made), 0)]
		}
		args := make([]Value, len(fn.Params))
		for i, p := range fn.Params {
			t := fn.pkg.typ(p, nil)
			if i == len(fn.Params)-1 && fn.Variadic && isOption(t) {
				args[i] = Null{}
				continue
			}
			args[i] = m.parameter("new"+strconv.Itoa(i), t)
		}
		v, p := m.invoke(f, fn, nil, args, nil, nil, nil)
		if t, ok := v.(Tuple); ok && len(t) > 0 {
			v = t[0]
		}
		v = unboxed(v)
		switch v.(type) {
		case *Cell, *Struct:
			if p == nil {
				e.lived(m, v, name, 0)
				m.made[typ] = v
				return v
			}
		}
	}
	t := m.prog.known[typ]
	c := &Cell{typ: t, name: name, v: m.symbolic(name, t, 0)}
	e.knownFields(m, c, typ)
	m.made[typ] = c
	return c
}

// lived is what becomes of a new value in time: the lists, maps and queues that
// other functions fill are not empty. What is inside of another package's value
// is as that package made it, but for queues.
func (e *exploration) lived(m *machine, v Value, name string, depth int) {
	if c, ok := v.(*Cell); ok {
		v = c.v
	}
	s, ok := v.(*Struct)
	if !ok || depth > maxNested {
		return
	}
	u := s.typ.under()
	own := PackageOf(s.typ.named()) == e.root.pkg.Path
	for i, f := range u.Fields {
		if i >= len(s.f) {
			break
		}
		t, name, field := u.sub(f.Type), name+"."+f.Name, s.typ.named()+"."+f.Name
		switch old := s.f[i].v.(type) {
		case bool:
			// A switch that nobody has set here: it is somebody else's.
			if own && !old && s.f[i].by == nil && (exportedName(f.Name) && !e.FilledLater[field] || e.Options[field]) {
				s.f[i].v = m.symbolic(name, t, 0)
			}
		case *Cell:
			if l := m.fieldOf(old, "len"); old.typ.named() == "container/list.List" && l != nil && l.v == Value(int64(0)) {
				m.queue(old, name)
			} else if e.knows(old.typ) {
				e.lived(m, old, name, depth+1)
			}
		case *Struct:
			if e.knows(old.typ) {
				e.lived(m, old, name, depth+1)
			}
		case Null:
			k := t.kind()
			if e.FilledLater[field] && (k == body.KSlice || k == body.KMap) || e.Options[field] && k == body.KPointer && s.f[i].by == nil {
				s.f[i].v = m.symbolic(name, t, 0)
			}
		case *Map:
			if own && len(old.keys) == 0 && t.kind() == body.KMap {
				old.sym, old.fresh = &Sym{name: name, typ: t}, true
			}
		}
	}
}

// maxNested is how deep inside of a new value its parts are looked at.
const maxNested = 3

// knows says whether a struct is declared in one of the packages at hand.
func (e *exploration) knows(t *Type) bool { return e.Program.pkgs[PackageOf(t.named())] != nil }

// knownFields gives unexported fields the constants that the package assigns
// to them.
func (e *exploration) knownFields(m *machine, c *Cell, typ string) {
	s, ok := c.v.(*Struct)
	if !ok {
		return
	}
	u := s.typ.under()
	for i, f := range u.Fields {
		vals := e.Fields[typ+"."+f.Name]
		if len(vals) == 0 || i >= len(s.f) {
			continue
		}
		v := vals[m.choose("field "+typ+"."+f.Name, len(vals), 0)]
		frame := &Frame{fn: &Func{Func: &body.Func{Name: v.Fn.Name, Consts: []body.Const{v.Const}}, pkg: v.Fn.pkg, consts: plain([]body.Const{v.Const})}}
		s.f[i].v = frame.get(m, ^0)
	}
}

// asVPP is an error, or another value of an interface, seen as a VPP response
// that carries the number; nil if it is none.
func (e *exploration) asVPP(m *machine, s *Sym, t *Type) Value {
	inner := t
	if t != nil && t.Kind == body.KPointer {
		inner = t.elem()
	}
	carries := m.carrier(inner)
	if inner.kind() != body.KStruct || !ownNumber(inner.under(), 0) && !inner.vpp() && !carries {
		return nil
	}
	if s.raw == nil {
		if e.discover && strings.HasPrefix(s.name, siteName) && (inner.vpp() || carries) {
			e.found = siteIn(s.name)
			m.stop("a send was found")
		}
		return nil
	}
	s.raw.ans.send.vpp = true
	c := &Cell{v: m.zero(inner), typ: inner}
	if carries {
		c = m.carried(inner, s.raw.ans)
	} else {
		m.decodeInto(c, inner, &raw{ans: s.raw.ans})
	}
	if t.Kind == body.KPointer {
		return c
	}
	return c.v
}

const siteName = "error of "

func siteOf(c *call) string {
	if c.f == nil {
		return ""
	}
	return c.f.fn.Name + ":" + strconv.Itoa(c.f.pc)
}

// siteIn is the call whose error, or what that wraps, has a name.
func siteIn(name string) string {
	site := strings.TrimPrefix(name, siteName)
	end := strings.IndexByte(site, ':') + 1
	for end < len(site) && '0' <= site[end] && site[end] <= '9' {
		end++
	}
	return site[:end]
}

// marked says whether a call of an unseen function is known to send.
func (e *exploration) marked(c *call) bool {
	if results := resultTypes(c.res); e.Open && len(results) > 0 && results[len(results)-1].isError() {
		return true
	}
	return e.marks[siteOf(c)]
}

// suspect is the error of an unseen function while sends are looked for.
func (e *exploration) suspect(c *call, t *Type) Value {
	if !e.discover || !e.asks() || standardFunc(c.name) || takesOut(c.name) {
		return nil
	}
	return &Sym{name: siteName + siteOf(c), typ: t}
}

// asks says whether anything in the program looks into errors for a VPP
// response.
func (e *exploration) asks() bool { return e.Program.asksErrors() }
