package core_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
)

// What is put off is the same when it is asked for: those who speak VPP tell
// and find what they do otherwise.
func TestDeferringChangesNothing(t *testing.T) {
	gopath, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for name, config := range map[string]*packages.Config{
		"fixtures": {Dir: filepath.Join(gopath, "src"), Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off")},
		"examples": {Dir: "../../examples", Tests: true},
	} {
		t.Run(name, func(t *testing.T) {
			config.Mode = packages.LoadAllSyntax | packages.NeedModule
			atOnce := analyze(t, core.New(core.Hooks{}), config)
			later := analyzeAs(t, core.Deferring(core.Hooks{}), config, checker.Options{}) // what is deferred does not travel
			same, deferred := 0, 0
			for id, act := range atOnce {
				want, got := fact(act), fact(later[id])
				switch {
				case got != nil && got.Deferred != nil:
					deferred++
					if want != nil && want.Evidence != nil {
						t.Errorf("%s speaks VPP, but is deferred", id)
					}
				case want == nil:
					if got != nil {
						t.Errorf("%s tells %v, want nothing", id, got)
					}
				case got == nil:
					t.Errorf("%s tells nothing, want %v", id, want)
				case gobOf(t, want) != gobOf(t, got):
					t.Errorf("%s tells %v, want %v", id, got, want)
				default:
					same++
				}
			}
			if same < 5 || deferred < 1 {
				t.Errorf("%d packages tell the same, %d are deferred", same, deferred)
			}
			t.Logf("%d packages tell the same, %d are deferred", same, deferred)
		})
	}
}
