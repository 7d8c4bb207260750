package message

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// stepKind says how a step goes from a value to something inside it.
type stepKind uint8

const (
	stepField  stepKind = iota // a struct field
	stepElem                   // an element of a map, slice, array or channel
	stepKey                    // a key of a map
	stepMethod                 // the result of a method of what an interface holds
	stepAssert                 // what an interface holds, if it is of a type
	stepCall                   // the result of calling a function
)

// step is one step. It is comparable; the fields that its kind does not use
// are zero. Pointers are transparent: a pointer and what it points to are the
// same.
type step struct {
	kind  stepKind
	owner string // field: the struct's type; assert: the type
	index int    // field: its index; method, call: the index of the result
	key   string // elem: its constant key, "" for any; method: the name
	call  ssa.CallInstruction
	ctx   *frame        // method: where the call is
	role  evidence.Role // elem: what the key means
}

// path is a way into a value, outermost step first. Paths are interned, so
// that they compare as pointers; nil is the value itself.
type path struct {
	head step
	tail *path
}

type pathKey struct {
	head step
	tail *path
}

// maxPath bounds the length of a path, so that recursive types end.
const maxPath = 9

func (e *engine) cons(s step, p *path) *path {
	k := pathKey{s, p}
	if q, ok := e.paths[k]; ok {
		return q
	}
	q := &path{s, p}
	e.paths[k] = q
	return q
}

// join puts the steps of p before q.
func (e *engine) join(p, q *path) *path {
	if p == nil {
		return q
	}
	return e.cons(p.head, e.join(p.tail, q))
}

func (p *path) len() int {
	n := 0
	for ; p != nil; p = p.tail {
		n++
	}
	return n
}

// meets says whether two steps can mean the same place.
func (s step) meets(t step) bool {
	if s.kind != t.kind {
		return false
	}
	switch s.kind {
	case stepField, stepCall:
		return s.index == t.index
	case stepElem:
		return s.key == t.key || s.key == "" || t.key == ""
	case stepKey:
		return true
	case stepMethod:
		// What a fact says holds for every call.
		return s.key == t.key && s.index == t.index && (s.call == nil || t.call == nil || s == t)
	}
	return s == t
}

// certain says whether a store at this place replaces what was there.
func (s step) certain() bool { return s.kind == stepField || s.kind == stepElem && s.key != "" }

// split matches the place of a store with the place that is read. ok says
// whether they can overlap; rest is what is left to read of the stored value
// (deeper is then false), or the store is inside what is read (deeper).
func split(stored, read *path) (rest *path, deeper, certain, ok bool) {
	certain = true
	for stored != nil && read != nil {
		if !stored.head.meets(read.head) {
			return nil, false, false, false
		}
		if !stored.head.certain() || stored.head.key != read.head.key {
			certain = false
		}
		stored, read = stored.tail, read.tail
	}
	return read, stored != nil, certain, true
}

// anyElem forgets the keys of the first step: positions move when slices are
// cut and joined.
func (e *engine) anyElem(p *path) *path {
	if p != nil && p.head.kind == stepElem && p.head.key != "" {
		s := p.head
		s.key, s.role = "", evidence.None
		return e.cons(s, p.tail)
	}
	return p
}

var (
	elem = step{kind: stepElem}
	key  = step{kind: stepKey}
)

// called is the step from a function to a result of calling it.
func called(result int) step { return step{kind: stepCall, index: result} }

// errorText is the step from an error to its text.
func errorText() step { return step{kind: stepMethod, key: "Error"} }

// fieldOf is the step to field i of the struct under t.
func (e *engine) fieldOf(t types.Type, i int) step {
	return step{kind: stepField, owner: e.owner(t), index: i}
}

// owner names the struct type under t and remembers it.
func (e *engine) owner(t types.Type) string {
	t = pointee(types.Unalias(t))
	var name string
	if n, ok := types.Unalias(t).(*types.Named); ok {
		t = n.Origin()
		name = typeName(n)
	} else {
		name = types.TypeString(t, nil)
	}
	if _, ok := e.owners[name]; !ok {
		e.owners[name] = t
	}
	return name
}

// typeName names a type so that importers find it again.
func typeName(n *types.Named) string {
	obj := n.Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	name := obj.Pkg().Path() + "." + obj.Name()
	if obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope() {
		// A type inside a function: its position tells namesakes apart.
		name += "·" + strconv.Itoa(int(obj.Pos()))
	}
	return name
}

// ownerType is the type that owner named, nil if it cannot be found.
func (e *engine) ownerType(name string) types.Type { return e.owners[name] }

// lastField is the innermost field on a path.
func lastField(p *path) (k fieldKey, ok bool) {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepField {
			k, ok = fieldKey{p.head.owner, p.head.index}, true
		}
	}
	return k, ok
}

// afterLastField is what follows the innermost field.
func afterLastField(p *path) *path {
	rest := p
	for q := p; q != nil; q = q.tail {
		if q.head.kind == stepField {
			rest = q.tail
		}
	}
	return rest
}
