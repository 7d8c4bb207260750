package message

import (
	"go/types"

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

const (
	maxDepth     = 9      // nested calls
	walkBudget   = 1500   // steps of one walk
	totalBudget  = 300000 // steps of one package; then walks are short
	shortWalk    = 120    // steps of a short walk: most text is nearer
	plainPackage = 10     // a package without text has that part of the budgets
	maxDynamic   = 24     // functions that one call may reach
	maxBackwards = 400    // blocks that a search for a store visits
)

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
