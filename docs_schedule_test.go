package vpplint_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/report"
)

func TestSchedulePage(t *testing.T) {
	parts := checkPage(t, filepath.Join("docs", "schedule.md"), map[string]generator{
		"formats":   auditFormatTable,
		"construct": construct,
		"fields":    fieldTable,
	})
	if len(parts) != 3 {
		t.Errorf("generated parts %q, want three", parts)
	}
}

func auditFormatTable(*testing.T, []string) string {
	var b strings.Builder
	b.WriteString("| format | |\n| --- | --- |\n")
	for _, f := range report.AuditFormats() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", f.Name, f.Summary)
	}
	return b.String()
}

// schedules runs vpplint schedule.
func schedules(t *testing.T, arguments ...string) string {
	t.Helper()
	out, err := exec.Command(command(t), append([]string{"schedule"}, arguments...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// construct shows what vpplint schedule says of a declaration: PACKAGE
// DECLARATION.
func construct(t *testing.T, arguments []string) string {
	var b strings.Builder
	for line := range strings.Lines(schedules(t, arguments[0])) {
		switch {
		case strings.Contains(line, ": "+arguments[1]+" "):
			b.WriteString(line)
		case b.Len() > 0 && strings.HasPrefix(line, "\t"):
			b.WriteString(line)
		case b.Len() > 0:
			return "```\n" + b.String() + "```\n"
		}
	}
	t.Fatalf("%s has no construct %s", arguments[0], arguments[1])
	return ""
}

// The pictures in the documentation are those that the html format shows.
func TestPictures(t *testing.T) {
	css, err := os.ReadFile(filepath.Join("internal", "report", "page.css"))
	if err != nil {
		t.Fatal(err)
	}
	var style strings.Builder
	screen, _, _ := strings.Cut(string(css), "@media print")
	for _, m := range regexp.MustCompile(`(?m)^(?::root \{(?s:.*?)^\}|@media(?s:.*?)^\}|svg (?:text|\.).*\})$`).FindAllString(screen, -1) {
		style.WriteString(m + "\n")
	}
	style.WriteString("svg { background: var(--card) }\n")
	for name, at := range map[string][2]string{
		"wrong": {"./examples/fleet/assign", "assign.Assigner.Device"},
		"right": {"./examples/fleetfixed/assign", "assign.Assigner.Device"},
	} {
		page := schedules(t, "-format", "html", at[0])
		_, page, ok := strings.Cut(page, "<h3>"+at[1]+"</h3>")
		start, end := strings.Index(page, "<svg "), strings.Index(page, "</svg>")
		if !ok || start < 0 || end < start {
			t.Fatalf("%s has no picture", at)
		}
		head, body, _ := strings.Cut(page[start:end], ">\n")
		head = strings.Replace(head, `viewBox="0 0 920 `, `viewBox="-12 0 944 `, 1) // with a margin
		fresh(t, filepath.Join("docs", "pictures", name+".svg"), []byte(head+">\n<style>\n"+style.String()+"</style>\n"+body+"</svg>\n"))
	}
}
