package retry_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/retry"
)

var (
	verdictNames = map[retry.Verdict]string{retry.Right: "right", retry.Wrong: "wrong", retry.Unclear: "unclear", retry.Unjudged: "-"}
	kindNames    = map[retry.Kind]string{retry.Retry: "retry", retry.Poll: "poll", retry.Once: "once", retry.Unseen: "unseen"}
)

// audited are the constructs by declaration, each in a line: its kind, and for
// 9603, 9616, 9646 and success the number of sends ("…" where it goes on), the
// verdict, and the reason.
func audited(constructs []retry.Construct) map[string]string {
	out := map[string]string{}
	for _, c := range constructs {
		text := kindNames[c.Kind]
		for _, r := range c.Rows {
			sends := "?"
			if r.Schedule != nil {
				sends = fmt.Sprint(r.Schedule.Sends())
				if !r.Schedule.Ended {
					sends += "…"
				}
			}
			text += fmt.Sprintf(" | %s %s", sends, verdictNames[r.Verdict])
			if r.Reason != "" {
				text += " (" + r.Reason + ")"
			}
		}
		out[c.Decl] = text
	}
	return out
}

func TestAudit(t *testing.T) {
	in := load(t, `package p

import (
	"context"
	"encoding/json"
	"math/rand"
	"net/http"
	"time"
)

func Wrong(ctx context.Context, body []byte) {
	for range 10 {
		if r, _ := send(ctx, body); r.ErrorNumber == 0 {
			return
		}
		time.Sleep(2 * time.Second)
	}
}

func Right(ctx context.Context, body []byte) {
	for range 5 {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 && r.ErrorNumber != 9646 {
			return
		}
		time.Sleep(2 * time.Second)
	}
}

// Forever is patient, and never gives up.
func Forever(ctx context.Context, body []byte) {
	for {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 {
			return
		}
		time.Sleep(2 * time.Minute)
	}
}

func Poll(ctx context.Context, body []byte) {
	for {
		send(ctx, body)
		time.Sleep(time.Hour)
	}
}

// Round polls, and what it polls is a retry.
func Round(ctx context.Context, body []byte) {
	for {
		Right(ctx, body)
		time.Sleep(time.Hour)
	}
}

func Limit(ctx context.Context, body []byte, attempts int) {
	for i := 0; i < attempts; i++ {
		if r, _ := send(ctx, body); r.ErrorNumber == 0 {
			return
		}
	}
}

func AnswerSays(ctx context.Context, body []byte) {
	for {
		r, _ := send(ctx, body)
		if r.ErrorNumber == 0 || r.More == "stop" {
			return
		}
	}
}

func Delay(ctx context.Context, body []byte, wait time.Duration) {
	for {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 {
			return
		}
		time.Sleep(wait)
	}
}

func Random(ctx context.Context, body []byte) {
	for {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 {
			return
		}
		time.Sleep(30*time.Second + time.Duration(rand.Int63n(int64(time.Minute))))
	}
}

// Switch may retry, or not: what it does when it does is shown.
func Switch(ctx context.Context, body []byte, again bool) {
	for range 3 {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 || !again {
			return
		}
		time.Sleep(time.Second)
	}
}

func Read() (r VPPResponse) {
	for range 3 {
		res, err := http.Get("https://vpp.itunes.apple.com/mdm/getVPPUsersSrv")
		if err != nil {
			return r
		}
		err = json.NewDecoder(res.Body).Decode(&r)
		res.Body.Close()
		if err != nil || r.ErrorNumber == 0 {
			return r
		}
	}
	return r
}

func Single(ctx context.Context, body []byte) { send(ctx, body) }
`)
	got := audited(retry.Audit(in, limits))
	const poll = "(it is sent again after success, too: a poll, not a retry)"
	for decl, want := range map[string]string{
		"Wrong":      "retry | 10 wrong | 10 wrong | 10 - | 1 -",
		"Right":      "retry | 5 right | 1 right | 5 - | 1 -",
		"Forever":    "retry | 100… right | 1 right | 1 - | 1 -",
		"Poll":       "poll | 100… - " + poll + " | 100… - " + poll + " | 100… - " + poll + " | 100… - " + poll,
		"Round":      "poll | 20… - " + poll + " | 100… - " + poll + " | 20… - " + poll + " | 100… - " + poll,
		"Limit":      "retry | 100… unclear (how often it is sent hangs on a limit that cannot be known) | 100… wrong | 100… - | 1 -",
		"AnswerSays": "retry | 100… unclear (whether it is sent again hangs on what else the answer says) | 100… unclear (whether it is sent again hangs on what else the answer says) | 100… - | 1 -",
		"Delay":      "retry | 100… unclear (how long it waits cannot be known) | 1 right | 1 - | 1 -",
		"Random":     "retry | 100… unclear (a part of the random delay is long enough) | 1 right | 1 - | 1 -",
		"Switch":     "retry | 3 right | 1 right | 1 - | 1 -",
		"Read":       "retry | 3 right | ? - (the request does not assign, so this is not its answer) | 3 - | 1 -",
		"send":       "once | 1 right | 1 right | 1 - | 1 -",
	} {
		if got[decl] != want {
			t.Errorf("%s:\n got %s\nwant %s", decl, got[decl], want)
		}
		delete(got, decl)
	}
	for decl, text := range got {
		t.Errorf("%s: %s", decl, text)
	}
}

