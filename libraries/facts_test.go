package libraries_test

import (
	"bytes"
	"encoding/gob"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/libraries"
)

func TestFacts(t *testing.T) {
	var patterns []string
	for _, l := range libraries.All() {
		patterns = append(patterns, "./"+l.Table)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{core.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	size := map[string]int{}
	for act := range graph.All() {
		fact := new(core.Fact)
		if act.Analyzer != core.Analyzer || !act.PackageFact(act.Package.Types, fact) {
			continue
		}
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(fact); err != nil {
			t.Fatal(err)
		}
		size[act.Package.PkgPath] = b.Len()
	}
	for _, p := range pkgs {
		total := 0
		packages.Visit([]*packages.Package{p}, nil, func(q *packages.Package) {
			if strings.Contains(q.PkgPath, "vpplint") {
				return
			}
			if n := size[q.PkgPath]; n > 3000 {
				t.Logf("    %s %d", q.PkgPath, n)
			}
			total += size[q.PkgPath]
		})
		t.Log(p.PkgPath, total)
	}
}
