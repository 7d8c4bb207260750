package core

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/message"
)

// version is that of the layout of facts, with all that they hold. It is another
// one whenever that changes its form or its meaning.
const version = 3

// Fact is all that a package tells those that import it directly, the only
// ones that can read it in every driver. It holds no position and no map, and
// depends on no setting.
type Fact struct {
	Version  int
	Evidence *evidence.Fact
	Message  *message.Fact
	Bodies   []byte
	Failures []Failure // of this package and those below it
	Deferred *Deferred // there may be more

	packed []byte // all of it, as long as nobody has looked at it
}

// AFact makes it a fact.
func (*Fact) AFact() {}

// String says what the fact holds.
func (f *Fact) String() string {
	var has []string
	if f.Evidence != nil {
		has = append(has, "evidence")
	}
	if f.Message != nil {
		has = append(has, "message")
	}
	if len(f.Bodies) > 0 {
		has = append(has, "bodies")
	}
	if len(f.Failures) > 0 {
		has = append(has, "failures")
	}
	if f.Deferred != nil {
		has = append(has, "deferred")
	}
	return "vpp(" + strings.Join(has, ", ") + ")"
}

// empty says that the fact is not worth exporting.
func (f *Fact) empty() bool {
	return f.Evidence == nil && f.Message == nil && len(f.Bodies) == 0 && len(f.Failures) == 0 && f.Deferred == nil
}

// speaks says that an importer has to look at what it does with this package.
func (f *Fact) speaks() bool {
	if f.packed != nil {
		return f.packed[1]&packedSpeaks != 0
	}
	return f.Evidence != nil && len(f.Evidence.Types) > 0 || f.Message != nil && !f.Message.Partial
}

// opens says that a type of the package may be a response: what is done with it
// elsewhere tells.
func (f *Fact) opens() bool {
	if f.packed != nil {
		return f.packed[1]&packedOpen != 0
	}
	return f.Evidence != nil && f.Evidence.Open
}

// fails says that the fact tells of failures.
func (f *Fact) fails() bool {
	return len(f.Failures) > 0 || f.packed != nil && f.packed[1]&packedFailures != 0
}

// Quiet says that an importer that has nothing to do with VPP itself need not
// look at what it does with this package, nor tell anybody of failures.
func (f *Fact) Quiet() bool { return !f.speaks() && !f.opens() && !f.fails() }

// failed says whether a stage failed for a package.
func (f *Fact) failed(path string, stage Stage) bool {
	return slices.ContainsFunc(f.Failures, func(x Failure) bool {
		return x.Package == path && (x.Stage == stage || x.Stage == SSA)
	})
}

// imported is what the direct imports of a package told.
type imported struct {
	facts    []told // that are not read yet
	evidence []*evidence.Fact
	message  map[string]*message.Fact
	bodies   map[string][]byte
	failures []Failure
	speak    bool
	deferred map[*types.Package]*Deferred
	open     bool // a type of theirs may be a response: what is done with it here tells
}

// told is a fact and the path of the package that tells it.
type told struct {
	path string
	fact *Fact
}

// importFacts finds out what everybody has to know: who speaks VPP, and what
// failed. The rest is for read.
func importFacts(pass *analysis.Pass, pkgs []*types.Package) (*imported, error) {
	all := &imported{deferred: map[*types.Package]*Deferred{}}
	for _, pkg := range pkgs {
		f := new(Fact)
		if !pass.ImportPackageFact(pkg, f) || f.Version != version {
			continue
		}
		if f.Deferred != nil {
			all.deferred[pkg] = f.Deferred
		}
		if f.fails() {
			if err := f.unpack(); err != nil {
				return all, err
			}
		}
		all.facts = append(all.facts, told{pkg.Path(), f})
		all.failures = merge(all.failures, f.Failures)
		all.speak = all.speak || f.speaks()
		all.open = all.open || f.opens()
	}
	return all, nil
}

// read reads the facts.
func (all *imported) read() error {
	all.message, all.bodies = map[string]*message.Fact{}, map[string][]byte{}
	for _, t := range all.facts {
		if err := t.fact.unpack(); err != nil {
			return fmt.Errorf("what %s tells: %w", t.path, err)
		}
		all.add(t.path, t.fact)
	}
	return nil
}

// settle asks for what was put off.
func (all *imported) settle(pass *analysis.Pass, hooks Hooks) {
	for pkg, d := range all.deferred {
		all.add(pkg.Path(), d.told(pass, pkg, hooks))
	}
}

func (all *imported) add(path string, f *Fact) {
	if f.Evidence != nil {
		all.evidence = append(all.evidence, f.Evidence)
	}
	if (f.speaks() || f.Message != nil) && !f.failed(path, Message) {
		all.message[path] = f.Message // nil: it was looked at, and has nothing to say
	}
	if len(f.Bodies) > 0 {
		all.bodies[path] = f.Bodies
	}
	all.failures = merge(all.failures, f.Failures)
	all.speak = all.speak || f.speaks()
	all.open = all.open || f.opens()
}

// merge returns the failures of both lists, sorted, each one once.
func merge(a, b []Failure) []Failure {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(a, b Failure) int {
		return cmp.Or(
			strings.Compare(a.Package, b.Package),
			cmp.Compare(a.Stage, b.Stage),
			strings.Compare(a.Function, b.Function),
			strings.Compare(a.Reason, b.Reason),
		)
	})
	return slices.Compact(all)
}
