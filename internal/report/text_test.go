package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
	"github.com/vpplint/vpplint/internal/retry"
)

// text is the text format of one finding, without its first line.
func text(t *testing.T, f report.Finding) string {
	t.Helper()
	_, rest, _ := strings.Cut(write(t, "text", &report.Report{Findings: []report.Finding{f}}, false), "\n")
	return rest
}

func TestSnippets(t *testing.T) {
	long := strings.Repeat("x", 300)
	tests := []struct {
		name, source  string
		column, width int // of the finding, in bytes; a column of 0 is not known
		want          string
	}{
		{"indented", "\t\tif a == b {", 6, 6, "\t7 | if a == b {\n\t  |    ^~~~~~\n"},
		{"a place without extent", "\tx := f()", 7, 0, "\t7 | x := f()\n\t  |      ^\n"},
		{"a tab inside", "a\tb", 3, 1, "\t7 | a    b\n\t  |      ^\n"},
		{"wide characters", `"許可" == m`, 13, 1, "\t7 | \"許可\" == m\n\t  |           ^\n"},
		{"a picture", `"😀" == m`, 8, 2, "\t7 | \"😀\" == m\n\t  |      ^~\n"},
		{"a combining mark", "\"e\u0301\" + m", 7, 1, "\t7 | \"e\u0301\" + m\n\t  |     ^\n"},
		{"a control character", "\"\x1b\" + m", 7, 1, "\t7 | \"\\x1b\" + m\n\t  |          ^\n"},
		{"a command", "\"##[x]\" + m", 11, 1, "\t7 | \"#\\x23[x]\" + m\n\t  |              ^\n"},
		{"no column", "a == b", 0, 0, "\t7 | a == b\n"},
		{"a column behind the line", "a", 50, 1, "\t7 | a\n"},
		{"an empty line", "\t", 1, 1, ""},
		{"a long line", "a" + long, 1, 1, "\t7 | a" + long[:119] + "…\n\t  | ^\n"},
		{"a long line, far to the right", long + "y" + long, 301, 1, "\t7 | …" + long[:24] + "y" + long[:95] + "…\n\t  |                          ^\n"},
		{"at the end of a long line", long + "y", 301, 1, "\t7 | …" + long[:119] + "y\n\t  | " + strings.Repeat(" ", 120) + "^\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pos := report.Position{Filename: "/a.go", Line: 7, Column: test.column}
			end := pos
			end.Column += test.width
			if got := text(t, report.Finding{Pos: pos, End: end, Source: test.source}); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

func TestTimelines(t *testing.T) {
	gaps := func(list ...time.Duration) retry.Schedule {
		s := retry.Schedule{Ended: true}
		for _, d := range list {
			s.Gaps = append(s.Gaps, retry.Gap{Min: d, Max: d})
		}
		return s
	}
	random := retry.Schedule{Ended: true, Gaps: []retry.Gap{{Min: time.Second, Max: 3 * time.Second}}}
	endless := gaps(time.Second)
	endless.Ended = false
	tests := []struct {
		name string
		s    finding.Schedule
		want string
	}{
		{"the same gaps, the last two too short",
			finding.Schedule{Schedule: every(2*time.Second+time.Millisecond, 8), First: 7, Last: 8},
			"0s ●───●───●───●───●───●━━━●━━━● 14s"},
		{"longer gaps are longer",
			finding.Schedule{Schedule: gaps(time.Millisecond, 500*time.Millisecond, time.Second, 30*time.Second, 2*time.Minute, 5*time.Minute, time.Hour), First: 8, Last: 8},
			"0s ●─●──●───●────●─────●──────●━━━━━━━━● 1h7m31.5s"},
		{"a random gap", finding.Schedule{Schedule: random, First: 2, Last: 2}, "0s ●━━━● 1s–3s"},
		{"an unknown gap",
			finding.Schedule{Schedule: retry.Schedule{Ended: true, Gaps: []retry.Gap{{Unknown: true}}}, First: 2, Last: 2},
			"0s ●?●"},
		{"without end", finding.Schedule{Schedule: endless, First: 2, Last: 2}, "0s ●━━━● …"},
		{"many sends", finding.Schedule{Schedule: every(0, 50), First: 7, Last: 50}, "0s ●─●─●─●─●─●━●━●━●━●━●━● …"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := text(t, report.Finding{Schedule: &test.s, Related: []report.Related{{Role: "schedule", Message: "sends"}}})
			if want := "\tsends\n\t" + test.want + "\n"; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}
