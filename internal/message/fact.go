package message

import "strings"

// Fact is what importers have to know about the flow of message text through
// this package's functions and types, and through those of its imports.
// Sorted, gob-encodable, without positions.
type Fact struct {
	Partial  bool // there may be more functions through which text goes
	Funcs    []FuncFact
	Fields   []FieldFact
	Hooks    []HookFact
	Impls    []ImplFact
	Produced []string // response types that are only ever sent, never received
}

// FuncFact says how text goes through a function.
type FuncFact struct {
	Name    string // as types.Func.FullName of its origin has it
	Results []ResultFlow
	Sinks   []Sink
	Stores  []StoreFlow
	Calls   []CallFlow
}

// Origin is where text comes from, seen from a function's caller.
type Origin struct {
	Kind   OriginKind
	Param  int
	Result int // of calling the parameter
	Field  Step
	Path   []Step
	Words  []string // that the program puts around the text
}

// OriginKind tells the origins apart.
type OriginKind uint8

// The origins.
const (
	FromText   OriginKind = iota + 1 // it is message text
	FromNumber                       // it is the number, in the text of an error
	FromParam                        // a parameter
	FromCall                         // what a parameter returns when it is called
	FromField                        // a field of some object
	FromWords                        // the program's own words, beside something else
)

// Step is one step into a value.
type Step struct {
	Kind  uint8
	Owner string
	Index int
	Key   string
}

// ResultFlow says that a place in a result holds something.
type ResultFlow struct {
	Result int
	Place  []Step
	From   Origin
}

// Sink says that the function decides on one thing by comparing it with
// another one, which its caller provides.
type Sink struct {
	Kind         string
	Text, Needle Origin
}

// StoreFlow says that a parameter is put into a field of some object, or of
// another parameter.
type StoreFlow struct {
	Into  Origin // FromParam with the place, or nothing
	Field Step
	Rest  []Step
	From  Origin
}

// CallFlow says that a parameter is called with something.
type CallFlow struct {
	Param int
	Arg   int
	Place []Step
	From  Origin
}

// HookFact says that the function in a field is called with message text.
type HookFact struct {
	Field Step
	Rest  []Step
	Call  CallFlow
}

// FieldFact is a field that holds message text, or the number as an error
// shows it.
type FieldFact struct {
	Field  Step
	Rest   []Step
	Number bool
}

// ImplFact is a type whose methods hand text on. It can stand behind an
// interface where nobody sees it.
type ImplFact struct {
	Type    string
	Methods []MethodFact
}

// MethodFact is a method by name and types, with the function that it is: ""
// if it is the type's own with a pointer receiver, as most are.
type MethodFact struct {
	Name, Types, Func string
}

func (e *engine) fromSteps(steps []Step) *path {
	var p *path
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		p = e.cons(step{kind: stepKind(s.Kind), owner: s.Owner, index: s.Index, key: s.Key}, p)
	}
	return p
}

// toSteps makes a path portable; ok is false where it leads through something
// that only this package knows.
func toSteps(p *path) (out []Step, ok bool) {
	for ; p != nil; p = p.tail {
		if p.head.call != nil || strings.Contains(p.head.owner, "·") {
			return nil, false
		}
		out = append(out, Step{Kind: uint8(p.head.kind), Owner: p.head.owner, Index: p.head.index, Key: p.head.key})
	}
	return out, true
}
