package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// walk follows values backwards to where they come from.
type walk struct {
	e     *engine
	seen  map[node]int32 // the place of a node in reached
	all   []reached
	again [][2]int32 // other ways: from one node to another one
	ends  []int32    // where text was found

	passing map[*ssa.Function]bool // the functions that it came through, and whether with text
	todo    []int32
	res     leaves
	cur     int32 // the node that is looked at; -1: none
	climbs  map[climbKey]*climb
	nested  int
	left    *int // steps that may be taken
}

// origins follows a value back. Without up a walk ends at the parameters of
// declared functions, with it goes on to their callers.
func (e *engine) origins(start node) *walk {
	start = start.defined()
	w, ok := e.known[start]
	if !ok {
		w = e.walkFrom(start, nil)
		e.known[start] = w
	}
	return w
}

// walkFrom is a walk of its own, or one that is a part of another one and takes
// of its steps.
func (e *engine) walkFrom(start node, of *walk) *walk {
	w := e.newWalk(of)
	w.push(start)
	w.run()
	return w
}

func (e *engine) newWalk(of *walk) *walk {
	w := &walk{e: e, seen: map[node]int32{}, cur: -1}
	if of != nil {
		w.nested, w.left = of.nested+1, of.left
	} else {
		limit := e.limit()
		w.left = &limit
	}
	w.res.literals = map[string]node{}
	return w
}

// reached is a node with the one that it was reached from.
type reached struct {
	node
	from int32
}

func (w *walk) run() {
	for ; len(w.todo) > 0 && *w.left > 0; *w.left-- {
		w.e.steps--
		w.cur = w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		w.step(w.all[w.cur].node)
	}
	w.seen, w.todo = nil, nil
	if !w.isText() {
		w.all, w.again = nil, nil
	}
}

func (w *walk) push(n node) {
	if n.v == nil || n.p.len() > maxPath {
		return
	}
	if i, ok := w.seen[n]; ok {
		w.again = append(w.again, [2]int32{w.cur, i})
		return
	}
	i := int32(len(w.all))
	w.seen[n] = i
	w.all = append(w.all, reached{n, w.cur})
	w.todo = append(w.todo, i)
}

func (w *walk) step(n node) {
	if n.p != nil && (n.p.head.kind == stepMethod || n.p.head.kind == stepAssert) {
		if t := n.v.Type(); concrete(t) {
			w.concrete(n, t)
			return
		}
	}
	if n.all && n.p == nil {
		w.unboxed(n)
	}
	if isRef(n.v.Type()) || types.IsInterface(n.v.Type()) {
		w.memory(n)
		return
	}
	w.define(n)
}

// concrete goes on where the type behind an interface has become known.
func (w *walk) concrete(n node, t types.Type) {
	s := n.p.head
	if s.kind == stepAssert {
		if w.e.assertName(t) == s.owner {
			w.push(n.with(n.v, n.p.tail))
		}
		return
	}
	w.method(n, operand{v: n.v}, t, s, n.p.tail)
}

// affordable are the ways to go on with, where there are thousands: the last ones
// are taken first, and the walk ends before it comes to the others. Nothing is
// left, and less, where a walk that is a part of this one has spent it.
func affordable[T any](w *walk, ways []T) []T {
	return ways[len(ways)-min(len(ways), max(*w.left, 0)):]
}