// What is wrong in the audit is what is found, at the same place with the same
// schedule.
func TestAuditAgreesWithTheFindings(t *testing.T) {
	in, fset := loadAt(t, `package p

import (
	"context"
	"time"
)

// Nested is the inner loop's fault for 9616, and for 9603 that of both.
func Nested(ctx context.Context, body []byte) {
	for range 4 {
		if inner(ctx, body) == 0 {
			return
		}
		time.Sleep(time.Second)
	}
}

func inner(ctx context.Context, body []byte) (n int) {
	for range 3 {
		r, _ := send(ctx, body)
		if n = r.ErrorNumber; n == 0 {
			return n
		}
		time.Sleep(time.Second)
	}
	return n
}

func do(f func() int) {
	for f() != 0 {
	}
}

// Handed hands what it sends to a helper.
func Handed(ctx context.Context, body []byte) {
	do(func() int {
		r, _ := send(ctx, body)
		return r.ErrorNumber
	})
}

func Again(ctx context.Context, body []byte) {
	if r, _ := send(ctx, body); r.ErrorNumber != 0 {
		send(ctx, body)
	}
}
`)
	describe := func(decl string, number int, pos string, s retry.Schedule) string {
		return fmt.Sprintf("%s %d %s %v", decl, number, pos, s)
	}
	var found, shown []string
	for _, f := range retry.Analyze(in, limits).Findings {
		found = append(found, describe(f.Decl, f.Number, fset.Position(f.Pos).String(), f.Schedule))
	}
	for _, c := range retry.Audit(in, limits) {
		for _, r := range c.Rows {
			if r.Verdict == retry.Wrong {
				shown = append(shown, describe(c.Decl, r.Number, fset.Position(c.Pos).String(), *r.Schedule))
			}
		}
	}
	if len(found) != 5 {
		t.Errorf("%d findings, want five", len(found))
	}
	if got, want := strings.Join(shown, "\n"), strings.Join(found, "\n"); got != want {
		t.Errorf("the audit shows\n%s\nwant\n%s", got, want)
	}
}

// The audit says where the replay gave up.
func TestAuditOfWhatCannotBeFollowed(t *testing.T) {
	in, fset := loadAt(t, `package p

import "context"

func Deep(ctx context.Context, body []byte) {
	for range 3 {
		r, _ := send(ctx, body)
		if r.ErrorNumber == 0 {
			return
		}
		if r.ErrorNumber == 9603 {
			down(0)
		}
	}
}

func down(n int) int {
	if n < 0 {
		return 0
	}
	return down(n+1) + 1
}
`)
	for _, c := range retry.Audit(in, limits) {
		if c.Decl != "Deep" {
			continue
		}
		row := c.Rows[0]
		if row.Verdict != retry.Unclear || row.Reason == "" || fset.Position(row.At).Line != 21 {
			t.Errorf("9603: verdict %s, reason %q at %v, want an unclear one in line 21", verdictNames[row.Verdict], row.Reason, fset.Position(row.At))
		}
		if got := c.Rows[1]; got.Number != 9616 || got.Verdict != retry.Wrong {
			t.Errorf("9616 is %s, want wrong: what one answer hides, another may show", verdictNames[got.Verdict])
		}
		return
	}
	t.Error("there is no construct")
}
