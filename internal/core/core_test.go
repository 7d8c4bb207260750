package core_test

import (
	"bytes"
	"encoding/gob"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"

	"github.com/vpplint/vpplint/internal/core"
)

// three packages: only vpp mentions the number; user sees it through shop.
var three = map[string]string{
	"vpp/vpp.go":   answer,
	"shop/shop.go": "package shop\n\nimport \"vpp\"\n\nfunc Last() *vpp.Response { return nil }\n",
	"user/user.go": "package user\n\nimport \"shop\"\n\nfunc Assigned() bool { return shop.Last().ErrorMessage == \"License already assigned\" }\n",
	"none/none.go": "package none\n\nfunc F() {}\n",
}

func TestEvidenceTravelsThroughDirectImports(t *testing.T) {
	acts := run(t, core.New(core.Hooks{}), three)
	for _, id := range []string{"vpp", "shop", "user"} {
		if f := fact(acts[id]); f == nil || f.Evidence == nil {
			t.Errorf("%s tells %v, want evidence", id, f)
		}
	}
	if found := result(acts["user"]).Message(core.Options{}); len(found) != 1 {
		t.Errorf("user has %d findings, want 1: %v", len(found), found)
	}
}

func TestPackagesWithoutVPPCostNothing(t *testing.T) {
	var looked []string
	acts := run(t, core.New(core.Hooks{Stage: func(s core.Stage, p *types.Package) {
		if s != core.Gate {
			looked = append(looked, p.Path())
		}
	}}), map[string]string{
		"none/none.go": three["none/none.go"],
		"user/user.go": "package user\n\nimport \"none\"\n\nfunc F() { none.F() }\n",
	})
	if len(looked) > 0 {
		t.Errorf("looked at %v", looked)
	}
	for id, act := range acts {
		if f := fact(act); f != nil {
			t.Errorf("%s tells %v", id, f)
		}
	}
}

// encode returns what each package tells, as gob.
func encode(t *testing.T, acts map[string]*checker.Action) map[string]string {
	t.Helper()
	all := map[string]string{}
	for id, act := range acts {
		if f := fact(act); f != nil {
			var b bytes.Buffer
			if err := gob.NewEncoder(&b).Encode(f); err != nil {
				t.Fatal(err)
			}
			all[id] = b.String()
		}
	}
	return all
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
	for id, text := range first {
		var f core.Fact
		if err := gob.NewDecoder(strings.NewReader(text)).Decode(&f); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(&f); err != nil {
			t.Fatal(err)
		}
		if b.String() != text {
			t.Errorf("%s: a fact that was decoded is encoded differently", id)
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

func TestTestsDoNotExistUnlessAskedFor(t *testing.T) {
	decide := func(pkg, name string) string {
		return "package " + pkg + "\n\nimport \"vpp\"\n\nfunc " + name + "(r *vpp.Response) bool { return r.ErrorMessage == \"License not found\" }\n"
	}
	files := map[string]string{
		"vpp/vpp.go":        answer,
		"shop/shop.go":      decide("shop", "missing"),
		"shop/shop_test.go": decide("shop", "missingInTest"),
		"shop/x_test.go":    decide("shop_test", "missingFromOutside"),
	}
	acts := runTests(t, core.New(core.Hooks{}), files)
	for id, want := range map[string][2]int{
		"shop":                  {1, 1},
		"shop [shop.test]":      {1, 2},
		"shop_test [shop.test]": {0, 1},
	} {
		if acts[id] == nil {
			t.Fatalf("no package %s among %v", id, slices.Sorted(maps.Keys(acts)))
		}
		r := result(acts[id])
		if got := len(r.Message(core.Options{})); got != want[0] {
			t.Errorf("%s: %d findings without tests, want %d", id, got, want[0])
		}
		if got := len(r.Message(core.Options{Tests: true})); got != want[1] {
			t.Errorf("%s: %d findings with tests, want %d", id, got, want[1])
		}
	}
}

// A method that only a test file declares must not keep the package from being
// looked at without it.
func TestPackageIsCheckedAgainWithoutItsTests(t *testing.T) {
	files := map[string]string{
		"vpp/vpp.go":         answer + "\ntype teller interface{ tell() string }\n\nvar tellers []teller\n\ntype T struct{}\n",
		"vpp/export_test.go": "package vpp\n\nfunc (T) tell() string { return \"\" }\n\nfunc init() { tellers = append(tellers, T{}) }\n",
	}
	r := result(runTests(t, core.New(core.Hooks{}), files)["vpp [vpp.test]"])
	for _, tests := range []bool{false, true} {
		o := core.Options{Tests: tests}
		r.Message(o)
		r.Retry(o)
		if failures := r.Failures(o); len(failures) > 0 {
			t.Error(failures)
		}
	}
}

func TestGeneratedFilesAreJudgedByTheirOriginal(t *testing.T) {
	const decision = "\nimport \"vpp\"\n\nfunc f(r *vpp.Response) bool { return r.ErrorMessage == \"License not found\" }\n"
	for name, test := range map[string]struct {
		src       string
		generated bool
	}{
		"written by hand":         {"package shop\n", false},
		"generated":               {"// Code generated by hand. DO NOT EDIT.\n\npackage shop\n", true},
		"translated by cgo":       {"// Code generated by cmd/cgo; DO NOT EDIT.\n\n//line shop.go:1:1\npackage shop\n", false},
		"generated, then by cgo":  {"// Code generated by cmd/cgo; DO NOT EDIT.\n\n//line shop.go:1:1\n// Code generated by hand. DO NOT EDIT.\n\npackage shop\n", true},
		"says so behind the name": {"package shop\n\n// Code generated by hand. DO NOT EDIT.\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			r := result(run(t, core.New(core.Hooks{}), map[string]string{"vpp/vpp.go": answer, "shop/x.cgo1.go": test.src + decision})["shop"])
			if got := len(r.Message(core.Options{Generated: true})); got != 1 {
				t.Errorf("%d findings, want 1", got)
			}
			if hidden := len(r.Message(core.Options{})) == 0; hidden != test.generated {
				t.Errorf("hidden: %v, want %v", hidden, test.generated)
			}
		})
	}
}
