package plugin

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// golangci-lint applies the fixes of the issues that it shows, and no others,
// so whatever is silenced, or is not new, the file has to compile.
func TestFilesCompileWhicheverFixesAreApplied(t *testing.T) {
	const eligible, found, retired = `"License not eligible"`, `"License not found"`, `"The user has already been retired"`
	for name, test := range map[string]struct {
		body  string
		fixes []int // the numbers of lines with a fix
		lines int   // of issues
	}{
		"one":       {"if strings.HasPrefix(r.ErrorMessage, " + eligible + ") { return }", []int{1}, 1},
		"no import": {"if r.ErrorMessage == " + found + " { return }\nif r.ErrorMessage == " + retired + " { return }", []int{1, 2}, 2},
		"two lines share the import": {
			"if strings.HasPrefix(r.ErrorMessage, " + eligible + ") { return }\nif strings.HasPrefix(r.ErrorMessage, " + retired + ") { return }", []int{1}, 2,
		},
		"and another use": {
			"if strings.HasPrefix(r.ErrorMessage, " + eligible + ") { return }\nif strings.HasPrefix(r.ErrorMessage, " + retired + ") { return }\n_ = strings.ToUpper(\"x\")", []int{1, 2}, 2,
		},
		"one line shares the import": {
			"if strings.HasPrefix(r.ErrorMessage, " + eligible + ") || strings.HasPrefix(r.ErrorMessage, " + retired + ") { return }", nil, 1,
		},
		"one line, two fixes": {
			"if r.ErrorMessage == " + found + " || r.ErrorMessage == " + retired + " { return }", []int{1}, 1,
		},
		"one line, one fix": {
			"if r.ErrorMessage == " + found + " || r.ErrorMessage == \"no\" { return }", nil, 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			imports := ""
			if strings.Contains(test.body, "strings.") {
				imports = "\nimport \"strings\"\n"
			}
			head := "package mdm\n" + imports + `
type Response struct {
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

func f(r *Response) {
`
			act := lint(t, head+test.body+"\n}\n")
			if len(act.Diagnostics) != test.lines {
				t.Fatalf("%d issues, want %d: %v", len(act.Diagnostics), test.lines, act.Diagnostics)
			}
			var fixed []int
			var fixes []analysis.SuggestedFix
			for _, d := range act.Diagnostics {
				if len(d.SuggestedFixes) > 0 {
					fixed = append(fixed, act.Package.Fset.Position(d.Pos).Line-strings.Count(head, "\n"))
					fixes = append(fixes, d.SuggestedFixes...)
				}
			}
			if !slices.Equal(fixed, test.fixes) {
				t.Errorf("the lines %v have fixes, want %v", fixed, test.fixes)
			}
			for set := range 1 << len(fixes) {
				var edits []analysis.TextEdit
				for i, fix := range fixes {
					if set>>i&1 == 1 {
						edits = append(edits, fix.TextEdits...)
					}
				}
				compile(t, act.Package, edits)
			}
		})
	}
}

// lint runs the plugin on a package of one file.
func lint(t *testing.T, src string) *checker.Action {
	t.Helper()
	gopath, cleanup, err := analysistest.WriteFiles(map[string]string{"mdm/mdm.go": src})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cleanup)
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax, Dir: gopath + "/src", Env: append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off", "GOPROXY=off"),
	}, "mdm")
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(suite, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	act := graph.Roots[0]
	if act.Err != nil {
		t.Fatal(act.Err)
	}
	return act
}

// compile checks the file of a package with edits.
func compile(t *testing.T, pkg *packages.Package, edits []analysis.TextEdit) {
	t.Helper()
	src, err := os.ReadFile(pkg.GoFiles[0])
	if err != nil {
		t.Fatal(err)
	}
	file := pkg.Fset.File(pkg.Syntax[0].FileStart)
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
	for _, e := range edits {
		src = slices.Concat(src[:file.Offset(e.Pos)], e.NewText, src[file.Offset(e.End):])
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "mdm.go", src, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	known := importer{}
	for path, imp := range pkg.Imports {
		known[path] = imp.Types
	}
	if _, err := (&types.Config{Importer: known}).Check("mdm", fset, []*ast.File{f}, nil); err != nil {
		t.Errorf("%v\n%s", err, src)
	}
}

type importer map[string]*types.Package

func (m importer) Import(path string) (*types.Package, error) { return m[path], nil }
