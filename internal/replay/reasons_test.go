package replay

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Each reason for which a replay stops is a budget, or is known to be none.
func TestReasonsAreSorted(t *testing.T) {
	unknown := []string{
		"a goroutine panics",
		"a malformed body",
		"a send was found",
		"an iterator panics",
		"the initialiser of ",
	}
	reasons := stopReasons(t)
	for _, reason := range reasons {
		if OutOfBudget(reason) == slices.Contains(unknown, reason) {
			t.Errorf("%q belongs into OutOfBudget, or into the list of this test", reason)
		}
	}
	for _, reason := range unknown {
		if !slices.Contains(reasons, reason) {
			t.Errorf("nothing stops because %q", reason)
		}
	}
}

// stopReasons are the texts with which the package stops a run.
func stopReasons(t *testing.T) (reasons []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "stop" {
				return true
			}
			// The first text: there may be a name behind it.
			ast.Inspect(call.Args[0], func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				if text, err := strconv.Unquote(lit.Value); err == nil && len(text) > 1 && text != " panics" {
					reasons = append(reasons, text)
				}
				return false
			})
			return true
		})
	}
	return reasons
}
