package message

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/evidence"
)

// large are functions that become large in practice: tables that somebody, or
// something, has written as code. One line of each is for one case.
var large = map[string]struct{ head, each, between, again, foot string }{
	"a switch on the result of a switch": {
		"func name(r Reply) string {\n\tswitch r.Num {\n", "\tcase %d: return \"error %[1]d\"\n",
		"\t}\n\treturn \"\"\n}\n\nfunc F(r Reply) int {\n\tswitch name(r) {\n", "\tcase \"error %d\": return %[1]d\n", "\t}\n\treturn -1\n}\n",
	},
	"a result that is asked for again and again": {
		"func name(r Reply) string {\n\tswitch r.Num {\n", "\tcase %d: return \"error %[1]d\"\n",
		"\t}\n\treturn \"\"\n}\n\nfunc F(r Reply) int {\n", "\tif name(r) == \"error %d\" { return %[1]d }\n", "\treturn -1\n}\n",
	},
	"a text that comes from everywhere": {
		"func F(r Reply) int {\n\ttext := \"\"\n\tswitch r.Num {\n", "\tcase %d: text = \"error %[1]d\"\n",
		"\tdefault:\n\t\ttext = r.Msg\n\t}\n\tswitch text {\n", "\tcase \"text %d\": return %[1]d\n", "\t}\n\treturn -1\n}\n",
	},
	"a field that is written everywhere": {
		"func F(r Reply, use func(*Reply)) int {\n\tvar c Reply\n\tuse(&c)\n\tswitch r.Num {\n", "\tcase %d: c.Msg = \"error %[1]d\"\n",
		"\tdefault:\n\t\tc.Msg = r.Msg\n\t}\n", "\tif c.Msg == \"text %d\" { return %[1]d }\n", "\treturn -1\n}\n",
	},
}

// write writes such a function with so many cases.
func write(name string, cases int) string {
	l := large[name]
	var b strings.Builder
	b.WriteString("package vpp\n\ntype Reply struct {\n\tNum int `json:\"errorNumber\"`\n\tMsg string `json:\"errorMessage\"`\n}\n\n")
	b.WriteString(l.head)
	for i := range cases {
		fmt.Fprintf(&b, l.each, i)
	}
	b.WriteString(l.between)
	for i := range cases {
		fmt.Fprintf(&b, l.again, i)
	}
	b.WriteString(l.foot)
	return b.String()
}

// alone is a package without imports.
func alone(tb testing.TB, text string) Input {
	tb.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "vpp.go", text, parser.SkipObjectResolution)
	if err != nil {
		tb.Fatal(err)
	}
	p := &packages.Package{Fset: fset, Syntax: []*ast.File{f}, TypesInfo: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}}
	if p.Types, err = new(types.Config).Check("vpp", fset, p.Syntax, p.TypesInfo); err != nil {
		tb.Fatal(err)
	}
	src := evidence.Source{Fset: fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}
	return Input{Source: src, Evidence: evidence.Collect(src, nil), SSA: build(p)}
}

// Twice as many cases take twice as much, not four times as much. What is counted
// is memory that is asked for, which is the same on every machine.
func TestCostsGrowWithCases(t *testing.T) {
	const few = 1000
	for name := range large {
		t.Run(name, func(t *testing.T) {
			one, two := allocated(t, name, few), allocated(t, name, 2*few)
			t.Logf("%d KB, and %d KB for twice as many", one>>10, two>>10)
			if two > 3*one {
				t.Errorf("%d cases take %d KB, %d cases %d KB", few, one>>10, 2*few, two>>10)
			}
		})
	}
}

// allocated is how many bytes the analysis asks for.
func allocated(t *testing.T, name string, cases int) uint64 {
	t.Helper()
	in := alone(t, write(name, cases))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Analyze(in)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func BenchmarkCases(b *testing.B) {
	for name := range large {
		for _, cases := range []int{500, 1000, 2000} {
			b.Run(fmt.Sprintf("%s/%d", name, cases), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					in := alone(b, write(name, cases))
					b.StartTimer()
					Analyze(in)
				}
			})
		}
	}
}

// A walk that is a part of another one spends its steps, and may spend more.
func TestNothingIsAffordableWithoutSteps(t *testing.T) {
	for left, want := range map[int]int{-1: 0, 0: 0, 2: 2, 3: 3, 9: 3} {
		if got := affordable(&walk{left: &left}, []string{"a", "b", "c"}); len(got) != want || want > 0 && got[want-1] != "c" {
			t.Errorf("of three ways, with %d steps left, these can be gone: %q", left, got)
		}
	}
}
