package evidence

import (
	"cmp"
	"go/types"
	"slices"
)

// Fact is what importers have to know: the package's own types with evidence,
// and those of its imports, because some drivers show facts of direct imports
// only. Sorted; gob-encodable; nil when there is nothing to say.
type Fact struct {
	Types []Type
	// Open says that a type has the pair, and nothing here shows what it is: an
	// importer may know.
	Open bool
}

// Type names a type with evidence: the origin of a generic one; a struct
// without a name goes by its whole text.
type Type struct {
	Pkg, Name string
}

// AFact makes a *Fact a fact of go/analysis.
func (*Fact) AFact() {}

func (f *Fact) String() string {
	if len(f.Types) == 0 {
		return "may speak VPP"
	}
	return "speaks VPP"
}

// Fact returns what importers need, nil if nothing.
func (e *Evidence) Fact() *Fact {
	all := make([]Type, 0, len(e.named))
	for t := range e.named {
		all = append(all, t)
	}
	if len(all) == 0 && !e.open {
		return nil
	}
	slices.SortFunc(all, func(a, b Type) int {
		return cmp.Or(cmp.Compare(a.Pkg, b.Pkg), cmp.Compare(a.Name, b.Name))
	})
	return &Fact{Types: all, Open: e.open}
}

// typeNamed is how facts name the struct s that was reached as name (nil for a
// struct without a name).
func typeNamed(name *types.TypeName, s *types.Struct) (Type, bool) {
	if name != nil {
		if name.Pkg() == nil || name.Parent() != name.Pkg().Scope() {
			return Type{}, false // predeclared, or local to a function
		}
		return Type{Pkg: name.Pkg().Path(), Name: name.Name()}, true
	}
	if s == nil || s.NumFields() == 0 || s.Field(0).Pkg() == nil {
		return Type{}, false
	}
	return Type{Pkg: s.Field(0).Pkg().Path(), Name: types.TypeString(s, nil)}, true
}
