package core

import (
	"github.com/vpplint/vpplint/internal/evidence"
)

// look is what there is to know about a package with or without its tests,
// whatever the settings are.
type look struct {
	watch
	examined *examined // nil where nothing speaks VPP
	helper   *examined // instead, where only importers may need what is here
}

// look looks at the package. One that turns out not to speak VPP may still hold
// a helper.
func (r *Result) look(tests bool) *look {
	l := &look{watch: watch{pkg: r.pass.Pkg, hooks: r.hooks, speaks: true}}
	imports := &imported{}
	helps := false
	looks := l.guard(Gate, func() (err error) {
		if imports, err = importFacts(r.pass, r.source.imports(tests)); err != nil {
			return err
		}
		l.speaks = imports.speak || mentionsNumber(r.pass, r.source.files(tests))
		helps = !l.speaks && !tests && mayHelp(r.pass, r.source.asLoaded(r.source.plain))
		if l.speaks || helps {
			err = imports.read()
		}
		return err
	})
	l.failures = merge(l.failures, imports.failures)
	if !looks || !l.speaks && !helps {
		return l
	}
	var src *evidence.Source
	l.guard(Types, func() (err error) {
		src, err = r.source.variant(tests)
		return err
	})
	if src == nil {
		return l
	}
	if l.speaks {
		l.examined = l.examine(src, imports, r.source.isGenerated)
	}
	if l.examined != nil || tests {
		return l
	}
	l.guard(Gate, func() error {
		helps = mayHelp(r.pass, src)
		return nil
	})
	if helps {
		l.helper = l.translate(src, imports, r.source.isGenerated)
	}
	return l
}

// fact is what importers have to know. A main has none.
func (l *look) fact() *Fact {
	if l.pkg.Name() == "main" {
		return &Fact{}
	}
	fact := &Fact{Version: version, Failures: l.failures}
	if x := l.examined; x != nil {
		fact.Evidence, fact.Message, fact.Bodies = x.evidence.Fact(), x.fact, x.retry.bodies
	} else if x := l.helper; x != nil {
		fact.Message, fact.Bodies = x.fact, x.retry.bodies
	}
	return fact
}
