package evidence

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/apple"
)

// The names of every answer on the wire.
const (
	wireNumber = "errorNumber"
	wireText   = "errorMessage"
	wireStatus = "status"
)

// tagKeys are the struct tags that name what is on the wire.
var tagKeys = [...]string{"json", "mapstructure"}

// tag is what the struct tag of a field says.
type tag struct {
	names  []string // on the wire
	absent bool     // there is no tag: the field goes by its Go name
	inline bool     // the fields of the field's type count as the struct's own
}

func fieldTag(s *types.Struct, i int) tag {
	t := tag{absent: true}
	skipped, squashed := false, false
	for _, key := range tagKeys {
		value, ok := reflect.StructTag(s.Tag(i)).Lookup(key)
		if !ok {
			continue
		}
		name, options, _ := strings.Cut(value, ",")
		switch {
		case name == "-" && options == "":
			t.absent, skipped = false, true
		case name != "":
			t.absent = false
			if !slices.Contains(t.names, name) {
				t.names = append(t.names, name)
			}
		}
		for option := range strings.SplitSeq(options, ",") {
			if option == "squash" || option == "inline" {
				squashed = true
			}
		}
	}
	t.inline = len(t.names) == 0 && !skipped && (squashed || s.Field(i).Embedded())
	return t
}

// structOf is the struct under t, through pointers, aliases, names and type
// arguments, nil if there is none.
func structOf(t types.Type) *types.Struct {
	for range 10 {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Named:
			t = u.Origin().Underlying()
		case *types.Struct:
			return u
		default:
			return nil
		}
	}
	return nil
}

// namedOf is the declared type that structOf looks through first, or nil.
func namedOf(t types.Type) *types.TypeName {
	for range 10 {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Named:
			return u.Origin().Obj()
		default:
			return nil
		}
	}
	return nil
}

// structKey identifies a struct type by its first field. Names declared with
// the same struct share it, and so do all instances of a generic one.
type structKey = *types.Var

func keyOf(s *types.Struct) structKey {
	if s == nil || s.NumFields() == 0 {
		return nil
	}
	return s.Field(0).Origin()
}

// shape is what a struct looks like on the wire; embedded structs count.
type shape struct {
	number, text bool
	named        bool // has another name of the service's
	distinctive  bool // has one that proves something for the package
	role         bool // has a field with a role of its own, not embedded
}

// pair says whether the struct may be an answer.
func (s shape) pair() bool { return s.number && s.text }

func shapeOf(s *types.Struct) shape {
	var sh shape
	flatten(s, func(in *types.Struct, names []string) {
		for _, name := range names {
			sh.number = sh.number || name == wireNumber
			sh.text = sh.text || name == wireText
			sh.named = sh.named || apple.Name(name)
			sh.distinctive = sh.distinctive || apple.Distinctive(name)
			sh.role = sh.role || in == s && (name == wireNumber || name == wireText || name == wireStatus)
		}
	})
	return sh
}

// flatten visits the names of a struct and of those it embeds.
func flatten(s *types.Struct, visit func(in *types.Struct, names []string)) {
	flattenFields(s, nil, func(in *types.Struct, i int) {
		if t := fieldTag(in, i); !t.inline && len(t.names) > 0 {
			visit(in, t.names)
		}
	})
}

// flattenFields visits the fields of a struct and of those it embeds.
func flattenFields(s *types.Struct, seen []*types.Struct, visit func(in *types.Struct, i int)) {
	if s == nil || slices.Contains(seen, s) {
		return
	}
	seen = append(seen, s)
	for i := range s.NumFields() {
		visit(s, i)
		if fieldTag(s, i).inline {
			flattenFields(structOf(s.Field(i).Type()), seen, visit)
		}
	}
}

// flattenStructs visits the structs that s embeds.
func flattenStructs(s *types.Struct, visit func(part *types.Struct)) {
	flattenFields(s, nil, func(in *types.Struct, i int) {
		if fieldTag(in, i).inline {
			if part := structOf(in.Field(i).Type()); keyOf(part) != nil {
				visit(part)
			}
		}
	})
}

// wireRole is the role of a field by its tag, whatever the evidence.
func wireRole(s *types.Struct, i int) Role {
	for _, name := range fieldTag(s, i).names {
		switch name {
		case wireNumber:
			return Number
		case wireText:
			return Text
		case wireStatus:
			if holdsNumber(s.Field(i).Type()) {
				return Status
			}
		}
	}
	return None
}

// goRole is the role of a field without a tag by its Go name.
func goRole(s *types.Struct, i int) Role {
	f := s.Field(i)
	if f.Embedded() || !fieldTag(s, i).absent {
		return None
	}
	basic, ok := deref(f.Type()).Underlying().(*types.Basic)
	if !ok {
		return None
	}
	switch {
	case strings.EqualFold(f.Name(), wireNumber) && basic.Info()&types.IsInteger != 0:
		return Number
	case strings.EqualFold(f.Name(), wireText) && basic.Info()&types.IsString != 0:
		return Text
	}
	return None
}

// holdsNumber says whether a status of type t can be 0 or -1: the status of a
// license is a word.
func holdsNumber(t types.Type) bool {
	t = deref(t)
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Name() == "Number" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "encoding/json" {
		return true
	}
	basic, ok := t.Underlying().(*types.Basic)
	return !ok || basic.Info()&types.IsNumeric != 0
}

func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
