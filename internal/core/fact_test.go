package core_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
)

// A map is encoded in any order, and a position means something else to each
// importer.
func TestFactsHaveNoMapsAndNoPositions(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var check func(at string, typ reflect.Type)
	check = func(at string, typ reflect.Type) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch {
		case typ == reflect.TypeFor[token.Pos](), typ == reflect.TypeFor[token.Position]():
			t.Errorf("%s is a position", at)
		case typ.Kind() == reflect.Map, typ.Kind() == reflect.Interface:
			t.Errorf("%s is a %s", at, typ)
		case typ.Kind() == reflect.Pointer, typ.Kind() == reflect.Slice, typ.Kind() == reflect.Array:
			check(at, typ.Elem())
		case typ.Kind() == reflect.Struct:
			for f := range typ.Fields() {
				check(at+"."+f.Name, f.Type)
			}
		}
	}
	check("Fact", reflect.TypeFor[core.Fact]())
	if len(seen) < 5 {
		t.Errorf("a fact consists of %v alone", slices.Collect(maps.Keys(seen)))
	}
}

func TestFactsAreTheSameFromRunToRun(t *testing.T) {
	first := encode(t, run(t, core.New(core.Hooks{}), three))
	if len(first) < 3 {
		t.Fatalf("facts of %v", slices.Sorted(maps.Keys(first)))
	}
	for range 3 {
		if again := encode(t, run(t, core.New(core.Hooks{}), three)); !maps.Equal(first, again) {
			t.Fatal("facts differ")
		}
	}
}

func TestFactsDoNotSeeTests(t *testing.T) {
	files := maps.Clone(three)
	files["none/none_test.go"] = "package none\n\nimport \"vpp\"\n\nvar last vpp.Response\n"
	acts := runTests(t, core.New(core.Hooks{}), files)
	if act := acts["none [none.test]"]; act == nil {
		t.Fatal("no test variant")
	} else if f := fact(act); f != nil {
		t.Errorf("the test variant tells %v", f)
	}
}

func TestNothingToSay(t *testing.T) {
	for name, src := range map[string]string{
		"no VPP":                "package p\n\nfunc F() {}\n",
		"VPP only in a body":    "package p\n\nfunc f(m map[string]any) bool { return m[\"errorNumber\"] == 9616.0 && m[\"errorMessage\"] != nil }\n",
		"a type that is hidden": "package p\n\ntype pair struct{ n int; s string }\n\nfunc f(p pair) bool { return p.n == 9616 || p.s == \"errorNumber\" }\n",
		// What a main does is nobody's business: it cannot be imported.
		"a main": "package main\n\nimport \"vpp\"\n\nfunc Last() *vpp.Response { return nil }\n\nfunc main() { Last() }\n",
	} {
		t.Run(name, func(t *testing.T) {
			acts := run(t, core.New(core.Hooks{}), map[string]string{"vpp/vpp.go": answer, "p/p.go": src})
			if f := fact(acts["p"]); f != nil {
				t.Errorf("it tells %v", f)
			}
		})
	}
}

// The budget of facts, which every importer reads: drivers read all facts of
// all imports for each package.
const (
	perPackage = 12 << 10 // bytes
	perSource  = 2        // bytes of all facts for each byte of source
	perExport  = 100      // bytes of what the compiler tells of the whole tree, for each byte of facts
)

// TestFactsKeepToTheBudget encodes the facts of the fixtures and examples as
// drivers do. They stay the same when they are decoded and encoded again.
func TestFactsKeepToTheBudget(t *testing.T) {
	gopath, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for name, config := range map[string]*packages.Config{
		"fixtures": {Dir: filepath.Join(gopath, "src"), Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off")},
		"examples": {Dir: "../../examples"},
	} {
		t.Run(name, func(t *testing.T) {
			config.Mode = packages.LoadAllSyntax | packages.NeedModule | packages.NeedExportFile
			acts := analyze(t, core.New(core.Hooks{}), config)
			encoded := encode(t, acts)
			total, source, export := 0, 0, 0
			var roots []*packages.Package
			for _, act := range acts {
				roots = append(roots, act.Package)
			}
			packages.Visit(roots, nil, func(pkg *packages.Package) {
				if pkg.ExportFile != "" {
					export += sizeOf(t, []string{pkg.ExportFile})
				}
			})
			for id, act := range acts {
				size := len(encoded[id])
				if size > perPackage {
					t.Errorf("%s tells its importers %d bytes, %d are allowed: look at what portable.Export keeps, and why", id, size, perPackage)
				}
				total += size
				source += sizeOf(t, act.Package.GoFiles)
			}
			if total > perSource*source {
				largest := slices.SortedFunc(maps.Keys(encoded), func(a, b string) int { return -cmp.Compare(len(encoded[a]), len(encoded[b])) })
				t.Errorf("%d bytes of facts for %d bytes of source, %d for each is allowed; the largest are:%s",
					total, source, perSource, table(largest[:min(5, len(largest))], encoded))
			}
			if total*perExport > export {
				t.Errorf("%d bytes of facts for %d bytes of export files", total, export)
			}
			t.Logf("%d facts of %d packages: %d bytes for %d bytes of source and %d bytes of export files", len(encoded), len(acts), total, source, export)
			for id, text := range encoded {
				var f core.Fact
				if err := gob.NewDecoder(strings.NewReader(text)).Decode(&f); err != nil {
					t.Fatal(err)
				}
				if gobOf(t, &f) != text {
					t.Errorf("%s: a fact that was decoded is encoded differently", id)
				}
			}
		})
	}
}

// encode returns what each package tells, as gob.
func encode(t *testing.T, acts map[string]*checker.Action) map[string]string {
	t.Helper()
	all := map[string]string{}
	for id, act := range acts {
		if f := fact(act); f != nil {
			all[id] = gobOf(t, f)
		}
	}
	return all
}

func gobOf(t *testing.T, f analysis.Fact) string {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sizeOf(t *testing.T, files []string) (size int) {
	t.Helper()
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		size += int(info.Size())
	}
	return size
}

func table(ids []string, encoded map[string]string) string {
	var b strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&b, "\n\t%6d %s", len(encoded[id]), id)
	}
	return b.String()
}
