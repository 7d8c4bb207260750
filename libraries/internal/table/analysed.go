package table

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/retry"
)

// Analysed is a table with what the analysis says about it.
type Analysed struct {
	pkg      *packages.Package
	core     *core.Result
	findings map[string][]string // by declaration: "T.Method", "Func"
}

// Analyse loads a package from a module that lies in dir, with the sources of all
// that it imports, and runs the rules. Nothing runs of the package itself.
func Analyse(dir, path string) (*Analysed, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir}, path)
	if err != nil {
		return nil, err
	}
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		return nil, fmt.Errorf("loading %s: %v", path, pkgs)
	}
	graph, err := checker.Analyze(append(analyzer.All(), core.Analyzer), pkgs, nil)
	if err != nil {
		return nil, err
	}
	a := &Analysed{pkg: pkgs[0], findings: map[string][]string{}}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, act.Err
		}
		if r, ok := act.Result.(*core.Result); ok {
			a.core = r
		}
		for _, d := range act.Diagnostics {
			decl := a.declaration(d.Pos)
			a.findings[decl] = append(a.findings[decl], act.Analyzer.Name)
		}
	}
	for _, rules := range a.findings {
		slices.Sort(rules)
	}
	return a, nil
}

// Labels are the findings that rows deserve, by row, as the type that is the
// table says.
func (a *Analysed) Labels(typ string) map[string][]string {
	out := map[string][]string{}
	for _, r := range a.rows(typ) {
		out[r.name] = r.want
	}
	return out
}

// Findings are those of a row.
func (a *Analysed) Findings(typ, row string) []string { return a.findings[typ+"."+row] }

// Predict is when a row sends its first request while that is answered with a
// number.
func (a *Analysed) Predict(typ, row string, number int) ([]retry.Moment, error) {
	p, err := a.core.Predict(fmt.Sprintf("(%s.%s).%s", a.pkg.PkgPath, typ, row), number)
	if err != nil || len(p) == 0 {
		return nil, err
	}
	return p[0].Times, nil
}

// row is a method of a table.
type row struct {
	name   string
	want   []string
	notYet string
	random string
	owner  string // where its findings are
}

// rows are the exported methods of a type, in source order.
func (a *Analysed) rows(typ string) []row {
	var out []row
	a.declarations(func(fn *ast.FuncDecl, name string) {
		if !fn.Name.IsExported() || name != typ+"."+fn.Name.Name {
			return
		}
		r := row{name: fn.Name.Name, owner: name}
		if fn.Doc != nil {
			for _, c := range fn.Doc.List {
				if text, ok := strings.CutPrefix(c.Text, "//want:"); ok {
					r.want = strings.Fields(text)
				}
				if text, ok := strings.CutPrefix(c.Text, "//notyet:"); ok {
					r.notYet = strings.TrimSpace(text)
				}
				if text, ok := strings.CutPrefix(c.Text, "//owner:"); ok {
					r.owner = strings.TrimSpace(text)
				}
				if text, ok := strings.CutPrefix(c.Text, "//random:"); ok {
					r.random = strings.TrimSpace(text)
				}
			}
		}
		out = append(out, r)
	})
	return out
}

// declaration names the function around a position.
func (a *Analysed) declaration(pos token.Pos) string {
	in := a.pkg.Fset.Position(pos).String()
	a.declarations(func(fn *ast.FuncDecl, name string) {
		if fn.Pos() <= pos && pos < fn.End() {
			in = name
		}
	})
	return in
}

func (a *Analysed) declarations(each func(fn *ast.FuncDecl, name string)) {
	for _, f := range a.pkg.Syntax {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := fn.Name.Name
			if recv := a.pkg.TypesInfo.Defs[fn.Name].(*types.Func).Signature().Recv(); recv != nil {
				t := recv.Type()
				if p, ok := t.(*types.Pointer); ok {
					t = p.Elem()
				}
				name = t.(*types.Named).Obj().Name() + "." + name
			}
			each(fn, name)
		}
	}
}
