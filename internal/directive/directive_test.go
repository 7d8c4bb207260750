package directive_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/directive"
	"github.com/vpplint/vpplint/internal/rule"
)

// silenced parses src, treats every identifier that begins with "bad" as a
// finding of vpperrormessage, and returns those that are silenced.
func silenced(t *testing.T, src string) (names []string, problems []directive.Problem) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	use := directive.Read(fset, []*ast.File{f}).Use()
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "bad") {
			if use.Silences(rule.ErrorMessage, id.Pos()) {
				names = append(names, id.Name)
			}
		}
		return true
	})
	return names, use.Problems()
}

func TestReach(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"the line that it ends", `
			_ = bad1
			_ = bad2 //vpplint:ignore vpperrormessage legacy server
			_ = bad3`, []string{"bad2"}},
		{"alone on the line above", `
			_ = bad1
			//vpplint:ignore vpperrormessage legacy server
			_ = bad2
			_ = bad3`, []string{"bad2"}},
		{"not across an empty line", `
			//vpplint:ignore vpperrormessage legacy server

			_ = bad1`, nil},
		{"the statement that starts there", `
			//vpplint:ignore vpperrormessage legacy server
			if x {
				_ = bad1
			} else {
				_ = bad2
			}
			_ = bad3`, []string{"bad1", "bad2"}},
		{"a statement over several lines, from its first line", `
			f( //vpplint:ignore vpperrormessage legacy server
				bad1,
				bad2,
			)
			f(bad3)`, []string{"bad1", "bad2"}},
		{"one line within a statement", `
			f(
				bad1,
				bad2, //vpplint:ignore vpperrormessage legacy server
			)`, []string{"bad2"}},
		{"a case clause", `
			switch x {
			//vpplint:ignore vpperrormessage legacy server
			case bad1:
				_ = bad2
			case bad3:
			}`, []string{"bad1", "bad2"}},
		{"a communication clause", `
			select {
			case <-c: //vpplint:ignore vpperrormessage legacy server
				_ = bad1
			default:
				_ = bad2
			}`, []string{"bad1"}},
		{"one branch", `
			if bad1 {
			} else { //vpplint:ignore vpperrormessage legacy server
				_ = bad2
			}`, []string{"bad2"}},
		{"a function literal, with the statement around it", `
			//vpplint:ignore vpperrormessage legacy server
			f(func() {
				_ = bad1
			})
			_ = bad2`, []string{"bad1"}},
		{"not from the last line of a statement", `
			f(bad1,
				bad2) //vpplint:ignore vpperrormessage legacy server`, []string{"bad2"}},
		{"below another tool's directive", `
			//vpplint:ignore vpperrormessage legacy server
			//nolint:vpplint // legacy server
			_ = bad1`, []string{"bad1"}},
		{"not across a comment", `
			//vpplint:ignore vpperrormessage legacy server
			// There is more to say.
			_ = bad1`, nil},
		{"tabs for spaces", `
			_ = bad1 //vpplint:ignore	vpperrormessage	legacy server`, []string{"bad1"}},
		{"no directive: a block comment", `
			_ = bad1 /*vpplint:ignore vpperrormessage legacy server*/`, nil},
		{"directive lines stack", `
			//vpplint:ignore vpperrormessage legacy server
			//vpplint:ignore vppretry9603 other reason
			_ = bad1`, []string{"bad1"}},
		{"several rules with commas", `
			_ = bad1 //vpplint:ignore vppretry9603,vpperrormessage legacy server`, []string{"bad1"}},
		{"another rule", `
			_ = bad1 //vpplint:ignore vppretry9603 legacy server`, nil},
		{"no reason", `
			_ = bad1 //vpplint:ignore vpperrormessage`, nil},
		{"no directive: a space", `
			_ = bad1 // vpplint:ignore vpperrormessage legacy server`, nil},
		{"text in a string", `
			_ = bad1 + "//vpplint:ignore vpperrormessage legacy server"`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, _ := silenced(t, "package p\nfunc g() {"+test.src+"\n}")
			if !slices.Equal(got, test.want) {
				t.Errorf("silenced %v, want %v", got, test.want)
			}
		})
	}
}

func TestReachOfDocComments(t *testing.T) {
	got, _ := silenced(t, `package p

// g is old.
//
//vpplint:ignore vpperrormessage legacy server
func g() {
	_ = bad1
}

func h() { _ = bad2 }

//vpplint:ignore vpperrormessage legacy server
var texts = []string{
	bad3,
}
`)
	if want := []string{"bad1", "bad3"}; !slices.Equal(got, want) {
		t.Errorf("silenced %v, want %v", got, want)
	}
}

func TestLinesAreThoseOfTheFileItself(t *testing.T) {
	got, _ := silenced(t, `package p

func g() {
//line other.go:100
	_ = bad1 //vpplint:ignore vpperrormessage legacy server
//line other.go:100
	_ = bad2
}
`)
	if want := []string{"bad1"}; !slices.Equal(got, want) {
		t.Errorf("silenced %v, want %v", got, want)
	}
}

func TestProblems(t *testing.T) {
	_, problems := silenced(t, `package p

type T struct{}

func (*T) g() {
	_ = bad1 //vpplint:ignore vpperrormessage fine // a comment on it
	_ = bad2 //vpplint:ignore
	_ = bad3 //vpplint:ignore vpperrormessages typo
	_ = bad4 //vpplint:ignore vpperrormessage
	_ = bad5 //vpplint:ignore vpperrormessage // no reason either
	_ = bad6 //vpplint:ignore vpperrormessage,vppretry9616 see https://example.org/1
	_ = bad7 //vpplint:ignroe vpperrormessage typo
	_ = good //vpplint:ignore vpperrormessage nothing here
}
`)
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s %d %q %q %q", p.Decl, p.Flaw, p.Name, p.Rule, p.Reason))
	}
	want := []string{
		fmt.Sprintf(`T.g %d "ignore" "" ""`, directive.NoRule),
		fmt.Sprintf(`T.g %d "ignore" "vpperrormessages" "typo"`, directive.UnknownRule),
		fmt.Sprintf(`T.g %d "ignore" "vpperrormessage" ""`, directive.NoReason),
		fmt.Sprintf(`T.g %d "ignore" "vpperrormessage" ""`, directive.NoReason),
		fmt.Sprintf(`T.g %d "ignore" "vppretry9616" "see https://example.org/1"`, directive.Unused),
		fmt.Sprintf(`T.g %d "ignroe" "" "typo"`, directive.UnknownDirective),
		fmt.Sprintf(`T.g %d "ignore" "vpperrormessage" "nothing here"`, directive.Unused),
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
