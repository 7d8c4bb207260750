package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/vpplint/vpplint/internal/fix"
	"github.com/vpplint/vpplint/internal/report"
)

// fix applies the fixes of the findings, and says whether a file has changed.
func (c command) fix(seen *sight) (changed bool, err error) {
	plan := c.plan(seen)
	fixes, files := 0, 0
	var failed []error
	for _, change := range plan.Changes {
		if err := change.Apply(); err != nil {
			failed = append(failed, err)
			continue
		}
		fixes += change.Fixes
		files++
	}
	if files > 0 {
		c.note("fixed %s in %s", count(fixes, "finding"), count(files, "file"))
	}
	return files > 0, errors.Join(failed...)
}

// diff shows what fix would do, and returns how many files would change.
func (c command) diff(seen *sight) (files int, err error) {
	plan := c.plan(seen)
	r := seen.places()
	for _, change := range plan.Changes {
		for _, line := range change.Diff(filepath.ToSlash(r.Path(change.Name))) {
			if _, err := fmt.Fprintln(c.stdout, report.PlainLine(line)); err != nil {
				return 0, fmt.Errorf("writing to standard output: %w", err)
			}
		}
	}
	without := 0
	for _, f := range seen.findings {
		if len(f.Fixes) == 0 {
			without++
		}
	}
	if without > 0 {
		c.note("%s without a fix: leave out -diff to see", count(without, "finding"))
	}
	return len(plan.Changes), nil
}

// plan names the fixes that are left out.
func (c command) plan(seen *sight) fix.Plan {
	plan := fix.Make(seen.findings, seen.Source)
	for _, s := range plan.Skipped {
		c.note("%s: its fix %s", seen.places().Place(s.Finding.Pos), s.Reason)
	}
	return plan
}

// places words places for people.
func (s *sight) places() *report.Report { return &report.Report{Dir: s.dir} }
