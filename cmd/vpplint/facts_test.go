package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/types"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
)

// telling is the command with one more rule, which reports what packages tell
// their importers: where drivers differ in that, they differ in a finding.
func telling() {
	c := process()
	c.suite = tellingSuite
	os.Exit(c.run(os.Args[1:]))
}

func tellingSuite(s analyzer.Settings) []*analysis.Analyzer { return append(analyzer.New(s), facts) }

// facts reports, for each package with VPP in it or below it, digests of its
// fact and of the facts of all packages that it depends on. Below a package
// without VPP, facts are of no use, and not every driver looks for them.
var facts = &analysis.Analyzer{
	Name:       "facts",
	Doc:        "facts: report what packages tell their importers",
	Requires:   []*analysis.Analyzer{core.Analyzer},
	FactTypes:  []analysis.Fact{new(told)},
	ResultType: reflect.TypeFor[[]finding.Finding](),
	Run: func(pass *analysis.Pass) (any, error) {
		digests, speaks := map[string]bool{}, false
		for pkg := range imports(pass) {
			var below told
			if pass.ImportPackageFact(pkg, &below) {
				for _, d := range below.Digests {
					digests[d] = true
				}
				speaks = speaks || below.Speaks
			}
		}
		result := pass.ResultOf[core.Analyzer].(*core.Result)
		if f := result.Fact(); f != nil {
			d, err := digest(pass.Pkg.Path(), f)
			if err != nil {
				return nil, err
			}
			digests[d] = true
			speaks = speaks || f.Evidence != nil
		}
		all := slices.Sorted(maps.Keys(digests))
		if len(all) > 0 {
			pass.ExportPackageFact(&told{all, speaks})
		}
		if !speaks {
			return []finding.Finding(nil), nil
		}
		f := finding.Finding{Pos: result.Pos(), Message: "packages tell " + strings.Join(all, ", ")}
		pass.Report(f.Diagnostic())
		return []finding.Finding{f}, nil
	},
}

// told is what the rule knows about a package and all below it.
type told struct {
	Digests []string
	Speaks  bool // one of them has evidence
}

func (*told) AFact() {}

// digest is the same in every process, unlike a fact's encoding by gob.
func digest(path string, f *core.Fact) (string, error) {
	text, err := json.Marshal(f)
	return fmt.Sprintf("%s %s %.8x", path, f, sha256.Sum256(text)), err
}

// imports are the packages that files other than tests import.
func imports(pass *analysis.Pass) map[*types.Package]bool {
	pkgs := map[*types.Package]bool{}
	for _, f := range pass.Files {
		if strings.HasSuffix(pass.Fset.File(f.FileStart).Name(), "_test.go") {
			continue
		}
		for _, spec := range f.Imports {
			if name := pass.TypesInfo.PkgNameOf(spec); name != nil {
				pkgs[name.Imported()] = true
			}
		}
	}
	return pkgs
}
