package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/standalone"
	"github.com/vpplint/vpplint/plugin"
)

// damaged are packages that do not compile, each in its own way. All but the
// last speak VPP.
var damaged = map[string]string{
	"types":     "func F(r *vpp.Response) string { return r.ErrorNumber }",
	"undefined": "func F(r *vpp.Response) { for { nothing(r.ErrorMessage) } }",
	"syntax":    "func F(r *vpp.Response) { if r.ErrorMessage == \"License not found\" {",
	"bytes":     "func F(r *vpp.Response) bool { return r.ErrorMessage == \"License \xff not \xc0\x80 found\" }",
	"comment":   "// \xff\xfe\nfunc F(r *vpp.Response) bool { return r.ErrorMessage == \"License not found\" }",
	"zero":      "func F(r *vpp.Response) bool { return r.ErrorMessage == \"\x00\" }",
	"mark":      "\ufeffvar X vpp.Response",
	"missing":   "import \"example.com/nowhere\"\n\nfunc F(r *vpp.Response) bool { return nowhere.Is(r.ErrorMessage) }",
	"unused":    "import \"os\"\n\nfunc F(r *vpp.Response) bool { return r.ErrorMessage == \"License not found\" }",
	"itself":    "import \"example.com/mdm/itself\"\n\nvar X = itself.X",
	"twice":     "func F(r *vpp.Response) {}\n\nfunc F(r *vpp.Response) {}",
	"recursive": "type T struct { vpp.Response; T }",
	"endless":   "type T[A any] struct { next *T[T[A]] }\n\nfunc F[A any](r *vpp.Response) { F[*A](r) }",
	"constant":  "const N = 1 << 10000 << 10000\n\nvar X = [N]vpp.Response{}",
	"version":   "func F[T any](r *vpp.Response) { type U[V any] = []V; var _ U[int]; go nothing }",
	"depth":     "var X = " + strings.Repeat("(", 100_000) + "vpp.Response{}" + strings.Repeat(")", 100_000),
	"empty":     "",
}

// damage writes the packages, and one that is sound.
func damage(t *testing.T) string {
	t.Helper()
	dir := layout(t, "odd").dir
	for name, text := range damaged {
		use := "import \"example.com/mdm/vpp\"\n\n"
		if name != "unused" {
			use += "var _ vpp.Response\n\n"
		}
		if strings.HasPrefix(text, "import") {
			head, rest, _ := strings.Cut(text, "\n\n")
			use, text = head+"\n"+use, rest
		}
		if name == "empty" {
			add(t, dir, "empty/empty.go", "")
			continue
		}
		add(t, dir, path.Join(name, name+".go"), "package "+name+"\n\n"+use+text+"\n")
	}
	add(t, dir, "names/a.go", "package one\n")
	add(t, dir, "names/b.go", "package two\n")
	add(t, dir, "user/user.go", "package user\n\nimport \"example.com/mdm/types\"\n\nvar X = types.F\n")
	add(t, dir, "sound/sound.go", "package sound\n\nimport \"example.com/mdm/vpp\"\n\nfunc Is(r *vpp.Response) bool { return r.ErrorMessage == \"License not found\" }\n")
	return dir
}

const soundFinding = "sound/sound.go:5:40: errorMessage compared with \"License not found\" in sound.Is: use errorNumber 9610 (vpperrormessage)"

// Damaged packages are named, one by one; what is sound has its findings all the
// same.
func TestDamagedInputStandalone(t *testing.T) {
	dir := damage(t)
	report, err := standalone.Run(standalone.Config{Dir: dir, Patterns: []string{"./..."}, Analyzers: tellingSuite(analyzer.DefaultSettings())})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, p := range report.Problems {
		told = append(told, fmt.Sprint(p))
	}
	for name := range damaged {
		if !slices.ContainsFunc(told, func(p string) bool {
			return strings.Contains(p, "example.com/mdm/"+name+" ") || strings.Contains(p, filepath.Join(name, name+".go"))
		}) {
			t.Errorf("nothing is said about %s, but %q", name, told)
		}
	}
	var found []string
	for _, f := range report.Findings {
		if name := local(t, dir, f.Pos.Filename); strings.HasPrefix(name, "sound/") && f.Rule != facts.Name {
			found = append(found, fmt.Sprintf("%s:%d:%d: %s (%s)", name, f.Pos.Line, f.Pos.Column, f.Message, f.Rule))
		}
	}
	if !slices.Equal(found, []string{soundFinding}) {
		t.Errorf("findings are %q", found)
	}
}

// go vet looks at nothing where a package cannot even be listed.
func TestDamagedInputVet(t *testing.T) {
	tool, err := exec.LookPath("vpplint")
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"vet", "-vettool=" + tool, "./user", "./sound"}
	for name := range damaged {
		if !slices.Contains([]string{"empty", "itself", "missing"}, name) {
			args = append(args, "./"+name)
		}
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = damage(t)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if cmd.Run() == nil {
		t.Error("go vet is content")
	}
	if !strings.Contains(filepath.ToSlash(out.String()), soundFinding) {
		t.Errorf("it does not find what is sound:\n%s", &out)
	}
	if strings.Contains(out.String(), "goroutine ") {
		t.Errorf("it crashes:\n%s", &out)
	}
}

func TestDamagedInputPlugin(t *testing.T) {
	p, err := plugin.New(map[string]any{"related": false})
	if err != nil {
		t.Fatal(err)
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	dir := damage(t)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir, Tests: true}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(suite, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, act := range graph.Roots {
		if act.Err != nil && !act.Package.IllTyped && len(act.Package.Errors) == 0 {
			t.Errorf("%s: %v", act.Package.ID, act.Err)
		}
		for _, d := range act.Diagnostics {
			if s := pluginSpot(t, dir, act.Package.Fset.Position(d.Pos), d); strings.HasPrefix(s.file, "sound/") {
				found = append(found, s.String())
			}
		}
	}
	if !slices.Equal(found, []string{soundFinding}) {
		t.Errorf("findings are %q", found)
	}
}
