// Package message follows message text (errorMessage) from where it enters to
// where something is decided on it.
//
// It works backwards. Each comparison, search, lookup or parse of the package
// asks both of its operands where they can come from: through assignments,
// fields, calls, closures and the standard library, in the context of the call
// it is looked at from. The walk ends at message text, at literals, at
// parameters or at something unknown. A decision is reported where message
// text is on one side and a fixed pattern on the other one; if the pattern is a
// parameter, the callers are judged instead. What importers have to know is the
// result of the same walks, started at the results of functions.
package message

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// Edit replaces the source between Pos and End.
type Edit struct {
	Pos, End token.Pos
	New      string
}

// Finding is one decision that is taken on message text.
type Finding struct {
	Pos, End token.Pos
	Decl     string   // enclosing declaration, for people: "Client.Assign"
	Kind     string   // the form of the decision: "==", "switch", "strings.Contains", …
	Needles  []string // the literals that the text is compared with, if known
	Numbers  []int    // the numbers that these stand for in Apple's tables, sorted
	Via      []string // at most three hops through which the text came ("pkg.Func")
	Edits    []Edit   // the fix, nil if none is safe
	FixTitle string   // verb phrase

	expr  ast.Expr
	sw    *ast.SwitchStmt
	match match
}

// Input is one package to look at.
type Input struct {
	Source   evidence.Source
	Evidence *evidence.Evidence
	SSA      *ssa.Package // built
	// Imports are the facts of the direct imports by package path. An import
	// that was looked at and has nothing to say is there with nil.
	Imports map[string]*Fact
	// Partial says that some functions have no body here, though they have one.
	Partial bool
}

// Analyze returns the findings in source order and what importers must know
// (nil if nothing).
func Analyze(in Input) ([]Finding, *Fact) {
	e := newEngine(in)
	j := &judge{
		e:       e,
		places:  indexSyntax(in.Source.Files),
		byPlace: map[placeKey]*Finding{},
		sinks:   map[*ssa.Function][]Sink{},
		seen:    map[decisionKey]bool{},
	}
	for _, fn := range e.funcs {
		for _, d := range e.decisions(fn) {
			if !isWrapper(fn) {
				j.look(d)
				continue
			}
			for _, m := range e.unwrapped(d, fn) {
				j.look(m)
			}
		}
	}
	for _, d := range e.indirect() {
		j.look(d)
	}
	j.fix()
	return j.sorted(), e.fact(j.sinks)
}
