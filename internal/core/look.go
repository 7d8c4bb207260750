package core

import (
	"github.com/vpplint/vpplint/internal/evidence"
)

// look is what there is to know about a package with or without its tests,
// whatever the settings are.
type look struct {
	watch
	weighed  *evidence.Fact // what its types may be
	examined *examined      // nil where nothing speaks VPP
	helper   *examined      // instead, where only importers may need what is here
	deferred *Deferred      // instead, as long as none of them has asked
}

// look looks at the package. One that turns out not to speak VPP may still hold
// a helper.
func (r *Result) look(tests bool) *look {
	l := &look{watch: watch{pkg: r.pass.Pkg, hooks: r.hooks, speaks: true}}
	imports := &imported{}
	helps := noHelp
	looks := l.guard(Gate, func() (err error) {
		if imports, err = importFacts(r.pass, r.source.imports(tests)); err != nil {
			return err
		}
		l.speaks = r.hooks.Open || imports.speak || imports.open || mentionsNumber(r.pass, r.source.files(tests))
		if !l.speaks && !tests {
			helps = mayHelp(r.pass, r.source.asLoaded(r.source.plain))
		}
		if l.speaks || helps != noHelp && !r.defers {
			err = imports.read()
		}
		return err
	})
	l.failures = merge(l.failures, imports.failures)
	if !looks || !l.speaks && helps == noHelp {
		return l
	}
	if !l.speaks && r.defers {
		l.deferred = r.source.deferred()
		return l
	}
	imports.settle(r.pass, r.hooks)
	l.failures = merge(l.failures, imports.failures)
	var src *evidence.Source
	l.guard(Types, func() (err error) {
		src, err = r.source.variant(tests)
		return err
	})
	if src == nil {
		return l
	}
	if l.speaks {
		ev := l.weigh(src, imports)
		if ev != nil {
			l.weighed = ev.Fact()
		}
		l.examined = l.examine(src, ev, imports, r.source.isGenerated)
	}
	if l.examined != nil || tests {
		return l
	}
	l.guard(Gate, func() error {
		helps = mayHelp(r.pass, src)
		return nil
	})
	if helps != noHelp {
		l.helper = l.translate(src, helps, imports, r.source.isGenerated)
	}
	return l
}

// fact is what importers have to know. A main has none.
func (l *look) fact() *Fact {
	if l.pkg.Name() == "main" {
		return &Fact{}
	}
	fact := &Fact{Version: version, Failures: l.failures, Evidence: l.weighed, Deferred: l.deferred}
	if x := l.examined; x != nil {
		fact.Message, fact.Bodies = x.fact, x.retry.bodies
	} else if x := l.helper; x != nil {
		fact.Message, fact.Bodies = x.fact, x.retry.bodies
	}
	return fact
}
