package corpus_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/census"
	"github.com/vpplint/vpplint/plugin"
)

// A task is a part of the corpus, small enough for one process. It has one of
// its own: what it has in memory goes with it, and if it crashes or hangs, the
// others do not.
type task struct {
	Way   string
	Dir   string   // "" is the module of the corpus
	Paths []string // to load, or, for trees, folders to read
	env   []string
}

// The ways that need this program; the command and go vet are programs anyway.
const (
	openGate  = "open gate"
	openTrees = "open gate, trees"
	plugged   = "plugin"
)

const (
	isChild = "VPPLINT_CORPUS_CHILD" // is set where the program is to do a task
	memory  = "GOMEMLIMIT=4GiB"      // is asked of each child; it is no limit, but saves much
	patient = 30 * time.Minute       // is how long a child may take
	vetting = 2 * time.Hour          // is how long a driver may take
)

func TestMain(m *testing.M) {
	if os.Getenv(isChild) == "" {
		os.Exit(m.Run())
	}
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve does a task, in the child.
func serve(in io.Reader, out io.Writer) error {
	var k task
	if err := json.NewDecoder(in).Decode(&k); err != nil {
		return fmt.Errorf("reading the task: %w", err)
	}
	r, err := k.do()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(r)
}

func (k task) do() (*census.Report, error) {
	switch k.Way {
	case openGate:
		return census.Packages(k.Dir, k.Paths...)
	case openTrees:
		all := census.NewReport()
		for _, dir := range k.Paths {
			r, err := census.Tree(dir, "")
			if err != nil {
				return nil, err
			}
			all.Add(r)
		}
		return all, nil
	case plugged:
		return pluggedInto(k.Dir, k.Paths)
	}
	return nil, fmt.Errorf("there is no way %q", k.Way)
}

// pluggedInto runs the plugin on packages that are loaded as golangci-lint loads
// them.
func pluggedInto(dir string, paths []string) (*census.Report, error) {
	p, err := plugin.New(nil)
	if err != nil {
		return nil, err
	}
	suite, err := p.BuildAnalyzers()
	if err != nil {
		return nil, err
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir}, paths...)
	if err != nil {
		return nil, err
	}
	graph, err := checker.Analyze(suite, pkgs, nil)
	if err != nil {
		return nil, err
	}
	r := census.NewReport()
	for _, pkg := range pkgs {
		if pkg.IllTyped {
			r.Skipped = append(r.Skipped, pkg.PkgPath)
		} else {
			r.Packages++
		}
	}
	for _, act := range graph.Roots {
		if act.Err != nil && !act.Package.IllTyped {
			r.Failures = append(r.Failures, fmt.Sprintf("%s: %v", act.Package.PkgPath, act.Err))
		}
		for _, d := range act.Diagnostics {
			r.Findings = append(r.Findings, fmt.Sprintf("%s: %s", act.Package.Fset.Position(d.Pos), d.Message))
		}
	}
	return r, nil
}

// start has a child do the task.
func (k task) start(t *testing.T) (*census.Report, cost) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	c := command{name: program, env: append([]string{isChild + "=1", memory}, k.env...), in: in, patience: patient}
	done := c.run(t)
	var r census.Report
	if done.code != 0 {
		t.Errorf("%s of %.3q: exit code %d\n%s", k.Way, k.Paths, done.code, done.stderr)
		return census.NewReport(), done.cost
	}
	if err := json.Unmarshal(done.stdout, &r); err != nil {
		t.Fatal(err)
	}
	return &r, done.cost
}

// command is a program to run.
type command struct {
	name     string
	args     []string
	dir      string
	env      []string // beside what this process has
	in       []byte
	patience time.Duration
}

// done is what has come of it.
type done struct {
	stdout, stderr []byte
	code           int
	cost           cost
}

// run runs a program. One that takes too long is a hang: it is asked where it
// is.
func (c command) run(t *testing.T) done {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), c.patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Dir, cmd.Env, cmd.Stdin = c.dir, append(os.Environ(), c.env...), bytes.NewReader(c.in)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGQUIT) }
	cmd.WaitDelay = time.Minute
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	if failed := (*exec.ExitError)(nil); err != nil && !errors.As(err, &failed) && ctx.Err() == nil {
		t.Fatal(err)
	}
	if ctx.Err() != nil {
		t.Errorf("%s hangs: it has taken %v", c.name, c.patience)
	}
	return done{stdout: stdout.Bytes(), stderr: stderr.Bytes(), code: cmd.ProcessState.ExitCode(), cost: cost{
		CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), Wall: time.Since(start), Largest: largest(cmd.ProcessState),
	}}
}

// cost is what it takes to look at something.
type cost struct {
	CPU, Wall time.Duration
	Largest   int64 // process: its memory, in bytes; 0 is not known
}

func (c cost) add(d cost) cost {
	return cost{CPU: c.CPU + d.CPU, Wall: c.Wall + d.Wall, Largest: max(c.Largest, d.Largest)}
}
