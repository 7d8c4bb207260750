// Package vpplint_test keeps the documentation true: what it shows of the
// analyzers, the command and the examples is generated, and compared.
//
//	go test . -update
package vpplint_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/vpplint/vpplint/analyzer"
)

var update = flag.Bool("update", false, "write the generated parts of the documentation")

// A part of a page is generated where it stands between two comments:
//
//	<!-- NAME:begin ARGUMENTS -->
//	…
//	<!-- NAME:end -->
var (
	part   = regexp.MustCompile(`(?ms)^<!-- (\w+):begin(?: ([^\n]*))? -->\n(.*?)^<!-- (\w+):end -->$`)
	marker = regexp.MustCompile(`(?m)^<!-- \w+:(begin|end)\b`)
)

// generator writes the part with a name; the arguments are from its marker.
type generator func(t *testing.T, arguments []string) string

// checkPage compares the generated parts of a page, or writes them, and
// returns their names with their arguments.
func checkPage(t *testing.T, name string, generators map[string]generator) []string {
	t.Helper()
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	fresh := part.ReplaceAllStringFunc(string(page), func(old string) string {
		m := part.FindStringSubmatch(old)
		generate, ok := generators[m[1]]
		if !ok || m[1] != m[4] {
			t.Errorf("%s: nothing generates %q", name, m[1])
			return old
		}
		parts = append(parts, strings.TrimSpace(m[1]+" "+m[2]))
		begin, _, _ := strings.Cut(old, "\n")
		return begin + "\n" + generate(t, strings.Fields(m[2])) + "<!-- " + m[1] + ":end -->"
	})
	if got := len(marker.FindAllString(string(page), -1)); got != 2*len(parts) {
		t.Errorf("%s: %d markers for %d parts", name, got, len(parts))
	}
	if fresh == string(page) {
		return parts
	}
	if !*update {
		t.Errorf("%s is stale (go test . -update):\n%s", name, firstDifference(string(page), fresh))
		return parts
	}
	if t.Failed() {
		return parts // what is wrong would be written, too
	}
	if err := os.WriteFile(name, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
	return parts
}

// firstDifference shows the first line in which two pages differ.
func firstDifference(old, fresh string) string {
	a, b := strings.Split(old, "\n"), strings.Split(fresh, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is   %q\n       should be %q", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, should be %d", len(a), len(b))
}

func TestReadme(t *testing.T) {
	parts := checkPage(t, "README.md", map[string]generator{
		"rules":   ruleTable,
		"finding": firstFindings,
		"code":    code,
		"apple":   sentence,
		"usage":   commandUsage,
		"flags":   commandFlags,
		"config":  commandConfig,
	})
	for _, want := range []string{"rules", "finding", "usage", "flags", "config"} {
		if !slices.Contains(parts, want) {
			t.Errorf("README.md has no generated part %q, only %q", want, parts)
		}
	}
}

// ruleTable lists the analyzers with the first line of their documentation.
func ruleTable(t *testing.T, _ []string) string {
	var b strings.Builder
	b.WriteString("| rule | summary |\n| --- | --- |\n")
	for _, a := range analyzer.All() {
		first, _, _ := strings.Cut(a.Doc, "\n")
		summary, ok := strings.CutPrefix(first, a.Name+": ")
		if !ok {
			t.Errorf("%s: the first line of Doc is %q, want %q", a.Name, first, a.Name+": summary")
		}
		fmt.Fprintf(&b, "| [`%s`](docs/rules/%[1]s.md) | %s |\n", a.Name, summary)
	}
	return b.String()
}

// commandFlags shows what the command's help says of its flags.
func commandFlags(t *testing.T, _ []string) string {
	help, err := exec.Command(command(t), "help").Output()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(help), "\nFlags:\n\n")
	flags, _, ok := strings.Cut(rest, "\nFormats:\n")
	if !ok {
		t.Fatalf("no flags in the help:\n%s", help)
	}
	return "```\n" + strings.ReplaceAll(flags, "\t", "") + "```\n"
}

// commandUsage shows how the command is called.
func commandUsage(t *testing.T, _ []string) string {
	help, err := exec.Command(command(t), "help").Output()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(help), "\nUsage:\n\n")
	usage, _, ok := strings.Cut(rest, "\n\n")
	if !ok {
		t.Fatalf("no usage in the help:\n%s", help)
	}
	return "```\n" + strings.ReplaceAll(usage, "\t", "") + "\n```\n"
}

// commandConfig shows the settings of a project that has none of its own.
func commandConfig(t *testing.T, _ []string) string {
	cmd := exec.Command(command(t), "config")
	cmd.Dir = t.TempDir()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return "```yaml\n" + string(out) + "```\n"
}

