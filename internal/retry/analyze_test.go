package retry_test

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/lower"
	"github.com/vpplint/vpplint/internal/replay"
	"github.com/vpplint/vpplint/internal/retry"
)

var limits = retry.Limits{MaxAttempts: 5, EscalatedDelay: time.Minute}

// client is what all sources of these tests begin with.
const client = `package p

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

type VPPResponse struct {
	Status       int    ` + "`json:\"status\"`" + `
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
	More         string ` + "`json:\"more\"`" + `
}

var errBusy = errors.New("busy")

func send(ctx context.Context, body []byte) (r VPPResponse, err error) {
	req, err := http.NewRequestWithContext(ctx, "POST", "https://vpp.itunes.apple.com/mdm/manage", bytes.NewReader(body))
	if err != nil {
		return r, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return r, err
	}
	defer res.Body.Close()
	err = json.NewDecoder(res.Body).Decode(&r)
	return r, err
}

func pause() { time.Sleep(time.Second) }
`

// load translates a package that consists of client and the given source.
func load(t testing.TB, source string) retry.Input {
	t.Helper()
	in, _ := loadAt(t, source)
	return in
}

// loadAt also gives the positions of the package.
func loadAt(t testing.TB, source string) (retry.Input, *token.FileSet) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/p\n\ngo 1.26\n", "client.go": client, "p.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: dir}, ".")
	if err != nil || packages.PrintErrors(pkgs) > 0 {
		t.Fatalf("the source does not compile: %v", err)
	}
	p := pkgs[0]
	prog := ssa.NewProgram(p.Fset, ssa.BareInits)
	for _, imp := range p.Types.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	pkg := prog.CreatePackage(p.Types, p.Syntax, p.TypesInfo, false)
	pkg.Build()
	ev := evidence.Collect(evidence.Source{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}, nil)
	res := lower.Package(lower.Input{SSA: pkg, Evidence: ev})
	decoded, err := body.Decode(body.Encode(res.Package))
	if err != nil {
		t.Fatal(err)
	}
	res.Package = decoded
	return retry.Input{Package: res}, p.Fset
}

// numbers are the numbers that each declaration is found to retry.
func numbers(r retry.Report) map[string]string {
	out := map[string]string{}
	for _, f := range r.Findings {
		out[f.Decl] = strings.TrimSpace(out[f.Decl] + " " + fmt.Sprint(f.Number))
	}
	return out
}

// What is not known is decided by where it comes from.
func TestUnknowns(t *testing.T) {
	in := load(t, `package p

import "context"

// A switch of the configuration may go either way: one is enough.
func ConfigSwitch(ctx context.Context, body []byte, stubborn bool) {
	for range 10 {
		r, _ := send(ctx, body)
		if r.ErrorNumber == 0 || r.ErrorNumber == 9616 && !stubborn {
			return
		}
	}
}

// The rest of the answer may say anything: every way has to show it.
func AnswerSays(ctx context.Context, body []byte) {
	for {
		r, _ := send(ctx, body)
		if r.ErrorNumber == 0 || r.More == "stop" {
			return
		}
	}
}

// Whatever the answer says, it is sent again.
func AnswerSaysNothing(ctx context.Context, body []byte) {
	for range 10 {
		r, _ := send(ctx, body)
		if r.ErrorNumber == 0 {
			return
		}
		if r.More == "soon" {
			pause()
		}
	}
}

// An unknown limit may be anything for 9603, and is two or more for 9616.
func Limit(ctx context.Context, body []byte, attempts int) {
	for i := 0; i < attempts; i++ {
		if r, _ := send(ctx, body); r.ErrorNumber == 0 {
			return
		}
	}
}

// A limit with a default is that default.
func Default(ctx context.Context, body []byte, attempts int) {
	if attempts <= 0 {
		attempts = 8
	}
	for i := 0; i < attempts; i++ {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 {
			return
		}
	}
}
`)
	got := numbers(retry.Analyze(in, limits))
	for decl, want := range map[string]string{
		"ConfigSwitch":      "9603 9616",
		"AnswerSays":        "",
		"AnswerSaysNothing": "9603 9616",
		"Limit":             "9616",
		"Default":           "9603",
	} {
		if got[decl] != want {
			t.Errorf("%s: found %q, want %q", decl, got[decl], want)
		}
	}
}

