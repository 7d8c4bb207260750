// Package evidence decides who speaks VPP: which types, and which accesses by
// key, belong to Apple's app-and-book service and not to some other protocol
// that happens to have an error number and an error message.
//
// It takes the pair of names errorNumber and errorMessage plus a
// corroboration. What a struct, its name and its package's path say is visible
// in export data and looked at whenever a type is asked for; what the code of
// the declaring package says travels as a [Fact].
package evidence

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"
)

// Role says what a field, or a key, of a VPP response holds.
type Role uint8

// The roles.
const (
	None   Role = iota
	Number      // errorNumber
	Text        // errorMessage
	Status      // status: 0 or -1
)

// Source is what one package shows of itself.
type Source struct {
	Fset  *token.FileSet
	Files []*ast.File // the files that count: no _test.go unless asked for
	Pkg   *types.Package
	Info  *types.Info
}

// Evidence is what is known in one package: its own types and those of its
// imports. It may be used by several goroutines.
type Evidence struct {
	structs map[structKey]bool // known in this package
	named   map[Type]bool      // known wherever the type travels
	groups  []keyGroup         // accesses by key, in source order
	foreign bool               // a foreign type that needs no fact is used here
	open    bool               // an exported type has the pair and no evidence

	shapes sync.Map // structKey → shape
}

// Any says whether anything at all speaks VPP here: a type declared or
// imported, or an access by key.
func (e *Evidence) Any() bool {
	return e.foreign || len(e.named)+len(e.structs)+len(e.groups) > 0
}

// Speaks says whether t, through pointers, aliases, names and type arguments,
// is a struct that is a VPP response: it has number and text (embedded structs
// count) and evidence.
func (e *Evidence) Speaks(t types.Type) bool {
	s := structOf(t)
	return s != nil && e.shape(s).pair() && e.knows(t, nil)
}

// FieldRole is the role of field i of the struct under t (named, anonymous or
// a pointer to one), None where t has no evidence.
func (e *Evidence) FieldRole(t types.Type, i int) Role {
	s := structOf(t)
	if s == nil || i < 0 || i >= s.NumFields() {
		return None
	}
	role := wireRole(s, i)
	if role == None {
		role = goRole(s, i)
	}
	if role == None || !e.knows(t, nil) {
		return None
	}
	return role
}

// knows says whether there is evidence for the struct under t: an answer, or
// a part that answers embed.
func (e *Evidence) knows(t types.Type, seen []structKey) bool {
	s := structOf(t)
	key := keyOf(s)
	if key == nil {
		return false
	}
	for _, k := range seen {
		if k == key {
			return false
		}
	}
	if e.structs[key] {
		return true
	}
	name := namedOf(t)
	sh := e.shape(s)
	if (sh.number || sh.text || sh.role) && len(e.named) > 0 {
		if ref, ok := typeNamed(name, s); ok && e.named[ref] {
			return true
		}
	}
	if !sh.pair() {
		return false
	}
	if apparent(name, s, sh) {
		return true
	}
	// Evidence travels with the type into a struct that embeds it.
	seen = append(seen, key)
	for i := range s.NumFields() {
		if fieldTag(s, i).inline {
			in := structOf(s.Field(i).Type())
			if in != nil && e.shape(in).pair() && e.knows(s.Field(i).Type(), seen) {
				return true
			}
		}
	}
	return false
}

// apparent says whether a struct with the pair corroborates itself: by another
// name of the service, by its own name or by its package.
func apparent(name *types.TypeName, s *types.Struct, sh shape) bool {
	if !sh.pair() {
		return false
	}
	if sh.named {
		return true
	}
	if name != nil {
		return saysVPP(name.Name()) || pkgSaysVPP(name.Pkg())
	}
	return pkgSaysVPP(s.Field(0).Pkg())
}

func (e *Evidence) shape(s *types.Struct) shape {
	key := keyOf(s)
	if key == nil {
		return shape{}
	}
	if sh, ok := e.shapes.Load(key); ok {
		return sh.(shape)
	}
	sh := shapeOf(s)
	e.shapes.Store(key, sh)
	return sh
}
