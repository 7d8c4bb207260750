package analyzer

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// auditName is the name of what shows the audit.
const auditName = "vppschedule"

const auditDoc = auditName + `: show when VPP requests are sent again

It reports nothing. Its result is an audit of all places of a package that send
VPP requests, right or wrong, for vpplint's own driver.`

// Audit returns an analyzer that judges nothing: its result is what the command
// "vpplint schedule" shows, under the settings that the rules have. It is no
// rule, and not among [All] and [New].
func Audit(s Settings) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       auditName,
		Doc:        auditDoc,
		URL:        "https://github.com/vpplint/vpplint/blob/main/docs/schedule.md",
		Requires:   []*analysis.Analyzer{core.Analyzer},
		ResultType: reflect.TypeFor[[]finding.Construct](),
		Run:        func(pass *analysis.Pass) (any, error) { return audit(pass, s) },
	}
}

func audit(pass *analysis.Pass, s Settings) ([]finding.Construct, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	result, ok := pass.ResultOf[pass.Analyzer.Requires[0]].(*core.Result)
	if !ok {
		return nil, fmt.Errorf("%s: the driver gave no result of %s", auditName, pass.Analyzer.Requires[0])
	}
	c := &check{name: auditName, settings: s, pkg: pass.Pkg.Name()}
	constructs, failures := result.Audit(s.options())
	for _, f := range failures {
		return nil, fmt.Errorf("%s", c.failure(f))
	}
	var list []finding.Construct
	for _, found := range constructs {
		list = append(list, c.construct(found))
	}
	return list, nil
}

var kinds = map[retry.Kind]string{
	retry.Retry: finding.Retry, retry.Poll: finding.Poll, retry.Once: finding.Once, retry.Unseen: finding.Unseen,
}

var verdicts = map[retry.Verdict]string{
	retry.Right: finding.Right, retry.Wrong: finding.Wrong, retry.Unclear: finding.Undecided, retry.Unjudged: finding.Unjudged,
}

// construct words a construct.
func (c *check) construct(found core.Construct) finding.Construct {
	out := finding.Construct{Pos: found.Pos, End: found.End, Decl: c.decl(found.Decl), Kind: kinds[found.Kind]}
	for _, e := range found.Entries {
		out.Entries = append(out.Entries, c.decl(e))
	}
	for _, row := range found.Rows {
		a := c.answer(row)
		a.Silenced = row.Verdict == retry.Wrong && slices.Contains(found.Silenced, row.Number)
		same := func(b finding.Answer) bool {
			return b.Number == a.Number && b.Verdict == a.Verdict && b.Reason == a.Reason && b.Message == a.Message && times(b) == times(a)
		}
		if i := slices.IndexFunc(out.Answers, same); i >= 0 {
			out.Answers[i].Requests = append(out.Answers[i].Requests, a.Requests...)
			continue
		}
		out.Answers = append(out.Answers, a)
	}
	return out
}

// answer words what a construct does under one answer.
func (c *check) answer(row retry.Row) finding.Answer {
	a := finding.Answer{
		Number: row.Number, Verdict: verdicts[row.Verdict], Message: summary(row), Reason: row.Reason, Pos: row.At,
	}
	if row.Request != "" {
		a.Requests = []string{request(row.Request)}
	}
	if row.Schedule != nil {
		s := finding.Schedule{Schedule: *row.Schedule, ByDefault: row.ByDefault}
		switch {
		case row.Verdict != retry.Wrong:
		case row.Number == retry.Assigned:
			s.First, s.Last = resends(s.Schedule)
		default:
			s.First, s.Last = c.tooClose(s.Schedule)
		}
		a.Schedule = &s
	}
	for _, p := range row.Related {
		a.Related = append(a.Related, finding.Related{Pos: p.Pos, End: p.Pos, Role: p.Role, Message: p.Text})
	}
	return a
}

// request is a request for people: without the quotes and brackets that the
// replay needs.
func request(what string) string {
	method, url, ok := strings.Cut(what, " ")
	if !ok {
		return what
	}
	if text, err := strconv.Unquote(url); err == nil {
		url = text
	}
	if strings.HasPrefix(url, "(") && strings.HasSuffix(url, ")") && closes(url) {
		url = url[1 : len(url)-1]
	}
	return method + " " + url
}

// closes says whether the first bracket of a text is closed by its last.
func closes(text string) bool {
	depth := 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i == len(text)-1
		}
	}
	return false
}

// times tells schedules apart as people do.
func times(a finding.Answer) string {
	if a.Schedule == nil {
		return ""
	}
	return schedule.Times(a.Schedule.Schedule)
}

// summary says in a few words how often, and at what distance, a request is
// sent: "10 sends, every 2s".
func summary(row retry.Row) string {
	s := row.Schedule
	switch {
	case s == nil && row.Verdict == retry.Unjudged && row.Number == retry.Assigned:
		return "does not apply"
	case s == nil:
		return "not known"
	case s.Sends() == 1:
		return "1 send"
	}
	text := fmt.Sprintf("%d sends, ", s.Sends())
	if !s.Ended {
		text = "again and again, "
	}
	text += schedule.Rhythm(*s)
	if row.ByDefault {
		text += ", by default"
	}
	return text
}
