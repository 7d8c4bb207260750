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
//
// The rooms of the house:
//
//	message.go        what goes in and what comes out
//	engine.go         what all walks share; collect.go functions and types
//	walk.go           the walk: node.go its questions, define.go where a value comes from
//	path.go           ways into values; types.go questions about types
//	memory.go         what an object held at a time: effects.go what changes objects,
//	                  canon.go which object is meant, late.go reads after calls,
//	                  heap.go and escape.go what others get hold of, mutate.go who changes it
//	calls.go          what calls return: frame.go their activations, params.go and callers.go
//	                  the way up, prune.go branches not taken, callbacks.go functions that are
//	                  handed over, impls.go interfaces, yield.go iterators, panics.go, context.go
//	std.go            the standard library: tables.go what it does with text, stdcalls.go the walk
//	                  through it, shown.go what a print shows, templates.go, containerheap.go
//	opaque.go         objects from elsewhere; shape.go packages of which only types are known
//	produced.go       answers that the program makes itself
//	decisions.go      what decides: deciders.go the functions that do, lookups.go tables,
//	                  letters.go, leftover.go, indirect.go function values, sinks.go other packages
//	judge.go          who is told: matters.go whether a needle can be Apple's, generic.go helpers
//	                  whose callers decide, unknownerror.go
//	display.go        decisions that only show: branches.go, beside.go, truth.go
//	needles.go        what a needle stands for in Apple's tables
//	report.go         findings: syntax.go their places, via.go the hops
//	fixes.go          suggested fixes: fixnumbers.go the number, fiximports.go the imports
//	fact.go           what importers are told: summaries.go, readings.go, filled.go, passed.go and
//	                  factorder.go write it, imports.go reads it
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
