package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
	"github.com/vpplint/vpplint/internal/rule"
	"github.com/vpplint/vpplint/internal/schedule"
	"github.com/vpplint/vpplint/internal/standalone"
)

// The audit shows each retry that is found, with the same schedule, and calls no
// other wrong.
func TestTheAuditShowsWhatIsFound(t *testing.T) {
	tree := fixtures(t)
	seen, err := standalone.Run(standalone.Config{
		Dir: tree.dir, Patterns: tree.patterns,
		Analyzers: append(analyzer.New(tree.settings), analyzer.Audit(tree.settings)),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range seen.Problems {
		t.Error(p)
	}
	place := func(p report.Position, number int) string {
		return fmt.Sprintf("%s:%d:%d %s", p.Filename, p.Line, p.Column, rule.ForNumber(number))
	}
	timetable := func(s *finding.Schedule) string {
		return fmt.Sprintf("%s, wrong from %d to %d", schedule.Times(s.Schedule), s.First, s.Last)
	}
	var found, shown []string
	timetables := map[string][]string{} // a place may send several requests
	for _, f := range seen.Findings {
		if f.Schedule != nil {
			found = append(found, place(f.Pos, f.Numbers[0]))
		}
	}
	verdicts, kinds := map[string]int{}, map[string]int{}
	for _, c := range seen.Constructs {
		kinds[c.Kind]++
		for _, a := range c.Answers {
			verdicts[a.Verdict]++
			if a.Verdict == finding.Wrong && !a.Silenced {
				at := place(c.Pos, a.Number)
				shown = append(shown, at)
				timetables[at] = append(timetables[at], timetable(a.Schedule))
			}
			if a.Verdict == finding.Undecided && a.Reason == "" {
				t.Errorf("%s:%d: %d is undecided without a reason", c.Pos.Filename, c.Pos.Line, a.Number)
			}
			if a.Verdict == finding.Wrong && (a.Schedule == nil || a.Schedule.Sends() < 2) {
				t.Errorf("%s:%d: %d is wrong without being sent again", c.Pos.Filename, c.Pos.Line, a.Number)
			}
		}
	}
	for _, f := range seen.Findings {
		if f.Schedule == nil {
			continue
		}
		if at := place(f.Pos, f.Numbers[0]); !slices.Contains(timetables[at], timetable(f.Schedule)) {
			t.Errorf("%s: found %s, shown %q", at, timetable(f.Schedule), timetables[at])
		}
	}
	slices.Sort(found)
	slices.Sort(shown)
	if diff := difference(found, shown); diff != "" {
		t.Errorf("found (-) and shown (+) differ:\n%s", diff)
	}
	for _, v := range []string{finding.Right, finding.Wrong, finding.Undecided, finding.Unjudged} {
		if verdicts[v] == 0 {
			t.Errorf("nothing is %s", v)
		}
	}
	for _, k := range []string{finding.Retry, finding.Poll, finding.Once} {
		if kinds[k] == 0 {
			t.Errorf("no construct is a %s", k)
		}
	}
}

// difference lists what one of two sorted lists lacks.
func difference(a, b []string) string {
	var out strings.Builder
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			out.WriteString("- " + x + "\n")
		}
	}
	for _, x := range b {
		if _, ok := slices.BinarySearch(a, x); !ok {
			out.WriteString("+ " + x + "\n")
		}
	}
	return out.String()
}
