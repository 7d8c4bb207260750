package core_test

import (
	"go/types"
	"strings"
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
	for _, stage := range []core.Stage{core.Types, core.Evidence, core.SSA, core.Message, core.Retry} {
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
			if got := result(acts[id]).Failures(); len(got) != 1 {
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
		if got := result(act).Failures(); len(got) > 0 {
			t.Errorf("%s: %v", id, got)
		}
	}
}
