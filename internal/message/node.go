package message

import "golang.org/x/tools/go/ssa"

// node is a question: what can v hold at p, seen at an instruction, in an
// activation of its function?
type node struct {
	v   ssa.Value
	p   *path
	ctx *frame
	at  ssa.Instruction // nil: at any time
	up  bool            // go on to the callers at a parameter
	num bool            // the text of an error was asked for: its number counts too
	all bool            // whatever a print of v would show is asked for
	ups *climb

	loop  *pass // the pass of a loop that is asked about
	far   bool  // it is not what was asked about, but something like it
	impls int   // how often every implementation was tried on the way here
}

// pass is a pass of a loop over a map: the one for an entry.
type pass struct {
	next  *ssa.Next
	entry step
}

// pass is interned, so that nodes compare.
func (e *engine) pass(next *ssa.Next, entry step) *pass {
	k := pass{next, entry}
	p, ok := e.passes[k]
	if !ok {
		p = &k
		e.passes[k] = p
	}
	return p
}

// paramLeaf is a parameter that a walk ended at; with call the result of
// calling it.
type paramLeaf struct {
	fn     *ssa.Function
	index  int
	p      *path
	call   bool
	result int
	num    bool
}

// fieldLeaf is a field of an unknown object that a walk ended at.
type fieldLeaf struct {
	field fieldKey
	rest  *path
	num   bool
}

// funcLeaf is a function that a value can be.
type funcLeaf struct {
	fn  *ssa.Function
	mk  *ssa.MakeClosure
	mkc *frame
	ups *climb
}

// leaves is what a walk found.
type leaves struct {
	text     bool  // message text
	textAt   int32 // the node at which it was found
	plain    bool  // … other than through the text of an error
	number   bool  // the number in the text of an error
	numberAt int32
	literals map[string]node // with the node that makes something of them
	params   []paramLeaf
	fields   []fieldLeaf
	funcs    []funcLeaf
	iters    []iterLeaf
	written  bool // some of them are written down here, not in something like it
	part     bool // it can be a part of a text
	typed    bool // a person typed it
	asked    bool // the text of an error of which nothing is known
	unknown  bool
}

// with is the current question about another value at the same time.
func (n node) with(v ssa.Value, p *path) node {
	n.v, n.p = v, p
	return n
}

// defined is a question about a text that can be asked where the text comes into
// being: it stays what it is, so that all who compare it ask the same.
func (n node) defined() node {
	if i, ok := n.v.(ssa.Instruction); ok && n.at != nil && n.p == nil && isText(n.v.Type()) {
		n.at = i
	}
	return n
}

// when is the question asked at another instruction.
func (n node) when(at ssa.Instruction) node {
	n.at = at
	return n
}
