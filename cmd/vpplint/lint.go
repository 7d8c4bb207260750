package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/report"
	"github.com/vpplint/vpplint/internal/standalone"
)

// lint looks at packages.
func (c command) lint(ctx context.Context, args []string) int {
	return c.look(ctx, args, lintFlags, c.check)
}

// look looks at the packages of a command line.
func (c command) look(ctx context.Context, args []string, flags flagSet, check func(context.Context, *invocation) (int, error)) int {
	in, err := configure(args, flags)
	if errors.Is(err, flag.ErrHelp) {
		return c.help(commandOf(flags(defaultOptions())))
	}
	status := exitFailed
	if err == nil {
		status, err = check(ctx, in)
	}
	if err != nil && ctx.Err() != nil {
		err = errors.New("interrupted: no report has been written")
	}
	if err != nil {
		return c.fail(err)
	}
	return status
}

// check looks at packages, deals with what it finds, and reports the rest.
func (c command) check(ctx context.Context, in *invocation) (int, error) {
	outputs, err := open(in.outputs())
	if err != nil {
		return 0, err
	}
	defer discard(outputs)
	gate, err := openGate(in)
	if err != nil {
		return 0, err
	}
	defer gate.close()

	seen, err := c.sight(ctx, in, gate)
	if err != nil {
		return 0, err
	}
	if in.fix {
		changed, err := c.fix(seen)
		if err != nil {
			return 0, err
		}
		if changed { // what is left has other places now
			if seen, err = c.sight(ctx, in, gate); err != nil {
				return 0, err
			}
		}
	}
	show := len(seen.findings)
	if in.diff {
		if show, err = c.diff(seen); err != nil {
			return 0, err
		}
	}
	if in.writeBaseline {
		if err := c.writeBaseline(gate, seen); err != nil {
			return 0, err
		}
		show = len(seen.findings)
	}
	if err := c.write(outputs, findings(seen.report(c, in))); err != nil {
		return 0, err
	}
	if err := c.stale(gate, seen); err != nil {
		return 0, err
	}
	return c.status(in, seen, show), nil
}

// status says what could not be analysed, and is the exit status where there is
// something to show, or nothing.
func (c command) status(in *invocation, seen *sight, show int) int {
	c.problems(seen.Problems, seen.dir)
	switch {
	case len(seen.Problems) > 0:
		return exitFailed
	case show > 0 && !in.ExitZero:
		return exitFindings
	}
	return exitClean
}

// sight is what was found, and what of it the gate lets through.
type sight struct {
	*standalone.Report
	findings  []report.Finding
	dir, root string
}

// sight runs the rules once.
func (c command) sight(ctx context.Context, in *invocation, gate *gate) (*sight, error) {
	if err := gate.since(ctx); err != nil {
		return nil, err
	}
	progress := c.progress(in.verbose)
	defer progress.stop()
	found, err := in.analyze(ctx, c.suite(in.Settings), progress)
	if err != nil {
		return nil, err
	}
	seen := &sight{Report: found}
	seen.dir, seen.root = folders()
	seen.findings = gate.pass(found.Findings)
	if n := len(found.Findings); n != len(seen.findings) {
		progress.say("the gate leaves %d of %s", len(seen.findings), count(n, "finding"))
	}
	return seen, nil
}

// analyze runs analyzers on the packages.
func (in *invocation) analyze(ctx context.Context, analyzers []*analysis.Analyzer, progress *progress) (*standalone.Report, error) {
	if in.file != "" {
		progress.say("the configuration is %s", shorten(in.file))
	}
	return standalone.Run(standalone.Config{
		Context:   ctx,
		Dir:       in.dir,
		Tags:      strings.Join(in.Tags, ","),
		Mod:       in.Mod,
		Tests:     in.Tests,
		Patterns:  in.patterns,
		Analyzers: analyzers,
		Progress:  progress.observe,
	})
}

// report is what is shown.
func (s *sight) report(c command, in *invocation) *report.Report {
	r := &report.Report{Version: version(), Limits: in.limits(), Findings: s.findings, Problems: s.Problems, Dir: s.dir, Root: s.root}
	for _, a := range c.suite(in.Settings) {
		_, summary, _ := strings.Cut(title(a), ": ")
		_, help, _ := strings.Cut(a.Doc, "\n\n")
		r.Rules = append(r.Rules, report.Rule{Name: a.Name, Summary: summary, Help: help, URL: analyzer.URL(a.Name)})
	}
	return r
}

// problems says what could not be analysed, with paths relative to dir.
func (c command) problems(list []report.Problem, dir string) {
	for _, p := range list {
		text := p.Text
		if dir != "" {
			text = strings.ReplaceAll(text, dir+string(filepath.Separator), "")
		}
		c.note("%s", text)
	}
}

// fail says what went wrong.
func (c command) fail(err error) int {
	c.note("%v", err)
	return exitFailed
}

// note says something beside the report.
func (c command) note(format string, args ...any) {
	for line := range strings.SplitSeq(strings.TrimSuffix(fmt.Sprintf(format, args...), "\n"), "\n") {
		fmt.Fprintf(c.stderr, "vpplint: %s\n", report.PlainLine(line))
	}
}

// count is a number of things: "1 finding", "2 findings".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
