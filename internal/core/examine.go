package core

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/message"
)

// examined is what is known about a package whatever the settings are.
type examined struct {
	source   *evidence.Source
	evidence *evidence.Evidence
	ssa      *ssa.Package
	message  []message.Finding
	fact     *message.Fact
	retry    *prepared
}

// weigh collects the evidence in a package, nil where that fails.
func (w *watch) weigh(src *evidence.Source, imports *imported) (ev *evidence.Evidence) {
	w.guard(Evidence, func() error {
		ev = evidence.Collect(*src, imports.evidence)
		return nil
	})
	return ev
}

// examine looks at a package. It returns nil where nothing speaks VPP.
func (w *watch) examine(src *evidence.Source, ev *evidence.Evidence, imports *imported, generated func(token.Pos) bool) *examined {
	if ev == nil || !ev.Any() && !imports.speak && !w.hooks.Open {
		return nil
	}
	x := &examined{source: src, evidence: ev, retry: &prepared{}}
	ok := w.guard(SSA, func() error {
		x.ssa = buildSSA(src)
		return nil
	})
	if !ok {
		return x
	}
	w.guard(Message, func() error {
		x.message, x.fact = message.Analyze(message.Input{
			Source: *src, Evidence: x.evidence, SSA: x.ssa, Imports: imports.message,
		})
		return nil
	})
	w.guard(Retry, func() (err error) {
		x.retry, err = w.prepareRetry(x, imports, generated)
		return err
	})
	return x
}

// translate prepares a package that does not speak VPP, but may hold helpers
// of one that does: they are all that is looked at.
func (w *watch) translate(src *evidence.Source, helps help, imports *imported, generated func(token.Pos) bool) *examined {
	src = helpers{pkg: src.Pkg, info: src.Info, only: helps == tellsErrorsApart}.part(src)
	x := &examined{source: src, retry: &prepared{}}
	ok := w.guard(SSA, func() error {
		x.ssa = buildSSA(src)
		return nil
	})
	if !ok {
		return x
	}
	w.guard(Message, func() error {
		_, x.fact = message.Analyze(message.Input{
			Source: *src, Evidence: new(evidence.Evidence), SSA: x.ssa, Imports: imports.message, Partial: true,
		})
		return nil
	})
	w.guard(Retry, func() (err error) {
		x.retry, err = w.prepareRetry(x, imports, generated)
		return err
	})
	return x
}
