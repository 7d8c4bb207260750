package core_test

import (
	"go/types"
	"maps"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/vpplint/vpplint/internal/core"
)

// failing panics in a stage of the analysis of a package.
func failing(stage core.Stage, path string) core.Hooks {
	return core.Hooks{Stage: func(s core.Stage, p *types.Package) {
		if s == stage && p.Path() == path {
			panic("injected")
		}
	}}
}

func TestFailuresTravelToImporters(t *testing.T) {
	for _, stage := range []core.Stage{core.Gate, core.Types, core.Evidence, core.SSA, core.Message, core.Retry} {
		acts := run(t, core.New(failing(stage, "vpp")), three)
		for _, id := range []string{"vpp", "shop", "user"} {
			f := fact(acts[id])
			if f == nil || len(f.Failures) != 1 {
				t.Fatalf("stage %d: %s tells %v, want a failure", stage, id, f)
			}
			failure := f.Failures[0]
			if failure.Package != "vpp" || failure.Stage != stage || failure.Reason != "injected" {
				t.Errorf("stage %d: %s tells %+v", stage, id, failure)
			}
			if !strings.HasPrefix(failure.Function, "core_test.") {
				t.Errorf("the panic is said to be in %q", failure.Function)
			}
			if got := result(acts[id]).Failures(core.Options{}); len(got) != 1 {
				t.Errorf("stage %d: %s has failures %v", stage, id, got)
			}
		}
		if f := fact(acts["none"]); f != nil {
			t.Errorf("stage %d: none tells %v", stage, f)
		}
	}
}

// Without failures the same packages tell of none.
func TestNoFailures(t *testing.T) {
	for id, act := range run(t, core.New(core.Hooks{}), three) {
		if got := result(act).Failures(core.Options{}); len(got) > 0 {
			t.Errorf("%s: %v", id, got)
		}
	}
}

// A helper that could not be translated is missed by those who speak VPP, and
// by nobody else, however far away they are.
func TestFailuresOfHelpersConcernThoseWhoSpeakVPP(t *testing.T) {
	files := maps.Clone(three)
	files["again/again.go"] = "package again\n\nfunc Twice(f func() error) error {\n\tif err := f(); err == nil {\n\t\treturn nil\n\t}\n\treturn f()\n}\n"
	files["plain/plain.go"] = "package plain\n\nimport \"again\"\n\nvar Twice = again.Twice\n"
	files["far/far.go"] = "package far\n\nimport (\n\t\"plain\"\n\t\"vpp\"\n)\n\nvar Last vpp.Response\n\nvar Twice = plain.Twice\n"
	for _, stage := range []core.Stage{core.Types, core.SSA, core.Message, core.Retry} {
		acts := run(t, core.New(failing(stage, "again")), files)
		for id, want := range map[string]int{"again": 0, "plain": 0, "far": 1, "vpp": 0} {
			if got := result(acts[id]).Failures(core.Options{}); len(got) != want {
				t.Errorf("stage %d: %s has failures %v, want %d", stage, id, got, want)
			}
		}
	}
}

// A failure that has to do with the tests alone is kept from importers, and
// from rules that do not look at tests.
func TestFailuresOfTests(t *testing.T) {
	files := maps.Clone(three)
	files["shop/shop_test.go"] = "package shop\n\nvar last = Last()\n"
	var looks atomic.Int32
	acts := runTests(t, core.New(core.Hooks{Stage: func(s core.Stage, p *types.Package) {
		if s == core.Evidence && p.Path() == "shop" {
			if looks.Add(1) == 3 { // after shop and its variant
				panic("injected")
			}
		}
	}}), files)
	act := acts["shop [shop.test]"]
	r := result(act)
	for _, tests := range []bool{false, true, false} {
		o := core.Options{Tests: tests}
		r.Message(o)
		if failed := len(r.Failures(o)) > 0; failed != tests {
			t.Errorf("tests %v: failed %v", tests, failed)
		}
	}
	if f := fact(act); f == nil || len(f.Failures) > 0 {
		t.Errorf("importers are told %v", f)
	}
}

// A replay that fails when a rule asks for it is a failure, too.
func TestFailuresOfReplays(t *testing.T) {
	var prepared atomic.Bool
	acts := run(t, core.New(core.Hooks{Stage: func(s core.Stage, p *types.Package) {
		if s == core.Retry && p.Path() == "vpp" {
			if prepared.Swap(true) {
				panic("injected")
			}
		}
	}}), three)
	r, o := result(acts["vpp"]), core.Options{MaxAttempts: 5}
	if got := r.Failures(o); len(got) > 0 {
		t.Fatalf("failed before it was replayed: %v", got)
	}
	r.Retry(o)
	if got := r.Failures(o); len(got) != 1 || got[0].Stage != core.Retry {
		t.Errorf("got %v, want a failure", got)
	}
}
