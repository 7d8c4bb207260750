package core

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// buildSSA builds one package. The program belongs to it alone: of what it
// imports only the declarations are known.
func buildSSA(src *evidence.Source) *ssa.Package {
	prog := ssa.NewProgram(src.Fset, ssa.BareInits)
	prog.SetNoReturn(neverReturns)
	for _, imp := range src.Pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	pkg := prog.CreatePackage(src.Pkg, src.Files, src.Info, false)
	pkg.Build()
	return pkg
}

// neverReturns knows the functions of the standard library that end a program,
// so that code behind them is not taken to run.
func neverReturns(f *types.Func) bool {
	switch f.FullName() {
	case "os.Exit", "runtime.Goexit", "syscall.Exit",
		"log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln",
		"(*log.Logger).Fatal", "(*log.Logger).Fatalf", "(*log.Logger).Fatalln",
		"(*log.Logger).Panic", "(*log.Logger).Panicf", "(*log.Logger).Panicln":
		return true
	}
	return false
}
