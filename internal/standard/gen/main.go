// Command gen writes bodies.bin: the portable bodies of the standard library
// that the replay runs, translated from the sources of the Go version that
// runs it.
package main

import (
	"log"
	"os"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/lower"
)

// paths are packages of plain Go code that hold collections and algorithms:
// what they do to their arguments decides what is sent again.
var paths = []string{"cmp", "container/heap", "container/list", "container/ring", "maps", "slices", "sort"}

func main() {
	log.SetFlags(0)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedDeps}, paths...)
	if err != nil {
		log.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		os.Exit(1)
	}
	var all []*body.Package
	for _, p := range pkgs {
		prog := ssa.NewProgram(p.Fset, ssa.BareInits)
		for _, imp := range p.Types.Imports() {
			prog.CreatePackage(imp, nil, nil, true)
		}
		pkg := prog.CreatePackage(p.Types, p.Syntax, p.TypesInfo, false)
		pkg.Build()
		all = append(all, lower.Package(lower.Input{SSA: pkg}).Package)
	}
	if err := os.WriteFile("bodies.bin", body.EncodeAll(all), 0o644); err != nil {
		log.Fatal(err)
	}
}
