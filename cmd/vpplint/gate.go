package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/baseline"
	"github.com/vpplint/vpplint/internal/changes"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/outfile"
	"github.com/vpplint/vpplint/internal/report"
)

// gate lets only those findings through that are new.
type gate struct {
	in       *invocation
	baseline *baseline.Baseline // nil: none
	out      *outfile.File      // the new baseline; nil: none
	lines    *changes.Lines     // nil: all
}

// openGate reads the baseline, and begins the new one.
func openGate(in *invocation) (*gate, error) {
	g := &gate{in: in}
	if in.Baseline == "" {
		return g, nil
	}
	var err error
	g.baseline, err = baseline.Read(in.Baseline)
	if in.writeBaseline && errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err == nil && in.writeBaseline {
		if g.out, err = outfile.Create(in.Baseline); err != nil {
			err = fmt.Errorf("writing the baseline: %w: name a file that can be written", err)
		}
	}
	return g, err
}

func (g *gate) close() {
	if g.out != nil {
		g.out.Discard()
	}
}

// since asks git what has changed.
func (g *gate) since(ctx context.Context) (err error) {
	if g.in.NewFromRev != "" {
		g.lines, err = changes.Since(ctx, g.in.dir, g.in.NewFromRev)
	}
	return err
}

// pass returns the findings that are new.
func (g *gate) pass(findings []report.Finding) []report.Finding {
	if g.baseline != nil && !g.in.writeBaseline {
		findings = g.baseline.Fresh(findings)
	}
	if g.lines != nil {
		findings = slices.DeleteFunc(slices.Clone(findings), func(f report.Finding) bool { return !g.touched(f) })
	}
	return findings
}

// touched says whether one of the lines that make a finding has changed. A
// failure of vpplint has no lines.
func (g *gate) touched(f report.Finding) bool {
	if f.Category == finding.Internal || g.lines.Touch(f.Pos.Filename, f.Pos.Line, f.End.Line) {
		return true
	}
	return slices.ContainsFunc(f.Related, func(r report.Related) bool {
		return g.lines.Touch(r.Pos.Filename, r.Pos.Line, r.End.Line)
	})
}

// scope says what a run looks at: another one may find less, or more.
func (g *gate) scope() (json.RawMessage, error) {
	text, err := json.Marshal(struct {
		analyzer.Settings
		Tags []string `json:"tags"`
	}{g.in.Settings, g.in.Tags})
	if err != nil {
		return nil, fmt.Errorf("naming the settings: %w", err)
	}
	return text, nil
}

// run is what the baseline is told of a run. Packages that were not analysed
// were not looked at.
func (g *gate) run(seen *sight) (baseline.Run, error) {
	scope, err := g.scope()
	return baseline.Run{
		Scope:    scope,
		Findings: seen.Findings,
		Packages: slices.DeleteFunc(slices.Clone(seen.Packages), func(path string) bool {
			return slices.ContainsFunc(seen.Problems, func(p report.Problem) bool { return p.Package == path })
		}),
	}, err
}

// writeBaseline writes the findings, and leaves those that cannot be accepted.
func (c command) writeBaseline(g *gate, seen *sight) error {
	run, err := g.run(seen)
	if err != nil {
		return err
	}
	b := baseline.New(run, g.in.Baseline, g.baseline)
	text, err := b.Encode()
	if err != nil {
		return err
	}
	if _, err := g.out.Write(text); err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if err := g.out.Commit(); err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	seen.findings = b.Fresh(seen.Findings)
	g.baseline = nil // it is no longer that
	c.note("the baseline %s has %s now", g.in.Baseline, count(len(b.Findings), "finding"))
	return nil
}

// stale names the entries of the baseline that are no longer true.
func (c command) stale(g *gate, seen *sight) error {
	if g.baseline == nil {
		return nil
	}
	run, err := g.run(seen)
	if err != nil {
		return err
	}
	entries := g.baseline.Stale(run)
	for i, e := range entries {
		if i == 0 {
			c.note("the baseline %s is stale: %s gone; write it anew with -write-baseline", g.in.Baseline, count(len(entries), "finding"))
		}
		c.note("\t%s: %s (%s)", e.File, e.Message, e.Rule)
	}
	return nil
}
