package report_test

import (
	"bytes"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
	"github.com/vpplint/vpplint/internal/retry"
)

var limits = retry.Limits{MaxAttempts: 5, EscalatedDelay: time.Minute}

const assign = "POST https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

// answer is an answer with a schedule of exact delays.
func answer(number int, verdict, message string, ended bool, delays ...time.Duration) report.Answer {
	s := &finding.Schedule{Schedule: retry.Schedule{Ended: ended}}
	for _, d := range delays {
		s.Gaps = append(s.Gaps, retry.Gap{Min: d, Max: d})
	}
	return report.Answer{Number: number, Requests: []string{assign}, Verdict: verdict, Message: message, Schedule: s}
}

// times repeats a delay.
func times(n int, d time.Duration) (list []time.Duration) {
	for range n {
		list = append(list, d)
	}
	return list
}

// construct is a construct in b/b.go.
func construct(kind, decl string, line int, source string, answers ...report.Answer) report.Construct {
	return report.Construct{
		Package: "example.com/mdm/b", Decl: "b." + decl, Kind: kind, Entries: []string{"b." + decl, "b.Sync"},
		Pos: at("b/b.go", line, 9, 9), End: at("b/b.go", line, 15, 15), Source: source, Answers: answers,
	}
}

// audit has a construct of each sort.
func audit() *report.Audit {
	once := func(number int, verdict string) report.Answer { return answer(number, verdict, "1 send", true) }

	wrong := answer(9603, finding.Wrong, "10 sends, every 2s", true, times(9, 2*time.Second)...)
	wrong.Schedule.First, wrong.Schedule.Last = 7, 10
	wrong.Related = []report.Related{
		{Pos: at("b/b.go", 41, 17, 17), End: at("b/b.go", 41, 17, 17), Role: "send", Message: "the request is sent here"},
		{Pos: at("b/b.go", 33, 3, 3), End: at("b/b.go", 33, 3, 3), Role: "delay", Message: "the delay is waited for here"},
	}
	eager := answer(9603, finding.Wrong, "again and again, without delay", false, times(99, time.Millisecond)...)
	eager.Schedule.First, eager.Schedule.Last = 7, 100
	silenced := answer(9616, finding.Wrong, "3 sends, every 10s", true, times(2, 10*time.Second)...)
	silenced.Schedule.First, silenced.Schedule.Last, silenced.Silenced = 2, 3, true

	patient := answer(9603, finding.Right, "again and again, with delays growing from 1s to 5m", false,
		append([]time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second}, times(90, 5*time.Minute)...)...)

	random := answer(9603, finding.Undecided, "again and again, every 30s to 1m30s", false, times(99, 90*time.Second)...)
	for i := range random.Schedule.Gaps {
		random.Schedule.Gaps[i].Min = 30 * time.Second
	}
	random.Reason = "a part of the random delay is long enough"
	other := once(9616, finding.Right)
	other.Requests = []string{assign, "POST https://vpp.itunes.apple.com/mdm/registerVPPUserSrv"}
	unknown := answer(9646, finding.Unjudged, "again and again, after delays that could not be told", false, time.Second, time.Second)
	unknown.Schedule.Gaps[1].Unknown = true

	poll := answer(0, finding.Unjudged, "again and again, every 1h", false, times(99, time.Hour)...)
	poll.Reason = "it is sent again after success, too: a poll, not a retry"

	lost := report.Answer{
		Requests: []string{assign}, Verdict: finding.Undecided, Message: "not known",
		Reason: "there are too many ways through it", Pos: at("b/b.go", 90, 3, 3),
	}

	return &report.Audit{
		Version: "v1.2.3", Limits: limits, Dir: root, Root: root,
		Constructs: []report.Construct{
			construct(finding.Retry, "Client.Device", 30, "\terr = c.device(ctx, serial)", wrong, once(9616, finding.Right), once(9646, finding.Unjudged), once(0, finding.Unjudged)),
			construct(finding.Retry, "Client.Eager", 35, "\terr = c.device(ctx, serial)", eager, once(9616, finding.Right)),
			construct(finding.Retry, "Client.User", 50, "\terr = c.user(ctx, id)", answer(9603, finding.Right, "3 sends, every 10s", true, times(2, 10*time.Second)...), silenced, once(0, finding.Unjudged)),
			construct(finding.Retry, "Client.Patient", 60, "\terr = c.device(ctx, serial)", patient, once(9616, finding.Right), once(9646, finding.Unjudged), once(0, finding.Unjudged)),
			construct(finding.Retry, "Client.Random", 70, "\terr = c.device(ctx, serial)", random, other, unknown),
			construct(finding.Poll, "Client.Watch", 80, "\terr = c.assets(ctx)", poll),
			construct(finding.Unseen, "Client.Maze", 90, "\terr = c.maze(ctx)", lost),
			construct(finding.Once, "Client.Once", 100, "\terr = c.device(ctx, serial)", once(9603, finding.Right), once(0, finding.Unjudged)),
		},
		Problems: []report.Problem{{Package: "example.com/mdm/c", Text: "package example.com/mdm/c was not analysed: c.go:1:1: expected 'package'"}},
	}
}