// firstFindings shows what the command says of the example: the first finding
// of each rule.
func firstFindings(t *testing.T, _ []string) string {
	shown := map[string]bool{}
	var b strings.Builder
	b.WriteString("```\n")
	for _, f := range findings(t, 3, "./examples/...") {
		if !shown[f.rule] {
			shown[f.rule] = true
			b.WriteString(f.text)
		}
	}
	b.WriteString("```\n")
	return b.String()
}

func TestDesign(t *testing.T) {
	parts := checkPage(t, filepath.Join("docs", "design.md"), map[string]generator{"packages": packageTable, "targets": targetTable})
	if len(parts) != 2 {
		t.Errorf("generated parts %q, want the packages and the targets", parts)
	}
}

// targetTable lists the targets of the Makefile.
func targetTable(t *testing.T, _ []string) string {
	text, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| target | |\n| --- | --- |\n")
	for _, m := range regexp.MustCompile(`(?m)^([a-z]+):(.*)$`).FindAllStringSubmatch(string(text), -1) {
		_, what, ok := strings.Cut(m[2], "## ")
		if !ok {
			t.Errorf("the target %s does not say what it does", m[1])
		}
		fmt.Fprintf(&b, "| `make %s` | %s |\n", m[1], what)
	}
	return b.String()
}

func TestRobustnessPage(t *testing.T) {
	parts := checkPage(t, filepath.Join("docs", "robustness.md"), map[string]generator{"fuzz": fuzzTable})
	if len(parts) != 1 {
		t.Errorf("generated parts %q, want the fuzz targets", parts)
	}
}

// fuzzTable lists the fuzz targets with their comments.
func fuzzTable(t *testing.T, _ []string) string {
	var b strings.Builder
	b.WriteString("| package | target | |\n| --- | --- | --- |\n")
	for _, dir := range packageFolders(t) {
		tests, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range tests {
			decls := functions(t, file)
			for _, name := range slices.Sorted(maps.Keys(decls)) {
				if !strings.HasPrefix(name, "Fuzz") {
					continue
				}
				doc := strings.Join(strings.Fields(decls[name].doc), " ")
				if doc == "" {
					t.Errorf("%s: %s does not say what has to hold", file, name)
				}
				fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", filepath.ToSlash(dir), name, doc)
			}
		}
	}
	return b.String()
}

// packageFolders are the folders with packages in this module.
func packageFolders(t *testing.T) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(out)) {
		dir, err := filepath.Rel(here, strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, dir)
	}
	return all
}

// What a page names as the test that holds something does exist.
func TestTestsThatAreNamedExist(t *testing.T) {
	declared := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") || strings.Contains(filepath.ToSlash(name), "testdata/") {
			return err
		}
		for decl := range functions(t, name) {
			declared[decl] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile("`((?:Test|Fuzz|Benchmark)[A-Z]\\w*)(?:/(\\w+))?`").FindAllSubmatch(text, -1) {
			named++
			if !declared[string(m[1])] {
				t.Errorf("%s: there is no %s", page, m[1])
			}
			if script := string(m[2]); script != "" && string(m[1]) == "TestScripts" {
				if _, err := os.Stat(filepath.Join("cmd", "vpplint", "testdata", script+".txtar")); err != nil {
					t.Errorf("%s: %v", page, err)
				}
			}
		}
	}
	if named == 0 {
		t.Error("no page names a test")
	}
}

func TestStabilityPage(t *testing.T) {
	parts := checkPage(t, filepath.Join("docs", "stability.md"), map[string]generator{"go": goVersion})
	if len(parts) != 1 {
		t.Errorf("generated parts %q, want the version of Go", parts)
	}
}

// goVersion says which Go is needed.
func goVersion(t *testing.T, _ []string) string {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(mod)
	if m == nil {
		t.Fatal("go.mod has no version of Go")
	}
	return fmt.Sprintf("vpplint is *built* with Go %s or later, and so are programs that import its analyzers.\n", m[1])
}

// packageTable lists the packages with the first sentence of their comments.
func packageTable(t *testing.T, _ []string) string {
	out, err := exec.Command("go", "list", "-f", "{{if .GoFiles}}{{.ImportPath}}\t{{.Doc}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| folder | |\n| --- | --- |\n")
	for line := range strings.Lines(string(out)) {
		importPath, doc, _ := strings.Cut(strings.TrimSpace(line), "\t")
		folder := strings.TrimPrefix(importPath, "github.com/vpplint/vpplint/")
		if strings.HasPrefix(folder, "examples/") && strings.Count(folder, "/") > 1 {
			continue
		}
		_, doc, ok := strings.Cut(doc, " "+path.Base(folder)+" ") // behind "Package" or "Command"
		if !ok {
			t.Errorf("%s has no package comment", importPath)
		}
		doc = strings.TrimRight(doc, ".:")
		fmt.Fprintf(&b, "| `%s` | %s |\n", folder, doc)
	}
	return b.String()
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)

// pages are all pages of the documentation.
func pages(t *testing.T) []string {
	t.Helper()
	all := []string{"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
	for _, pattern := range []string{"docs/*.md", "docs/rules/*.md"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, more...)
	}
	return all
}