// The limits are settings: what is judged is what they say.
func TestLimits(t *testing.T) {
	in := load(t, `package p

import (
	"context"
	"time"
)

func Ten(ctx context.Context, body []byte) {
	for range 10 {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 {
			return
		}
		time.Sleep(2 * time.Second)
	}
}
`)
	for _, c := range []struct {
		limits retry.Limits
		found  bool
	}{
		{retry.Limits{MaxAttempts: 5, EscalatedDelay: time.Minute}, true},
		{retry.Limits{MaxAttempts: 8, EscalatedDelay: time.Minute}, true},
		{retry.Limits{MaxAttempts: 9, EscalatedDelay: time.Minute}, false},
		{retry.Limits{MaxAttempts: 5, EscalatedDelay: 3 * time.Second}, true},
		{retry.Limits{MaxAttempts: 5, EscalatedDelay: 2 * time.Second}, false},
	} {
		if found := len(retry.Analyze(in, c.limits).Findings) > 0; found != c.found {
			t.Errorf("%+v: found %v, want %v", c.limits, found, c.found)
		}
	}
}

// Hostile code ends within the budgets, and in silence where they run out.
func TestHostileCode(t *testing.T) {
	var branches, cases strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&branches, "\tif flags[%d] { n += %d }\n", i, i)
		fmt.Fprintf(&cases, "\tcase %d: n++\n", 10000+i)
	}
	in := load(t, `package p

import "context"

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + deep(n-1)
}

func DeepRecursion(ctx context.Context, body []byte) {
	for deep(1<<30) > 0 {
		if r, _ := send(ctx, body); r.ErrorNumber == 0 {
			return
		}
	}
}

func Endless(ctx context.Context, body []byte) {
	for {
		if r, _ := send(ctx, body); r.ErrorNumber == 0 {
			for {
			}
		}
	}
}

func ThousandBranches(ctx context.Context, body []byte, flags []bool) (n int) {
`+branches.String()+`
	for range 10 {
		if r, _ := send(ctx, body); r.ErrorNumber == 0 {
			return n
		}
	}
	return n
}

func ThousandCases(ctx context.Context, body []byte) (n int) {
	for range 10 {
		r, _ := send(ctx, body)
		switch r.ErrorNumber {
		case 0:
			return n
`+cases.String()+`
		}
	}
	return n
}

func Irreducible(ctx context.Context, body []byte, odd bool) {
	i := 0
	if odd {
		goto second
	}
first:
	i++
second:
	if r, _ := send(ctx, body); r.ErrorNumber == 9603 && i < 20 {
		i++
		goto first
	}
}
`)
	report := retry.Analyze(in, limits)
	got := numbers(report)
	for decl, want := range map[string]string{
		"DeepRecursion": "", "Endless": "", "ThousandCases": "9603 9616", "Irreducible": "9603",
	} {
		if got[decl] != want {
			t.Errorf("%s: found %q, want %q", decl, got[decl], want)
		}
	}
	reasons := map[string]string{}
	for _, u := range report.Undecided {
		reasons[u.Root[strings.LastIndexByte(u.Root, '.')+1:]] = u.Reason
	}
	for _, root := range []string{"Endless"} {
		if reasons[root] == "" {
			t.Errorf("%s: silent without a reason", root)
		}
	}
	if b := replay.DefaultBudget; report.Stats.Steps > 20*b.Total {
		t.Errorf("%d steps", report.Stats.Steps)
	}
}
