package analyzer

import (
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/message"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/rule"
)

// plain says what all texts have in common.
func plain(t *testing.T, text string) {
	t.Helper()
	switch {
	case text == "", strings.ContainsAny(text, "\n\t"):
		t.Errorf("not one line: %q", text)
	case strings.ToLower(text[:1]) != text[:1]:
		t.Errorf("does not begin in lower case: %q", text)
	case strings.HasSuffix(text, "."):
		t.Errorf("ends in a period: %q", text)
	case strings.HasPrefix(text, "vpperrormessage"), strings.HasPrefix(text, "vppretry"):
		t.Errorf("begins with its rule: %q", text)
	}
}

func TestDecisions(t *testing.T) {
	c := &check{pkg: "vpp"}
	tests := []struct {
		name string
		f    message.Finding
		want string
	}{
		{"one number",
			message.Finding{Decl: "Client.Assign", Kind: "==", Needles: []string{"License already assigned"}, Numbers: []int{9616}},
			`errorMessage compared with "License already assigned" in vpp.Client.Assign: use errorNumber 9616`},
		{"one number that has other texts, too",
			message.Finding{Decl: "find", Kind: "strings.Contains", Needles: []string{"Unable to find the registered user"}, Numbers: []int{9609}},
			`errorMessage searched by strings.Contains for "Unable to find the registered user" in vpp.find: use errorNumber 9609, which another version of the service words "Registered user not found."`},
		{"several numbers match one literal",
			message.Finding{Decl: "busy", Kind: "strings.HasSuffix", Needles: []string{"try again later."}, Numbers: []int{9643, 9644}},
			`errorMessage searched by strings.HasSuffix for "try again later." in vpp.busy: use errorNumber, texts of several numbers match: 9643 (the license is locked for a pending transfer: try again later), 9644 (the service is in maintenance: try again later)`},
		{"many numbers",
			message.Finding{Decl: "any", Kind: "strings.HasPrefix", Needles: []string{"License"}, Numbers: []int{9607, 9610, 9616, 9619, 9624, 9626, 9627, 9628}},
			`errorMessage searched by strings.HasPrefix for "License" in vpp.any: use errorNumber, texts of several numbers match: 9607, 9610, 9616, 9619, 9624, 9626 and 2 more`},
		{"several literals",
			message.Finding{Decl: "kind", Kind: "switch", Needles: []string{"License not found", "Internal error."}, Numbers: []int{9603, 9610}},
			`errorMessage switched on with cases "License not found", "Internal error." in vpp.kind: use errorNumber, the texts stand for 9603 (send the same request again; after more than five attempts schedule retries minutes later, not seconds), 9610 (there is no such license; repeating the assignment soon turns into 9631)`},
		{"many literals",
			message.Finding{Decl: "kind", Kind: "slices.Contains", Needles: []string{"a", "b", "c", "d", "e"}, Numbers: []int{9601, 9602, 9603, 9604}},
			`errorMessage looked up by slices.Contains among "a", "b", "c", "d" and 1 more in vpp.kind: use errorNumber, the texts stand for 9601, 9602, 9603, 9604`},
		{"9634 was removed in other words",
			message.Finding{Decl: "gone", Kind: "==", Needles: []string{"Service removed."}, Numbers: []int{9634}},
			`errorMessage compared with "Service removed." in vpp.gone: use errorNumber 9634, which another version of the service words "This service is no longer available."`},
		{"9646 asks for patience in other words",
			message.Finding{Decl: "busy", Kind: "strings.HasSuffix", Needles: []string{"Try again momentarily."}, Numbers: []int{9646}},
			`errorMessage searched by strings.HasSuffix for "Try again momentarily." in vpp.busy: use errorNumber 9646, which another version of the service words "There are too many requests for the current Organization and…"`},
		{"9700 has its limit in other words, whatever the pattern",
			message.Finding{Decl: "large", Kind: "regexp.Regexp.MatchString", Needles: []string{"max assets"}, Numbers: []int{9700}},
			`errorMessage matched by regexp.Regexp.MatchString with "max assets" in vpp.large: use errorNumber 9700, which another version of the service words "This request exceeds the maximum assets limit. Change the re…"`},
		{"words around a text are no other text",
			message.Finding{Decl: "gone", Kind: "==", Needles: []string{"apple: License not found"}, Numbers: []int{9610}},
			`errorMessage compared with "apple: License not found" in vpp.gone: use errorNumber 9610`},
		{"a number in the text has no other text",
			message.Finding{Decl: "taken", Kind: "strings.Contains", Needles: []string{"(9616)"}, Numbers: []int{9616}},
			`errorMessage searched by strings.Contains for "(9616)" in vpp.taken: use errorNumber 9616`},
		{"a text that something was taken out of",
			message.Finding{Decl: "taken", Kind: "strings.TrimPrefix", Needles: []string{"Login"}, Numbers: []int{9601}},
			`errorMessage searched by strings.TrimPrefix for "Login" in vpp.taken: use errorNumber 9601`},
		{"values that are compared deeply",
			message.Finding{Decl: "same", Kind: "reflect.DeepEqual", Needles: []string{"oops"}},
			`errorMessage compared by reflect.DeepEqual with "oops" in vpp.same: use errorNumber, no text that Apple publishes matches`},
		{"a duration in the text",
			message.Finding{Decl: "wait", Kind: "time.ParseDuration"},
			`errorMessage parsed by time.ParseDuration in vpp.wait: use errorNumber, texts change`},
		{"a literal that is no text of Apple's",
			message.Finding{Decl: "odd", Kind: "map lookup", Needles: []string{"oops"}},
			`errorMessage looked up in a map of "oops" in vpp.odd: use errorNumber, no text that Apple publishes matches`},
		{"a value",
			message.Finding{Decl: "ignorable", Kind: "!="},
			`errorMessage compared with a value in vpp.ignorable: use errorNumber, texts change`},
		{"a number in the text",
			message.Finding{Decl: "code", Kind: "strconv.Atoi"},
			`errorMessage parsed by strconv.Atoi in vpp.code: use errorNumber, texts change`},
		{"a text that came a long way, in a package variable",
			message.Finding{Kind: "regexp.Regexp.MatchString", Needles: []string{"(?i)revoked"}, Numbers: []int{9625}, Via: []string{"vpp.Err.Error", "fmt.Errorf"}},
			`errorMessage matched by regexp.Regexp.MatchString with "(?i)revoked" in package vpp (text through vpp.Err.Error, fmt.Errorf): use errorNumber 9625`},
		{"a long literal",
			message.Finding{Decl: "f", Kind: "==", Needles: []string{strings.Repeat("long ", 20)}},
			`errorMessage compared with "` + strings.Repeat("long ", 12) + `…" in vpp.f: use errorNumber, no text that Apple publishes matches`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := c.decision(test.f)
			plain(t, got)
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// every makes a schedule of sends that are a delay apart.
func every(delay time.Duration, sends int, ended bool) retry.Schedule {
	s := retry.Schedule{Ended: ended}
	for range sends - 1 {
		s.Gaps = append(s.Gaps, retry.Gap{Min: delay + time.Millisecond, Max: delay + time.Millisecond})
	}
	return s
}

func TestRetriesOf9603(t *testing.T) {
	doubling := retry.Schedule{Ended: true}
	for d := time.Second; d <= 64*time.Second; d *= 2 {
		doubling.Gaps = append(doubling.Gaps, retry.Gap{Min: d, Max: d})
	}
	tests := []struct {
		name string
		f    retry.Finding
		want string
	}{
		{"ten sends",
			retry.Finding{Decl: "Client.Assign", Schedule: every(2*time.Second, 10, true)},
			"vpp.Client.Assign retries 9603 every 2s: sends 7–10 come 2s apart; after more than five attempts wait minutes, not seconds"},
		{"by default",
			retry.Finding{Decl: "Client.Assign", Schedule: every(2*time.Second, 10, true), ByDefault: true},
			"vpp.Client.Assign retries 9603 every 2s by default: sends 7–10 come 2s apart; after more than five attempts wait minutes, not seconds"},
		{"doubling",
			retry.Finding{Decl: "send", Schedule: doubling},
			"vpp.send retries 9603 with delays doubling from 1s to 1m4s: send 7 comes 32s after send 6; after more than five attempts wait minutes, not seconds"},
		{"for ever",
			retry.Finding{Decl: "send", Schedule: every(0, 100, false)},
			"vpp.send retries 9603 without delay: from send 7 on they come without delay; after more than five attempts wait minutes, not seconds"},
		{"one too many",
			retry.Finding{Decl: "send", Schedule: every(0, 7, true)},
			"vpp.send retries 9603 without delay: send 7 comes without delay; after more than five attempts wait minutes, not seconds"},
	}
	c := &check{pkg: "vpp", settings: DefaultSettings()}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := c.tooSoon(test.f)
			plain(t, got)
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	t.Run("other settings", func(t *testing.T) {
		c := &check{pkg: "vpp", settings: Settings{MaxAttempts: 7, EscalatedDelay: Duration(90 * time.Second)}}
		got := c.tooSoon(retry.Finding{Decl: "send", Schedule: every(time.Minute, 10, true)})
		if want := "vpp.send retries 9603 every 1m: sends 9–10 come 1m apart; after more than 7 attempts wait at least 1m30s"; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func TestRetriesOf9616(t *testing.T) {
	const tail = "; there is no need to retry, and repeating it turns into 9630"
	tests := []struct {
		name string
		f    retry.Finding
		want string
	}{
		{"five times", retry.Finding{Decl: "assign", Schedule: every(10*time.Second, 5, true)},
			"vpp.assign retries 9616 (license already assigned): sent 5 times, 10s apart" + tail},
		{"twice, at once, by default", retry.Finding{Decl: "assign", Schedule: every(0, 2, true), ByDefault: true},
			"vpp.assign retries 9616 (license already assigned) by default: sent twice without delay" + tail},
		{"for ever, with an unknown delay", retry.Finding{Decl: "assign", Schedule: retry.Schedule{Gaps: []retry.Gap{{Unknown: true}}}},
			"vpp.assign retries 9616 (license already assigned): sent again and again" + tail},
	}
	c := &check{pkg: "vpp", settings: DefaultSettings()}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := c.again(test.f)
			plain(t, got)
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestFailures(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range rule.Judging() {
		c := &check{name: name}
		for _, f := range []core.Failure{
			{Package: "example.com/mdm", Function: "message.Analyze", Reason: "index out of range"},
			{Package: "example.com/mdm", Reason: "undefined: x"},
		} {
			text := c.failure(f)
			plain(t, text)
			if seen[text] {
				t.Errorf("two rules say: %s", text)
			}
			seen[text] = true
			if !strings.Contains(text, f.Package) || !strings.Contains(text, f.Function) || !strings.Contains(text, f.Reason) {
				t.Errorf("%s does not tell of %+v", text, f)
			}
		}
	}
}
