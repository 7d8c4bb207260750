package message

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// engine holds what all walks through one package share.
type engine struct {
	in       Input
	prog     *ssa.Program
	funcs    []*ssa.Function // with bodies, in a fixed order
	own      map[*ssa.Function]bool
	paths    map[pathKey]*path
	owners   map[string]types.Type
	spills   map[*ssa.Alloc]*ssa.Parameter // variables that stand for parameters
	known    map[node]*walk                // what walks have found
	passes   map[pass]*pass
	contexts map[string][]ssa.CallInstruction // context.WithValue by key
	frames   map[frameKey]*frame
	callers  map[*ssa.Function][]*caller
	called   []calledValue // functions of other packages that are called through values
	effects  map[*ssa.Function]map[ssa.Value][]*effect
	heap     map[fieldKey][]*effect // effects that reach objects which others see
	globals  map[*ssa.Global][]*effect
	closure  map[ssa.Value][]capture
	mutates  map[mutateKey]int8
	makers   map[*ssa.Function][]*ssa.MakeClosure
	readAt   map[*ssa.UnOp]ssa.Instruction // loads that take place later than they stand

	imported   map[string]*FuncFact
	heldFields map[fieldKey][]FieldFact
	hooks      []HookFact
	produced   map[string]bool
	impls      map[*types.Interface][]types.Type
	named      []types.Type
	hidden     []ImplFact
	boxes      []types.Type // of the standard library, that stand behind interfaces
	escapes    map[ssa.Value]bool

	carriesErr int8 // whether errors that carry text are known here: 0 unknown, 1 no, 2 yes
	texts      bool // whether message text can occur in the package at all
	steps      int  // what is left of the package's budget
}

// capture is a closure that holds a variable.
type capture struct {
	fn *ssa.Function
	fv *ssa.FreeVar
	mk *ssa.MakeClosure
}

// operand is a value, or nil for one that is not known, and a way into it.
type operand struct {
	v ssa.Value
	p *path

	told *told // what a fact says of it

	elsewhere bool // it lives in another activation than the call:
	ctx       *frame
	at        ssa.Instruction
}

// caller is a place that calls a function.
type caller struct {
	site ssa.Instruction
	args []operand
	ctx  *frame // the frame of the function that calls
	mk   *ssa.MakeClosure
	mkc  *frame

	dynamic bool
}

// frame is an activation of a function: what its parameters are.
type frame struct {
	fn     *ssa.Function
	site   ssa.Instruction // where the arguments are seen
	args   []operand
	mk     *ssa.MakeClosure
	mkc    *frame
	parent *frame
	depth  int
	live   map[*ssa.BasicBlock]bool // nil: all
	pruned bool
	rets   []*ssa.Return
}

type frameKey struct {
	fn     *ssa.Function
	site   ssa.Instruction
	recv   operand
	mk     *ssa.MakeClosure
	mkc    *frame
	parent *frame
}

const (
	maxDepth     = 9      // nested calls
	walkBudget   = 1500   // steps of one walk
	totalBudget  = 300000 // steps of one package; then walks are short
	shortWalk    = 120    // steps of a short walk: most text is nearer
	plainPackage = 10     // a package without text has that part of the budgets
	maxDynamic   = 24     // functions that one call may reach
	maxBackwards = 400    // blocks that a search for a store visits
)

// enter makes the frame of a call, nil where calls nest too deeply.
func (e *engine) enter(fn *ssa.Function, site ssa.Instruction, args []operand, mk *ssa.MakeClosure, mkc, parent *frame) *frame {
	k := frameKey{fn: fn, site: site, mk: mk, mkc: mkc, parent: parent}
	if len(args) > 0 {
		k.recv = args[0]
	}
	if f, ok := e.frames[k]; ok {
		return f
	}
	depth := 1
	if parent != nil {
		depth = parent.depth + 1
	}
	if depth > maxDepth || mkc != nil && mkc.depth > maxDepth {
		return nil
	}
	again := 0
	for f := parent; f != nil; f = f.parent {
		if f.fn == fn {
			again++
		}
	}
	if again > 1 {
		return nil
	}
	f := &frame{fn: fn, site: site, args: args, mk: mk, mkc: mkc, parent: parent, depth: depth}
	e.frames[k] = f
	return f
}