// writeAudit returns an audit in a format.
func writeAudit(t *testing.T, format string, a *report.Audit, colours bool) string {
	t.Helper()
	for _, f := range report.AuditFormats() {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, a, colours); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %q", format)
	return ""
}

func TestAuditFormats(t *testing.T) {
	for _, f := range report.AuditFormats() {
		t.Run(f.Name, func(t *testing.T) {
			golden(t, path.Join("audit", "sample."+f.Name), writeAudit(t, f.Name, audit(), false))
			golden(t, path.Join("audit", "hostile."+f.Name), writeAudit(t, f.Name, hostileAudit(), false))
			golden(t, path.Join("audit", "empty."+f.Name), writeAudit(t, f.Name, &report.Audit{Version: "v1.2.3", Limits: limits}, false))
		})
	}
}

// hostileAudit is an audit of code that attacks whoever reads it.
func hostileAudit() *report.Audit {
	a := audit()
	all := a.Constructs
	a.Constructs = nil
	for i, attack := range attacks {
		c := all[i%len(all)]
		c.Decl, c.Source, c.Entries = attack, attack, []string{attack}
		c.Pos.Filename = root + "/" + strings.ReplaceAll(attack, "/", "") + ".go"
		c.End.Filename = c.Pos.Filename
		c.Answers = append([]report.Answer{}, c.Answers...)
		c.Answers[0].Requests, c.Answers[0].Reason, c.Answers[0].Pos = []string{attack}, attack, c.Pos
		c.Answers[0].Related = []report.Related{{Pos: at("b/b.go", 1, 1, 1), Message: attack}}
		a.Constructs = append(a.Constructs, c)
	}
	a.Problems = []report.Problem{{Package: "a", Text: strings.Join(attacks, " ")}}
	return a
}

func TestNothingCanBeInjectedIntoAudits(t *testing.T) {
	for _, f := range report.AuditFormats() {
		t.Run(f.Name, func(t *testing.T) {
			got := writeAudit(t, f.Name, hostileAudit(), false)
			for i, c := range got {
				if c != '\n' && c != '\t' && !strconv.IsPrint(c) {
					t.Errorf("%q at %d", c, i)
				}
			}
			if m := command.FindString(got); m != "" {
				t.Errorf("a CI system would take %q for a command", m)
			}
			if f.Name == "html" {
				selfContained(t, got)
			}
		})
	}
}

// selfContained wants a page that runs nothing and loads nothing.
func selfContained(t *testing.T, page string) {
	t.Helper()
	for _, bad := range []string{"<script", "<link", "<img", "<iframe", "@import", "url(", " src=", " style=", " onload="} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if n := strings.Count(page, "<style>"); n != 1 {
		t.Errorf("%d style sheets, want one", n)
	}
}

func TestPagesAreSelfContained(t *testing.T) {
	selfContained(t, write(t, "html", sample(), false))
	selfContained(t, write(t, "html", hostile(), false))
	selfContained(t, writeAudit(t, "html", audit(), false))
}

// The json format holds all that is known.
func TestAuditDocument(t *testing.T) {
	var doc report.AuditDocument
	d := json.NewDecoder(strings.NewReader(writeAudit(t, "json", audit(), false)))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Constructs) != len(audit().Constructs) || doc.MaxAttempts != 5 || doc.EscalatedDelaySeconds != 60 {
		t.Errorf("%d constructs under %d attempts and %v seconds", len(doc.Constructs), doc.MaxAttempts, doc.EscalatedDelaySeconds)
	}
	var verdicts []string
	for _, c := range doc.Constructs {
		verdicts = append(verdicts, c.Kind+" "+c.Verdict)
	}
	want := "retry wrong, retry wrong, retry wrong, retry right, retry undecided, poll not judged, unseen undecided, once right"
	if got := strings.Join(verdicts, ", "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if first := doc.Constructs[0].Answers[0]; first.Schedule.FirstWrong != 7 || len(first.Related) != 2 {
		t.Errorf("the first answer is %+v", first)
	}
	if lost := doc.Constructs[6].Answers[0]; lost.Schedule != nil || lost.ReasonLocation == nil || lost.ReasonLocation.Start.Line != 90 {
		t.Errorf("what could not be followed is %+v", lost)
	}
}

// Colours mark what is there without them, too.
func TestAuditColours(t *testing.T) {
	plain := writeAudit(t, "text", audit(), true)
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m"} {
		if !strings.Contains(plain, code) {
			t.Errorf("nothing is marked with %q", code)
		}
		plain = strings.ReplaceAll(plain, code, "")
	}
	if want := writeAudit(t, "text", audit(), false); plain != want {
		t.Errorf("without colours:\n%s\nwant:\n%s", plain, want)
	}
}
