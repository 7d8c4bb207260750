package plugin

import (
	"runtime/debug"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
)

func TestEdition(t *testing.T) {
	ours := func(version string, replace *debug.Module) *debug.Module {
		return &debug.Module{Path: module, Version: version, Replace: replace}
	}
	for name, test := range map[string]struct {
		deps []*debug.Module
		want string
	}{
		"a release":       {[]*debug.Module{{Path: "example.com/other", Version: "v9.9.9"}, ours("v1.2.3", nil)}, "v1_2_3"},
		"a branch":        {[]*debug.Module{ours("v1.2.4-0.20260102030405-0123456789ab", nil)}, "v1_2_4_0_20260102030405_0123456789ab"},
		"a folder":        {[]*debug.Module{ours("v0.0.0", &debug.Module{Path: "../"})}, ""},
		"a fork":          {[]*debug.Module{ours("v1.2.3", &debug.Module{Path: "example.com/fork", Version: "v1.2.5"})}, "v1_2_5"},
		"a workspace":     {[]*debug.Module{ours("(devel)", nil)}, ""},
		"somebody else's": {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := edition(&debug.BuildInfo{Deps: test.deps}); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// golangci-lint keeps issues under the names of what the plugin returns, and
// facts under that of the helper.
func TestResultsAreKeptByEdition(t *testing.T) {
	names := map[string]bool{}
	for _, edition := range []string{"v1_2_3", "v1_2_4"} {
		helper := core.Deferring(core.Hooks{})
		suite := mark(edition, merged(analyzer.New(analyzer.DefaultSettings()), true), helper)
		if err := analysis.Validate(suite); err != nil {
			t.Fatal(err)
		}
		if len(suite) != 2 || suite[0].Name != Name {
			t.Fatalf("got %v, want the linter, whose name is not shown, and its edition", suite)
		}
		names[suite[1].Name], names[helper.Name] = true, true
	}
	if len(names) != 4 {
		t.Errorf("names are shared: %v", names)
	}
}
