package core

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/message"
)

// version is that of the fact's layout.
const version = 1

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
	return f.Evidence != nil && len(f.Evidence.Types) > 0 || f.Message != nil && !f.Message.Partial
}

// failed says whether a stage failed for a package.
func (f *Fact) failed(path string, stage Stage) bool {
	return slices.ContainsFunc(f.Failures, func(x Failure) bool {
		return x.Package == path && (x.Stage == stage || x.Stage == SSA)
	})
}

// imported is what the direct imports of a package told.
type imported struct {
	evidence []*evidence.Fact
	message  map[string]*message.Fact
	bodies   map[string][]byte
	failures []Failure
	speak    bool
	deferred map[*types.Package]*Deferred
	open     bool // a type of theirs may be a response: what is done with it here tells
}

func importFacts(pass *analysis.Pass, pkgs []*types.Package) *imported {
	all := &imported{message: map[string]*message.Fact{}, bodies: map[string][]byte{}, deferred: map[*types.Package]*Deferred{}}
	for _, pkg := range pkgs {
		f := new(Fact)
		if !pass.ImportPackageFact(pkg, f) || f.Version != version {
			continue
		}
		if f.Deferred != nil {
			all.deferred[pkg] = f.Deferred
		}
		all.add(pkg.Path(), f)
	}
	return all
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
	all.open = all.open || f.Evidence != nil && f.Evidence.Open
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
