package replay

import (
	"fmt"
	"math/bits"

	"github.com/vpplint/vpplint/internal/body"
)

// Budget bounds one exploration. They are counts, so that every machine gives
// the same answer.
type Budget struct {
	Runs    int // paths
	Choices int // on one path
	Steps   int // instructions on one path
	Total   int // instructions on all paths
	Lost    int // paths that take too many steps: where some do, as a rule all do
	Depth   int // calls
	Sends   int // on one path
}

// DefaultBudget is at least ten times what the largest construct of the tests
// needs to show something.
var DefaultBudget = Budget{Runs: 2000, Choices: 400, Steps: 600_000, Total: 6_000_000, Lost: 4, Depth: 2000, Sends: 100}

// machine is one run along one path of choices.
type machine struct {
	prog    *Program
	ex      *exploration
	targets []string // keys of the requests that are pinned
	number  int64

	prefix  []int
	log     []choice
	decided map[string]int
	equalities
	bounds map[string]Span   // symbol -> what is known of it
	passes map[string]passes // symbol -> how often it let a loop go on

	at    *Frame         // that runs
	asked map[site]int   // how often a place asked for what an answer says
	last  map[site]asked // what a place was answered

	asking  *Frame // that asked for a choice last,
	askedAt int    // and where

	steps   int
	depth   int // of the deepest call
	mem     map[string]*Cell
	chans   map[string]*Chan
	globals map[string]*Cell
	inited  map[string]bool
	version map[string]int // how often an opaque object was changed

	unused [10][][]Value // registers of frames that have returned, by the size's logarithm

	made     map[string]Value // receivers, by type
	making   bool
	decoding map[string]bool // types whose UnmarshalJSON runs
	caller   *Frame          // who decodes

	clock
	sched
	service
}

// stopRun ends a run: by a panic, from wherever it is.
type stopRun struct{}

// stop ends the run: it ran out of bounds, or nothing is left to do.
func (m *machine) stop(reason string) {
	if m.reason == "" {
		m.reason = reason
	}
	panic(stopRun{})
}

// Frame is an activation of a function.
type Frame struct {
	fn      *Func
	env     []*Type
	regs    []Value
	parent  *Frame // the caller, or who started the goroutine or timer
	depth   int
	pc      int
	called  int      // where the caller was
	branch  int      // the last branch taken since the request was sent, or -1
	args    []Value  // as they were passed
	entered *Closure // the function value through which it was called
	defers  []deferred
	panic   *userPanic
	deferOf *Frame // set while this frame runs as a deferred call of another
	was     *Frame // the frame of which this is a copy
}

// frozen is the stack as it is now, for a goroutine or a timer: it was started
// here, wherever its starter goes on to.
func (f *Frame) frozen() *Frame {
	if f == nil || f.was != nil {
		return f
	}
	c := *f
	c.regs, c.defers = nil, nil // it does not run
	c.was, c.parent = f, f.parent.frozen()
	return &c
}

// Func is the function of the activation.
func (f *Frame) Func() *Func { return f.fn }

type deferred struct{ c *call }

// userPanic is a panic of the replayed code.
type userPanic struct {
	v         Value
	recovered bool
}

// call is a call that is about to happen.
type call struct {
	m     *machine
	f     *Frame // caller
	in    *body.Instr
	name  string
	fn    *Func
	clo   *Closure
	env   []*Type
	args  []Value
	res   *Type // type of the result; a tuple for several
	panic *userPanic
}

// arg is an argument, nil where there is none.
func (c *call) arg(i int) Value {
	if i < len(c.args) {
		return c.args[i]
	}
	return nil
}

// invoke runs a body.
func (m *machine) invoke(parent *Frame, fn *Func, env []*Type, args, free []Value, by *Closure, deferOf *Frame) (Value, *userPanic) {
	depth := 1
	if parent != nil {
		depth = parent.depth + 1
	}
	if m.depth = max(m.depth, depth); depth > m.ex.budget.Depth {
		m.stop("calls are nested too deeply")
	}
	called := 0
	if parent != nil {
		called = parent.pc
	}
	f := &Frame{called: called, branch: -1, fn: fn, env: env, regs: m.registers(int(fn.Regs)), parent: parent, depth: depth, args: args, entered: by, deferOf: deferOf}
	if len(args) != len(fn.Params) {
		f.args = make([]Value, len(fn.Params))
		copy(f.args, args)
	}
	copy(f.regs[:min(len(fn.Params), len(f.regs))], f.args)
	copy(f.regs[min(len(fn.Params), len(f.regs)):], free)
	if len(fn.Blocks) == 0 {
		return Null{}, nil
	}
	res, p := m.activate(f)
	m.release(f)
	return res, p
}

