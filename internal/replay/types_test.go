package replay

import (
	"testing"

	"github.com/vpplint/vpplint/internal/body"
)

// A package that knows no more than the name of a type learns from others what
// is under it, in any order.
func TestTypesAreCompletedByOtherPackages(t *testing.T) {
	named := body.Type{Kind: body.KNamed, Name: "other.T", Elem: -1, Key: -1}
	outline := &body.Package{Path: "a", Types: []body.Type{named}}
	named.Elem = 1
	full := &body.Package{Path: "b", Types: []body.Type{named, {Kind: body.KStruct, Elem: -1, Key: -1}}}
	for _, pkgs := range [][]*body.Package{{outline, full}, {full, outline}} {
		p := NewProgram(pkgs...)
		if got := p.pkgs["a"].typ(0, nil).kind(); got != body.KStruct {
			t.Errorf("it is of kind %d, want a struct", got)
		}
	}
	if got := NewProgram(outline).pkgs["a"].typ(0, nil).kind(); got != body.KNamed {
		t.Errorf("it is of kind %d, and nothing but its name is known", got)
	}
}
