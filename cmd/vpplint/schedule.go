package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/listflag"
	"github.com/vpplint/vpplint/internal/report"
)

// scheduleFlags are those of the flags that make sense without findings. The
// formats are other ones, so what the configuration file says of them is
// forgotten.
func scheduleFlags(o *options) *flag.FlagSet {
	fs := flag.NewFlagSet("schedule", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	lintFlags(o).VisitAll(func(f *flag.Flag) {
		if slices.Contains([]string{"C", "escalated-delay", "generated", "max-attempts", "mod", "tags", "tests", "verbose"}, f.Name) {
			fs.Var(f.Value, f.Name, f.Usage)
		}
	})
	o.Format, o.formats = nil, auditFormats()
	listflag.Var(fs, &o.Format, "format", "comma-separated `list` of "+o.formats.String()+"; NAME=FILE writes to a file (default text)", o.formats.check)
	return fs
}

// auditFormats are the formats of audits.
func auditFormats() (names formats) {
	for _, f := range report.AuditFormats() {
		names = append(names, f.Name)
	}
	return names
}

// schedule shows when packages send requests again, right or wrong.
func (c command) schedule(ctx context.Context, args []string) int {
	return c.look(ctx, args, scheduleFlags, c.audit)
}

func (c command) audit(ctx context.Context, in *invocation) (int, error) {
	outputs, err := open(in.outputs())
	if err != nil {
		return 0, err
	}
	defer discard(outputs)
	progress := c.progress(in.verbose)
	defer progress.stop()
	seen, err := in.analyze(ctx, []*analysis.Analyzer{analyzer.Audit(in.Settings)}, progress)
	if err != nil {
		return 0, err
	}
	progress.stop()
	audit := &report.Audit{
		Version:    version(),
		Limits:     in.limits(),
		Constructs: seen.Constructs,
		Problems:   seen.Problems,
	}
	audit.Dir, audit.Root = folders()
	err = c.write(outputs, func(w io.Writer, format string, colours bool) error {
		for _, f := range report.AuditFormats() {
			if f.Name == format {
				return f.Write(w, audit, colours)
			}
		}
		return fmt.Errorf("there is no format %q", format)
	})
	if err != nil {
		return 0, err
	}
	c.problems(seen.Problems, audit.Dir)
	if len(seen.Problems) > 0 {
		return exitFailed, nil
	}
	return exitClean, nil
}
