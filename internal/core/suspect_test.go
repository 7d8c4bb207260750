package core

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/evidence"
)

// Packages of other modules that hold what a retry may depend on look so to who
// knows their sources alone, too.
func TestWhoMayTellLooksSo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		src  string
		want bool
	}{
		"nothing":                    {`package p; func Add(a, b int) int { for { return a + b } }`, false},
		"a wait":                     {`package p; import "time"; func Retry(f func() error) { time.Sleep(time.Second); f() }`, true},
		"a generic function":         {`package p; func Map[T any](t T) T { return t }`, true},
		"a set":                      {`package p; type Set[T comparable] map[T]bool`, true},
		"another name of a set":      {`package p; type set[T comparable] map[T]bool; type Names = set[string]`, true},
		"a pointer to a set":         {`package p; type set[T comparable] map[T]bool; type Names = *set[string]`, true},
		"a holder":                   {`package p; type Option interface { Value() any }; type o struct{}; func With(v any) Option { return nil }`, true},
		"a holder of something":      {`package p; type Any interface{}; type Option interface { Value() any }; func With(name string, v Any) Option { return nil }`, true},
		"a loop around a call":       {`package p; func Do(f func() error) { for f() != nil {} }`, true},
		"a loop of a method":         {`package p; type t struct{}; type Op func() (int, error); func (t) Do(n int, f Op) { for range n { func() { f() }() } }`, true},
		"what tells errors apart":    {`package p; func IsBusy(err error) bool { return err != nil }`, true},
		"what tells numbers apart":   {`package p; func IsBusy(n int) bool { return n == 9603 }`, false},
		"a call outside of the loop": {`package p; func Do(f func() error) { for { break }; _ = f() }`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(test.src), 0o644); err != nil {
				t.Fatal(err)
			}
			pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: dir, Env: append(os.Environ(), "GO111MODULE=off")}, filepath.Join(dir, "p.go"))
			if err != nil || len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
				t.Fatalf("loading: %v, %v", err, pkgs)
			}
			exact, suspected := compareGates(pkgs[0])
			if exact != test.want || suspected != test.want {
				t.Errorf("the gate says %t, the look at the sources says %t, want %t", exact, suspected, test.want)
			}
		})
	}
}

// It is the same with packages that nobody has written for this test.
func TestWhoMayTellLooksSoElsewhere(t *testing.T) {
	t.Parallel()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax}, "golang.org/x/tools/go/...", "go.yaml.in/yaml/v4/...", "golang.org/x/sync/...")
	if err != nil {
		t.Fatal(err)
	}
	tell, fewer := 0, 0
	for _, pkg := range pkgs {
		if pkg.IllTyped || pkg.Name == "main" {
			continue
		}
		exact, suspected := compareGates(pkg)
		if exact && !suspected {
			t.Errorf("%s may hold helpers, but does not look so", pkg.PkgPath)
		}
		if exact {
			tell++
		}
		if !suspected {
			fewer++
		}
	}
	if tell < 5 || fewer < 5 {
		t.Errorf("of %d packages %d may hold helpers, and %d do not look so: that tells too little", len(pkgs), tell, fewer)
	}
}

// compareGates asks both gates about a package, as if it were of another module.
func compareGates(pkg *packages.Package) (exact, suspected bool) {
	pass := &analysis.Pass{
		Fset: pkg.Fset, Files: pkg.Syntax, Pkg: pkg.Types, TypesInfo: pkg.TypesInfo, ReadFile: os.ReadFile,
		Module: &analysis.Module{Path: "example.com/other", Version: "v1.0.0"},
	}
	s := Suspect{Path: pkg.PkgPath, Name: pkg.Name, Files: pkg.GoFiles}
	for path := range pkg.Imports {
		s.Imports = append(s.Imports, path)
	}
	exact = noHelp != mayHelp(pass, &evidence.Source{Fset: pkg.Fset, Files: pkg.Syntax, Pkg: pkg.Types, Info: pkg.TypesInfo})
	return exact, s.MayTell(os.ReadFile)
}
