package message

import "golang.org/x/tools/go/ssa"

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

// capture is a closure that holds a variable.
type capture struct {
	fn *ssa.Function
	fv *ssa.FreeVar
	mk *ssa.MakeClosure
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

// returns are the ends of a function that its activation can reach.
func returns(f *frame) []*ssa.Return {
	if f.rets != nil {
		return f.rets
	}
	f.rets = []*ssa.Return{}
	for _, b := range f.fn.Blocks {
		if len(b.Instrs) == 0 || !alive(f, b) {
			continue
		}
		if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			f.rets = append(f.rets, r)
		}
	}
	return f.rets
}

// of is the activation of a function that an activation is or comes through,
// nil if there is none.
func (f *frame) of(fn *ssa.Function) (found *frame) {
	if f == nil || f.fn == fn {
		return f
	}
	f.visit(func(h *frame) {
		if h.fn == fn {
			found = h
		}
	})
	return found
}

// excludes says whether two activations cannot belong together: they come
// through different calls of the same function.
func (f *frame) excludes(g *frame) bool {
	if f == nil || g == nil {
		return false
	}
	other := map[*ssa.Function]ssa.Instruction{}
	g.visit(func(h *frame) { other[h.fn] = h.site })
	differs := false
	f.visit(func(h *frame) {
		site, ok := other[h.fn]
		differs = differs || ok && site != h.site
	})
	return differs
}

// visit visits an activation and those that it comes through, once for each
// function.
func (f *frame) visit(do func(*frame)) {
	seen := map[*ssa.Function]bool{}
	todo := []*frame{f}
	for len(todo) > 0 {
		h := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if h == nil || seen[h.fn] {
			continue
		}
		seen[h.fn] = true
		do(h)
		todo = append(todo, h.mkc, h.parent)
	}
}