// activate runs a frame, and the deferred calls of one that panics.
func (m *machine) activate(f *Frame) (Value, *userPanic) {
	res, p := m.exec(f, 0)
	if p == nil {
		return res, nil
	}
	// A panic: the deferred calls run, and may stop it.
	f.panic = p
	if again := m.runDefers(f); again != nil {
		return nil, again
	}
	if !p.recovered {
		return nil, p
	}
	f.panic = nil
	if f.fn.Recover >= 0 {
		return m.exec(f, int(f.fn.Recover))
	}
	return m.zeroResults(f), nil
}

// registers are as many empty registers. Those of frames that have returned are
// used again: nothing else of a frame is as large, and stacks keep frames alive
// for long.
func (m *machine) registers(n int) []Value {
	class := bits.Len(uint(n))
	if class >= len(m.unused) {
		return make([]Value, n)
	}
	if free := m.unused[class]; len(free) > 0 {
		regs := free[len(free)-1]
		m.unused[class] = free[:len(free)-1]
		return regs[:n]
	}
	return make([]Value, n, 1<<class)
}

func (m *machine) release(f *Frame) {
	regs := f.regs[:cap(f.regs)]
	f.regs, f.defers = nil, nil
	if class := bits.Len(uint(cap(regs))) - 1; class >= 0 && class < len(m.unused) && cap(regs) == 1<<class {
		clear(regs)
		m.unused[class] = append(m.unused[class], regs)
	}
}

func (m *machine) zeroResults(f *Frame) Value {
	if len(f.fn.Results) == 1 {
		return m.zero(f.fn.pkg.typ(f.fn.Results[0], f.env))
	}
	t := make(Tuple, len(f.fn.Results))
	for i, r := range f.fn.Results {
		t[i] = m.zero(f.fn.pkg.typ(r, f.env))
	}
	return t
}

// runDefers runs the deferred calls of f, last first.
func (m *machine) runDefers(f *Frame) *userPanic {
	for len(f.defers) > 0 {
		last := len(f.defers) - 1
		d := f.defers[last]
		f.defers = f.defers[:last]
		if _, p := m.perform(d.c, f); p != nil {
			f.panic = p
		}
	}
	if f.panic != nil && !f.panic.recovered {
		return f.panic
	}
	return nil
}

// spend counts steps that one instruction takes beyond its own.
func (m *machine) spend(n int) {
	if m.steps += n; m.steps > m.ex.budget.Steps {
		m.stop("it takes too many steps")
	}
}

// exec runs a frame from a block on.
func (m *machine) exec(f *Frame, block int) (Value, *userPanic) {
	fn := f.fn
	prev := -1
	for {
		b := &fn.Blocks[block]
		next := -1
		if prev >= 0 {
			m.phis(f, b, prev)
		}
		for pc := int(b.Start); pc < int(b.End); pc++ {
			in := &fn.Code[pc]
			f.pc, m.at = pc, f
			if m.steps++; m.steps > m.ex.budget.Steps {
				m.stop(TooManySteps)
			}
			switch in.Op {
			case body.Phi:
			case body.Jump:
				next = int(b.Succs[0])
			case body.If:
				if fn.tells(pc) {
					f.branch = pc
				}
				if m.truth(f.get(m, in.Args[0])) {
					next = int(b.Succs[0])
				} else {
					next = int(b.Succs[1])
				}
			case body.Return:
				return f.results(m, in), nil
			case body.RunDefers:
				if p := m.runDefers(f); p != nil {
					return nil, p
				}
			case body.Panic:
				return nil, &userPanic{v: f.get(m, in.Args[0])}
			default:
				v, p := m.step(f, in)
				if p != nil {
					return nil, p
				}
				if in.Dst >= 0 {
					f.regs[in.Dst] = v
				}
			}
		}
		if next < 0 {
			return Null{}, nil // unreachable code ends in nothing
		}
		prev, block = block, next
	}
}