func TestLinksLeadSomewhere(t *testing.T) {
	links := 0
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllSubmatch(text, -1) {
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), string(m[1]))); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
	if links == 0 {
		t.Error("no links")
	}
}

// code shows declarations of a Go file: FILE NAME...
func code(t *testing.T, arguments []string) string {
	if len(arguments) < 2 {
		t.Fatalf("code %v: want a file and names", arguments)
	}
	src, err := os.ReadFile(arguments[0])
	if err != nil {
		t.Fatal(err)
	}
	decls := functions(t, arguments[0])
	var blocks []string
	for _, name := range arguments[1:] {
		d, ok := decls[name]
		if !ok {
			t.Fatalf("%s: no function %s", arguments[0], name)
		}
		blocks = append(blocks, string(src[d.first:d.end])+"\n")
	}
	return "```go\n" + strings.Join(blocks, "\n") + "```\n"
}

// function is a declaration in a file, from its doc comment on.
type function struct {
	doc                string
	first, end         int // offsets
	firstLine, endLine int
}

// functions returns the functions of a file by name: "New", "Assigner.Device".
func functions(t *testing.T, file string) map[string]function {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]function{}
	for _, d := range f.Decls {
		d, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := d.Name.Name
		if d.Recv != nil {
			typ := d.Recv.List[0].Type
			if star, ok := typ.(*ast.StarExpr); ok {
				typ = star.X
			}
			name = typ.(*ast.Ident).Name + "." + name
		}
		first := d.Pos()
		if d.Doc != nil {
			first = d.Doc.Pos()
		}
		from, to := fset.Position(first), fset.Position(d.End())
		found[name] = function{d.Doc.Text(), from.Offset, to.Offset, from.Line, to.Line}
	}
	return found
}

// Every defect in the example is explained in the doc comment of its function,
// in a paragraph for each rule; vpplint finds these and nothing else.
func TestTheExampleHasTheDefectsItSays(t *testing.T) {
	found := findings(t, 3, "./examples/fleet/...")
	rules := map[string]bool{}
	total := 0
	files, err := filepath.Glob("examples/fleet/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		decls := functions(t, file)
		for _, name := range slices.Sorted(maps.Keys(decls)) {
			d := decls[name]
			var here []string
			for _, f := range found {
				if f.file == file && d.firstLine <= f.line && f.line <= d.endLine && !slices.Contains(here, f.rule) {
					here = append(here, f.rule)
					rules[f.rule] = true
				}
			}
			if want := strings.Count(d.doc, "Defect: "); len(here) != want {
				t.Errorf("%s: %s: found %v, but the comment tells of %d", file, name, here, want)
			}
			total += len(here)
		}
	}
	if total < 6 || len(rules) != 3 {
		t.Errorf("%d defects of the rules %v, want at least six of three rules", total, rules)
	}
	if len(found) != total {
		t.Errorf("%d findings, want %d", len(found), total)
	}
}

func TestTheRepairedExampleIsClean(t *testing.T) {
	for _, f := range findings(t, 0, "./examples/fleetfixed/...", "./examples/standin/...") {
		t.Errorf("found: %s", f.text)
	}
}

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "vpplint")
	if err != nil {
		panic(err)
	}
	tool = filepath.Join(dir, "vpplint.exe")
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// tool is where the command is built, once.
var (
	tool  string
	build = sync.OnceValue(func() error {
		if out, err := exec.Command("go", "build", "-o", tool, "./cmd/vpplint").CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %w\n%s", err, out)
		}
		return nil
	})
)

// command builds the command and returns its path.
func command(t *testing.T) string {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	return tool
}

// finding is what the command prints of one finding.
type finding struct {
	file string
	line int
	rule string
	text string // with the lines that follow, each with its newline
}

var firstLine = regexp.MustCompile(`^(\S+\.go):(\d+):\d+: .* \((\w+)\)$`)

// findings runs the command, wants its exit code, and returns what it found.
func findings(t *testing.T, exit int, packages ...string) []finding {
	t.Helper()
	cmd := exec.Command(command(t), packages...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != exit {
		t.Fatalf("vpplint %v: exit code %d, want %d\n%s%s", packages, got, exit, out, &stderr)
	}
	var found []finding
	for line := range strings.Lines(string(out)) {
		if m := firstLine.FindStringSubmatch(strings.TrimSuffix(line, "\n")); m != nil {
			f := finding{file: filepath.FromSlash(m[1]), rule: m[3], text: line}
			if _, err := fmt.Sscan(m[2], &f.line); err != nil {
				t.Fatal(err)
			}
			found = append(found, f)
			continue
		}
		if len(found) == 0 || !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, " ") {
			t.Fatalf("vpplint %v: what is this line? %q", packages, line)
		}
		found[len(found)-1].text += line
	}
	return found
}
