package libraries_test

import (
	"bytes"
	"encoding/gob"
	"path"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/libraries"
)

// What libraries tell their importers stays small, and is nothing for the
// standard library, in every driver.
func TestFacts(t *testing.T) {
	var patterns []string
	for _, l := range libraries.All() {
		patterns = append(patterns, "./"+l.Table)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	size := factSizes(t, pkgs)
	for _, l := range libraries.All() {
		own, all := 0, 0
		for _, p := range pkgs {
			if path.Base(p.PkgPath) != l.Table {
				continue
			}
			packages.Visit([]*packages.Package{p}, nil, func(p *packages.Package) {
				switch {
				case p.Module == nil && size[p.PkgPath] > 0:
					t.Errorf("%s of the standard library tells %d bytes", p.PkgPath, size[p.PkgPath])
				case p.Module == nil || strings.HasPrefix(p.PkgPath, "github.com/vpplint/vpplint/") && !strings.HasPrefix(p.PkgPath, "github.com/vpplint/vpplint/libraries/"+l.Table+"/"):
				case p.Module.Path == l.Module || l.Module == "":
					own += size[p.PkgPath]
					fallthrough
				default:
					all += size[p.PkgPath]
				}
			})
		}
		if own == 0 {
			t.Errorf("%s: it tells nothing", l.Table)
		}
		for _, x := range []struct {
			what         string
			size, budget int
		}{{"it tells", own, l.Facts}, {"it and what it brings along tell", all, l.AllFacts}} {
			if kib := (x.size + 1023) / 1024; kib > x.budget || 2*kib < x.budget {
				t.Errorf("%s: %s %d KiB, the budget is %d", l.Table, x.what, kib, x.budget)
			}
		}
	}
}

// factSizes are the bytes that packages tell, by path.
func factSizes(t *testing.T, pkgs []*packages.Package) map[string]int {
	t.Helper()
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
	return size
}