// phis assigns all of a block's phis at once.
func (m *machine) phis(f *Frame, b *body.Block, prev int) {
	edge := -1
	for i, p := range b.Preds {
		if int(p) == prev {
			edge = i
			break
		}
	}
	var vals []Value
	end := int(b.Start)
	for ; end < int(b.End) && f.fn.Code[end].Op == body.Phi; end++ {
		in := &f.fn.Code[end]
		if edge < 0 || edge >= len(in.Args) {
			m.stop("a malformed body")
		}
		vals = append(vals, f.get(m, in.Args[edge]))
	}
	for i, v := range vals {
		f.regs[f.fn.Code[int(b.Start)+i].Dst] = v
	}
}

func (f *Frame) results(m *machine, in *body.Instr) Value {
	switch len(in.Args) {
	case 0:
		return Null{}
	case 1:
		return f.get(m, in.Args[0])
	}
	t := make(Tuple, len(in.Args))
	for i, a := range in.Args {
		t[i] = f.get(m, a)
	}
	return t
}

// get is the value of an operand.
func (f *Frame) get(m *machine, o body.Operand) Value {
	if o >= 0 {
		if o == body.None {
			return nil
		}
		if v := f.regs[o]; v != nil {
			return v
		}
		return Null{}
	}
	if v := f.fn.consts[^o]; v != nil {
		return v
	}
	c := &f.fn.Consts[^o]
	switch c.Kind {
	case body.Global:
		return m.global(f, c.Str)
	case body.Fn:
		return m.function(f, c)
	}
	return m.zero(f.typ(c.Type))
}

// literal says whether an operand is written in the code as a constant.
func literal(o body.Operand) bool { return o < 0 }

func (f *Frame) typ(i int32) *Type { return f.fn.pkg.typ(i, f.env) }

func (f *Frame) types(is []int32) []*Type {
	if len(is) == 0 {
		return nil
	}
	out := make([]*Type, len(is))
	for i, t := range is {
		out[i] = f.typ(t)
	}
	return out
}

// function makes a function value of a declared function.
func (m *machine) function(f *Frame, c *body.Const) Value {
	clo := &Closure{name: c.Str, maker: f, sig: f.typ(c.Type)}
	if fn := m.body(c.Str); fn != nil {
		clo.fn, clo.env = fn, f.envFor(fn, c.TArgs)
	}
	return clo
}

// envFor are the type arguments with which f calls or closes over fn.
func (f *Frame) envFor(fn *Func, targs []int32) []*Type {
	if len(targs) > 0 {
		return f.types(targs)
	}
	if fn.Parent != "" || fn == f.fn || fn.pkg == f.fn.pkg && len(f.env) > 0 && fn.Decl == f.fn.Decl {
		return f.env
	}
	return nil
}

// global is the address of a package variable. The initialiser of its package
// runs when the first of them is used.
func (m *machine) global(f *Frame, name string) Value {
	if c := m.globals[name]; c != nil {
		return c
	}
	path := PackageOf(name)
	pk := m.prog.pkgs[path]
	if pk == nil {
		pk = m.prog.standard().pkgs[path]
	}
	if pk != nil && !m.inited[path] {
		m.inited[path] = true
		for _, g := range pk.Globals {
			t := pk.typ(g.Type, nil)
			m.globals[g.Name] = &Cell{v: m.zero(t), typ: t, name: g.Name}
		}
		if fn := m.body(pk.Init); fn != nil {
			was := m.making
			m.making = true
			_, p := m.invoke(f, fn, nil, nil, nil, nil, nil)
			m.making = was
			if p != nil {
				m.stop("the initialiser of " + path + " panics")
			}
		}
		if c := m.globals[name]; c != nil {
			return c
		}
	}
	c := &Cell{v: modelGlobal(name), name: name}
	if c.v == nil {
		c.v = &Sym{name: name, nonNil: true}
	}
	m.globals[name] = c
	return c
}

// truth decides a condition.
func (m *machine) truth(v Value) bool {
	switch v := v.(type) {
	case bool:
		return v
	case *Sym:
		return m.decide(v)
	}
	return m.choose("cond "+render(v), 2, origins(v)) == 0
}

func (m *machine) runtimePanic(format string, args ...any) *userPanic {
	text := "runtime error: " + fmt.Sprintf(format, args...)
	return &userPanic{v: Boxed{typ: nil, v: &stdError{text: text}}}
}
