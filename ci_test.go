package vpplint_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/analyzer/vpperrormessage"
	"github.com/vpplint/vpplint/analyzer/vppignore"
	"github.com/vpplint/vpplint/analyzer/vppretry9603"
	"github.com/vpplint/vpplint/analyzer/vppretry9616"
)

// action is what there is to know of action.yml.
type action struct {
	Inputs map[string]struct {
		Description string
		Default     *string
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []actionStep
	}
}

type actionStep struct {
	Name, ID, If, Uses, Run, Shell string
	WorkingDirectory               string `yaml:"working-directory"`
	Env, With                      map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	readYAML(t, "action.yml", &a)
	return a
}

// readYAML reads a file strictly.
func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestCIPage(t *testing.T) {
	parts := checkPage(t, filepath.Join("docs", "ci.md"), map[string]generator{"inputs": inputTable})
	if len(parts) != 1 {
		t.Errorf("generated parts %q, want the inputs", parts)
	}
}

// inputTable lists the inputs of the GitHub action, in their order in the file.
func inputTable(t *testing.T, _ []string) string {
	a := readAction(t)
	text, err := os.ReadFile("action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| input | default | |\n| --- | --- | --- |\n")
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z-]+):$`).FindAllStringSubmatch(string(text), -1) {
		if in, ok := a.Inputs[m[1]]; ok {
			value := ""
			if *in.Default != "" {
				value = "`" + *in.Default + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m[1], value, in.Description)
		}
	}
	return b.String()
}

// Inputs are data: a script that had them pasted in would run them.
func TestActionPastesNothingIntoScripts(t *testing.T) {
	a := readAction(t)
	text, err := os.ReadFile("action.yml")
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range a.Inputs {
		if in.Default == nil || in.Description == "" {
			t.Errorf("the input %s has no default or no description", name)
		}
		if !bytes.Contains(text, []byte("inputs."+name)) {
			t.Errorf("the input %s is not used", name)
		}
	}
	for _, m := range regexp.MustCompile(`inputs\.([a-z-]+)`).FindAllSubmatch(text, -1) {
		if _, ok := a.Inputs[string(m[1])]; !ok {
			t.Errorf("there is no input %s", m[1])
		}
	}
	if a.Runs.Using != "composite" || len(a.Runs.Steps) != 3 {
		t.Fatalf("%s action with %d steps, want a composite one with three", a.Runs.Using, len(a.Runs.Steps))
	}
	for _, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("%s: an expression in a script", s.Name)
		}
		if s.Uses != "" && !regexp.MustCompile(`@v\d+`).MatchString(s.Uses) {
			t.Errorf("%s: %s has no version", s.Name, s.Uses)
		}
	}
}

// runner stands in for a runner of GitHub's: it runs the scripts of the action.
type runner struct {
	t      *testing.T
	action action
	dir    string // the runner's temporary folder
}

func newRunner(t *testing.T) *runner {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no bash")
	}
	return &runner{t, readAction(t), t.TempDir()}
}

