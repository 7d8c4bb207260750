// Package panel draws the refusals of the day for the operators.
package panel

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"slices"
	"strings"
	"unicode/utf8"
)

// refusal is what the service answered.
type refusal struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	AdamID       string `json:"adamIdStr"`
	Serial       string `json:"serialNumber"`
}

// Row is a line of the table.
type Row struct {
	Serial string
	Text   string
	Number int
	Retry  bool
}

// Panel is the table with its controls.
type Panel struct {
	rows   []Row
	query  string
	narrow bool
}

const (
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	off    = "\x1b[0m"
)

// New makes a table of answers.
func New(lines []json.RawMessage) (*Panel, error) {
	p := new(Panel)
	for _, l := range lines {
		var r refusal
		if err := json.Unmarshal(l, &r); err != nil {
			return nil, err
		}
		if r.ErrorNumber == 0 || r.AdamID == "demo" {
			continue
		}
		p.rows = append(p.rows, Row{Serial: r.Serial, Text: r.ErrorMessage, Number: r.ErrorNumber})
	}
	return p, nil
}

// Coloured prints a row; texts about tokens are red, because they are the
// first thing that the operator has to see.
func (r Row) Coloured() string {
	if strings.Contains(r.Text, "oken") {
		return red + r.Text + off
	}
	return yellow + r.Text + off
}

// Icon puts a picture in front of the text.
func (r Row) Icon() string {
	switch {
	case strings.HasPrefix(r.Text, "License"):
		return "🔑 " + r.Text
	case strings.HasPrefix(r.Text, "The user"):
		return "👤 " + r.Text
	}
	return "⚠ " + r.Text
}

// Search narrows the table down to what the operator typed into the search box.
func (p *Panel) Search() (out []Row) {
	q := strings.ToLower(p.query)
	for _, r := range p.rows {
		if q == "" || strings.Contains(strings.ToLower(r.Text), q) || strings.Contains(strings.ToLower(r.Serial), q) {
			out = append(out, r)
		}
	}
	return out
}

// Sentence adds what Apple forgets now and then.
func (r Row) Sentence() string {
	t := strings.TrimSpace(r.Text)
	if t == "" {
		return fmt.Sprintf("Error %d.", r.Number)
	}
	if !strings.HasSuffix(t, ".") && !strings.HasSuffix(t, "!") {
		t += "."
	}
	return t
}

// Clip makes a text fit.
func (p *Panel) Clip(r Row) string {
	width := 80
	if p.narrow {
		width = 32
	}
	if utf8.RuneCountInString(r.Text) <= width {
		return r.Text
	}
	return string([]rune(r.Text)[:width-1]) + "…"
}

// Sorted by text, so that equal texts are next to each other.
func (p *Panel) Sorted() []Row {
	rows := slices.Clone(p.rows)
	slices.SortStableFunc(rows, func(a, b Row) int {
		if a.Text < b.Text {
			return -1
		} else if a.Text > b.Text {
			return 1
		}
		return cmp.Compare(a.Serial, b.Serial)
	})
	return rows
}

// Squeezed leaves out what is the same as in the row above.
func (p *Panel) Squeezed() []Row {
	rows := p.Sorted()
	for i := len(rows) - 1; i > 0; i-- {
		if rows[i].Text == rows[i-1].Text {
			rows[i].Text = "″"
		}
	}
	return rows
}

// Groups puts the serials with the same text together.
func (p *Panel) Groups() map[string][]string {
	out := map[string][]string{}
	for _, r := range p.rows {
		if _, seen := out[r.Text]; !seen {
			slog.Debug("new group", "text", r.Text)
		}
		out[r.Text] = append(out[r.Text], r.Serial)
	}
	return out
}

// Buttons decides which rows have the button for another try.
//
//want:vpperrormessage
func (p *Panel) Buttons() {
	for i := range p.rows {
		p.rows[i].Retry = !strings.Contains(p.rows[i].Text, "already") && p.rows[i].Number != 0
	}
}

// Controls decides which rows have the button for another try.
func (p *Panel) Controls() {
	for i := range p.rows {
		p.rows[i].Retry = p.rows[i].Number == 9603 && p.rows[i].Text != ""
	}
}

// Headline counts what matters.
//
//want:vpperrormessage
func (p *Panel) Headline() string {
	short := 0
	for _, r := range p.rows {
		if r.Text == "License not found" {
			short++
		}
	}
	return fmt.Sprintf("%d of %d need licenses", short, len(p.rows))
}

// Title counts what matters.
func (p *Panel) Title() string {
	short := 0
	for _, r := range p.rows {
		if r.Number == 9610 {
			short++
		}
	}
	return fmt.Sprintf("%d of %d need licenses", short, len(p.rows))
}

// Escalate rings when there is something that only the vendor can solve.
//
//want:vpperrormessage
func (p *Panel) Escalate(ring func(string)) {
	i := slices.IndexFunc(p.rows, func(r Row) bool { return strings.HasPrefix(r.Text, "Empty response from SharedData") })
	if i >= 0 {
		ring(p.rows[i].Serial)
	}
}

// Export writes a file for the spreadsheet.
func (p *Panel) Export(w io.Writer) error {
	cw := csv.NewWriter(w)
	for _, r := range p.rows {
		text := strings.ReplaceAll(r.Text, "\n", " ")
		if strings.HasPrefix(text, "=") || strings.HasPrefix(text, "@") {
			text = "'" + text
		}
		if err := cw.Write([]string{r.Serial, fmt.Sprint(r.Number), text}); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// Tooltip quotes texts that span lines.
func (r Row) Tooltip() template.HTMLAttr {
	text := template.HTMLEscapeString(r.Text)
	if strings.ContainsRune(text, '\n') {
		text = strings.ReplaceAll(text, "\n", "&#10;")
	}
	return template.HTMLAttr(`title="` + text + `"`)
}

// Class names the style of a row.
//
//want:maybe:vpperrormessage
func (r Row) Class() string {
	if strings.Contains(r.Text, "expired") {
		return "row-danger"
	}
	return "row"
}

// Visible leaves out the rows that are no problem.
//
//want:vpperrormessage
func (p *Panel) Visible() (out []Row) {
	for _, r := range p.rows {
		switch r.Text {
		case "License already assigned", "License not associated":
			continue
		}
		out = append(out, r)
	}
	return out
}
