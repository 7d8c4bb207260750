package difftest

import (
	"fmt"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/lower"
)

// Load translates the package that Write wrote. The result is encoded: each
// decoding gives a package of its own, which may be changed.
func Load(dir string) (*lower.Result, []byte, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule,
		Dir: dir, Env: environment(),
	}, ".")
	if err != nil {
		return nil, nil, err
	}
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		return nil, nil, fmt.Errorf("the generated package does not compile: %v", pkgs[0].Errors)
	}
	p := pkgs[0]
	prog := ssa.NewProgram(p.Fset, ssa.BareInits)
	for _, imp := range p.Types.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	built := prog.CreatePackage(p.Types, p.Syntax, p.TypesInfo, false)
	built.Build()
	known := evidence.Collect(evidence.Source{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}, nil)
	res := lower.Package(lower.Input{SSA: built, Evidence: known})
	return res, body.Encode(res.Package), nil
}