// step runs a step's script as the runner does, with values for its variables,
// and returns its output and its exit code.
func (r *runner) step(i int, dir string, inputs map[string]string) (string, int) {
	r.t.Helper()
	s := r.action.Runs.Steps[i]
	cmd := exec.Command(s.Shell, "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	cmd.Dir = dir
	root, err := os.Getwd()
	if err != nil {
		r.t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "GITHUB_ACTION_PATH="+root, "RUNNER_TEMP="+r.dir, "GITHUB_OUTPUT="+filepath.Join(r.dir, "output"))
	for name, value := range s.Env {
		input := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`).FindStringSubmatch(value)
		if input != nil {
			var set bool
			if value, set = inputs[input[1]]; !set {
				value = *r.action.Inputs[input[1]].Default
			}
		}
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var failed *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failed) {
		r.t.Fatal(err)
	}
	return stdout.String() + stderr.String(), cmd.ProcessState.ExitCode()
}

// outputs are what the steps have written to GITHUB_OUTPUT, and forgets them.
func (r *runner) outputs() string {
	r.t.Helper()
	name := filepath.Join(r.dir, "output")
	text, err := os.ReadFile(name)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := os.Remove(name); err != nil {
		r.t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), r.dir, "TEMP")
}

func TestAction(t *testing.T) {
	r := newRunner(t)
	if out, code := r.step(0, ".", nil); code != 0 {
		t.Fatalf("installing: exit code %d\n%s", code, out)
	}
	sarif := filepath.Join(r.dir, "vpplint.sarif")
	for _, test := range []struct {
		name    string
		inputs  map[string]string
		code    int
		outputs string
		want    string // in the output
	}{
		{"findings", map[string]string{"packages": "./examples/fleet/assign ./examples/fleet/vpp"}, 3,
			"status=3\nsarif=TEMP/vpplint.sarif\n", "::error file=examples/fleet/assign/assign.go,line=32,"},
		{"no findings", map[string]string{"packages": "./examples/fleet/vpp\n./examples/fleet/retry\n"}, 0,
			"status=0\nsarif=TEMP/vpplint.sarif\n", ""},
		{"flags", map[string]string{"packages": "./examples/fleet/assign", "args": "-rules=vppignore\n\n-tests\n"}, 0,
			"status=0\nsarif=TEMP/vpplint.sarif\n", ""},
		{"failure", map[string]string{"packages": "./nowhere"}, 1,
			"status=1\n", "nowhere"},
		{"inputs that are code", map[string]string{"packages": "./examples/fleet/vpp $(touch${IFS}pwned) ;touch pwned", "args": "-tags=`touch pwned`"}, 1,
			"status=1\n", "vpplint: "},
		{"packages that are flags", map[string]string{"packages": "-exit-zero ./examples/fleet/assign"}, 1,
			"status=1\n", "put flags in front of packages"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, code := r.step(1, ".", test.inputs)
			if code != test.code {
				t.Errorf("exit code %d, want %d\n%s", code, test.code, out)
			}
			if !strings.Contains(out, test.want) {
				t.Errorf("the output has no %q:\n%s", test.want, out)
			}
			outputs := r.outputs()
			if code == 1 && strings.Contains(outputs, "sarif") {
				outputs = strings.Replace(outputs, "sarif=TEMP/vpplint.sarif\n", "", 1) // the other packages' findings
			}
			if outputs != test.outputs {
				t.Errorf("outputs %q, want %q", outputs, test.outputs)
			}
			if _, err := os.Stat(sarif); code != 1 && err != nil {
				t.Error(err)
			}
			if _, err := os.Stat("pwned"); err == nil {
				t.Error("an input was executed")
			}
		})
	}
}

// pre-commit installs the commands of the repository and runs the entry.
func TestPreCommitHook(t *testing.T) {
	var hooks []struct {
		ID, Name, Entry, Language, Description string
		Args                                   []string
		TypesOr                                []string `yaml:"types_or"`
		PassFilenames                          *bool    `yaml:"pass_filenames"`
		RequireSerial                          bool     `yaml:"require_serial"`
	}
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 {
		t.Fatalf("%d hooks, want one", len(hooks))
	}
	h := hooks[0]
	if h.ID != "vpplint" || h.Language != "golang" || h.PassFilenames == nil || *h.PassFilenames {
		t.Errorf("got %+v", h)
	}
	if _, err := os.Stat(filepath.Join("cmd", h.Entry, "main.go")); err != nil {
		t.Errorf("no command %s: %v", h.Entry, err)
	}
	var page struct {
		Repos []struct {
			Repo, Rev string
			Hooks     []struct {
				ID   string
				Args []string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(block(t, "docs/ci.md", "yaml", "hooks:")), &page); err != nil {
		t.Fatal(err)
	}
	use := page.Repos[0].Hooks[0]
	if use.ID != h.ID || len(use.Args) == 0 {
		t.Fatalf("the page uses %+v", use)
	}
	if out, err := exec.Command(command(t), append(use.Args, "./examples/fleet/vpp")...).CombinedOutput(); strings.Contains(string(out), "flag") {
		t.Errorf("the page's arguments %q: %v\n%s", use.Args, err, out)
	}
}

// block is the fenced block of a page that has a text.
func block(t *testing.T, page, language, text string) string {
	t.Helper()
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(string(content), -1) {
		if m[1] == language && strings.Contains(m[2], text) {
			return m[2]
		}
	}
	t.Fatalf("%s has no block of %s with %s", page, language, text)
	return ""
}

// script runs lines in a shell, with the command and jq in reach.
func script(t *testing.T, dir string, lines []string) (string, int) {
	t.Helper()
	for _, tool := range []string{"bash", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool)
		}
	}
	bin := t.TempDir()
	if err := os.Symlink(command(t), filepath.Join(bin, "vpplint")); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command("bash", "-eo", "pipefail", "-c", strings.Join(lines, "\n"))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func TestGitLab(t *testing.T) {
	var jobs map[string]struct {
		Image     string
		Script    []string
		Artifacts struct {
			When    string
			Reports map[string]string
		}
	}
	if err := yaml.Unmarshal([]byte(block(t, "docs/ci.md", "yaml", "codequality")), &jobs); err != nil {
		t.Fatal(err)
	}
	job := jobs["vpplint"]
	lines := slices.DeleteFunc(job.Script, func(line string) bool {
		return strings.HasPrefix(line, "apt-get ") || strings.HasPrefix(line, "go install ")
	})
	if len(lines) != len(job.Script)-2 {
		t.Fatalf("the script is %q", lines)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS("examples")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module github.com/vpplint/vpplint\n\ngo 1.26\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	out, code := script(t, dir, lines)
	if code != 3 {
		t.Fatalf("exit code %d, want 3\n%s", code, out)
	}
	var issues []struct {
		Description string
		CheckName   string `yaml:"check_name"`
		Fingerprint string
		Severity    string
		Location    struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	readYAML(t, filepath.Join(dir, job.Artifacts.Reports["codequality"]), &issues)
	if len(issues) < 6 {
		t.Fatalf("%d issues", len(issues))
	}
	for _, i := range issues {
		if i.Description == "" || i.CheckName == "" || i.Fingerprint == "" || i.Severity == "" || i.Location.Lines.Begin == 0 || !strings.HasSuffix(i.Location.Path, ".go") {
			t.Errorf("not complete: %+v", i)
		}
	}
}

// Two runs that have a finding in common become one report that has it once.
func TestMergingSARIF(t *testing.T) {
	merge := block(t, "docs/ci.md", "", "jq -s")
	dir := t.TempDir()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{
		`vpplint -exit-zero -C "` + root + `" -format sarif=one.sarif ./examples/fleet/assign`,
		`vpplint -exit-zero -C "` + root + `" -format sarif=two.sarif ./examples/fleet/...`,
		merge,
		`jq '.runs[0].results | length' two.sarif`,
		`jq '.runs[0].results | length' all.sarif`,
	}
	out, code := script(t, dir, lines)
	counts := strings.Fields(out)
	if code != 0 || len(counts) != 2 || counts[0] != counts[1] || counts[0] == "0" {
		t.Errorf("exit code %d, results %q", code, counts)
	}
}

// The recipe for Bazel names packages with one analyzer each, which nogo finds
// by its name, and flags that these have.
func TestBazel(t *testing.T) {
	own := map[string]*analysis.Analyzer{
		"vpperrormessage": vpperrormessage.Analyzer,
		"vppignore":       vppignore.Analyzer,
		"vppretry9603":    vppretry9603.Analyzer,
		"vppretry9616":    vppretry9616.Analyzer,
	}
	recipe := block(t, "docs/ci.md", "starlark", "nogo(")
	for _, a := range analyzer.All() {
		if own[a.Name] != a {
			t.Errorf("no package has %s alone", a.Name)
		}
		if !strings.Contains(recipe, `"@com_github_vpplint_vpplint//analyzer/`+a.Name+`"`) {
			t.Errorf("the recipe lacks %s", a.Name)
		}
	}
	var config map[string]struct {
		AnalyzerFlags map[string]string `yaml:"analyzer_flags"`
		ExcludeFiles  map[string]string `yaml:"exclude_files"`
	}
	if err := yaml.Unmarshal([]byte(block(t, "docs/ci.md", "json", "analyzer_flags")), &config); err != nil {
		t.Fatal(err)
	}
	for name, c := range config {
		for flag, value := range c.AnalyzerFlags {
			f := own[name].Flags.Lookup(flag)
			if f == nil {
				t.Errorf("%s has no flag -%s", name, flag)
			} else if err := f.Value.Set(value); err != nil { // to its default
				t.Errorf("%s: -%s: %v", name, flag, err)
			}
		}
	}
}

// Flags that the documentation shows in commands exist.
func TestFlagsInPages(t *testing.T) {
	help, err := exec.Command(command(t), "help").Output()
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	for _, page := range []string{"README.md", "docs/ci.md", "docs/reports.md", "docs/design.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile("(?m)(^|[`\\s\"])(go tool )?vpplint( -[^`|\n]*)").FindAllStringSubmatch(string(text), -1) {
			for _, flag := range regexp.MustCompile(` (-[a-zA-Z][a-z-]*)`).FindAllStringSubmatch(line[3], -1) {
				used++
				if !bytes.Contains(help, []byte("\t"+flag[1]+" ")) {
					t.Errorf("%s: there is no flag %s: %s", page, flag[1], line[0])
				}
			}
		}
	}
	if used < 10 {
		t.Errorf("%d flags found: are the pages read?", used)
	}
}