// limit is how many steps the next walk may take. The budgets count steps, so
// that every machine finds the same.
func (e *engine) limit() int {
	part := 1
	if !e.texts {
		part = plainPackage
	}
	if e.steps < totalBudget-totalBudget/part {
		return shortWalk
	}
	return max(walkBudget/part, shortWalk)
}

// body is the function whose body stands for fn: generic functions are built
// once.
func body(fn *ssa.Function) *ssa.Function {
	if fn == nil {
		return nil
	}
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

func newEngine(in Input) *engine {
	e := &engine{
		in:         in,
		prog:       in.SSA.Prog,
		own:        map[*ssa.Function]bool{},
		paths:      map[pathKey]*path{},
		owners:     map[string]types.Type{},
		spills:     map[*ssa.Alloc]*ssa.Parameter{},
		known:      map[node]*walk{},
		passes:     map[pass]*pass{},
		contexts:   map[string][]ssa.CallInstruction{},
		frames:     map[frameKey]*frame{},
		callers:    map[*ssa.Function][]*caller{},
		effects:    map[*ssa.Function]map[ssa.Value][]*effect{},
		heap:       map[fieldKey][]*effect{},
		globals:    map[*ssa.Global][]*effect{},
		closure:    map[ssa.Value][]capture{},
		mutates:    map[mutateKey]int8{},
		makers:     map[*ssa.Function][]*ssa.MakeClosure{},
		readAt:     map[*ssa.UnOp]ssa.Instruction{},
		imported:   map[string]*FuncFact{},
		heldFields: map[fieldKey][]FieldFact{},
		produced:   map[string]bool{},
		impls:      map[*types.Interface][]types.Type{},
		escapes:    map[ssa.Value]bool{},
		steps:      totalBudget,
	}
	e.collectFuncs()
	e.collectTypes()
	e.loadFacts()
	e.texts = e.knowsText()
	for _, fn := range e.funcs {
		e.collectEffects(fn)
	}
	e.collectLate()
	e.collectHeap()
	e.collectProduced()
	e.collectCallers()
	return e
}

// collectFuncs lists every function with a body that belongs to the package.
func (e *engine) collectFuncs() {
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		fn = body(fn)
		if fn == nil || e.own[fn] || len(fn.Blocks) == 0 {
			return
		}
		if fn.Pkg != nil && fn.Pkg != e.in.SSA {
			return
		}
		e.own[fn] = true
		e.funcs = append(e.funcs, fn)
		for _, a := range fn.AnonFuncs {
			add(a)
		}
		var ops []*ssa.Value
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				ops = instr.Operands(ops[:0])
				for _, op := range ops {
					if f, ok := (*op).(*ssa.Function); ok {
						add(f)
					}
				}
			}
		}
	}
	names := make([]string, 0, len(e.in.SSA.Members))
	for name := range e.in.SSA.Members {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch m := e.in.SSA.Members[name].(type) {
		case *ssa.Function:
			add(m)
		case *ssa.Type:
			if n, ok := types.Unalias(m.Type()).(*types.Named); ok {
				for i := range n.NumMethods() {
					add(e.prog.FuncValue(n.Method(i)))
				}
			}
		}
	}
}

// collectTypes lists the named types of the package, and the exported ones of
// its imports, whose methods can stand behind an interface. Some drivers show
// no others of an import.
func (e *engine) collectTypes() {
	add := func(p *types.Package) {
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || p != e.in.Source.Pkg && !tn.Exported() {
				continue
			}
			n, ok := types.Unalias(tn.Type()).(*types.Named)
			if !ok || types.IsInterface(n) {
				continue
			}
			e.owner(n)
			if n.NumMethods() > 0 || embeds(n) {
				e.named = append(e.named, n)
			}
		}
	}
	add(e.in.Source.Pkg)
	for _, p := range e.in.Source.Pkg.Imports() {
		if !isStd(p.Path()) {
			add(p)
		}
	}
}

func embeds(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if st.Field(i).Embedded() {
			return true
		}
	}
	return false
}

func itoa(n int) string { return strconv.Itoa(n) }
