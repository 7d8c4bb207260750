package never

import (
	"encoding/json"
	"flag"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"strings"
	"text/tabwriter"
)

// What never.go and more.go do not have of the contract, clause by clause.

// document is read by key.
type document map[string]json.RawMessage

// part is a part of it.
type part struct{ raw []byte }

// Get finds a part.
func (d document) Get(key string) part { return part{d[key]} }

// Exists says whether it is there.
func (p part) Exists() bool { return p.raw != nil }

func emptinessExists(d document) bool {
	return d.Get("errorNumber").Exists() && d.Get("errorMessage").Exists() && d["errorMessage"] != nil
}

func emptinessRaw(d document) bool {
	return len(d["errorMessage"]) == 0 || string(d["errorMessage"]) == "null" || string(d["errorMessage"]) == `""`
}

func emptinessBlank(r Reply) bool {
	return len(strings.Fields(r.Msg)) == 0 || strings.Trim(r.Msg, " .") == ""
}

func emptinessZero(r Reply) bool { return r == Reply{} }

func layoutColumns(w io.Writer, rs []Reply) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	width := 0
	for _, r := range rs {
		width = max(width, len(r.Msg))
	}
	for _, r := range rs {
		fmt.Fprintf(t, "%-*s\t%d\n", width, r.Msg, strings.Count(r.Msg, "\n"))
	}
	_ = t.Flush()
}

func layoutFirstSentence(r Reply) string {
	if i := strings.Index(r.Msg, ". "); i > 0 {
		return r.Msg[:i+1]
	}
	return r.Msg
}

// Card is shown in the console.
type Card struct{ Title, Body string }

func layoutCard(r Reply) Card {
	title, body, ok := strings.Cut(r.Msg, ": ")
	if !ok {
		title, body = "Error", r.Msg
	}
	return Card{title, body}
}

func shownIcon(w io.Writer, r Reply) { fmt.Fprintln(w, icon(r), r.Msg) }

func icon(r Reply) string {
	switch {
	case strings.Contains(r.Msg, "already"):
		return "○"
	case strings.Contains(r.Msg, "expired"):
		return "●"
	}
	return "×"
}

func isNote(s string) bool { return strings.Contains(s, "already") }

func shownPrefix(r Reply) string {
	if isNote(r.Msg) {
		return "note: " + r.Msg
	}
	return "error: " + r.Msg
}

func shownLevel(r Reply) {
	level := slog.LevelError
	if strings.Contains(r.Msg, "try again later") {
		level = slog.LevelWarn
	}
	slog.Log(nil, level, "refused", "text", r.Msg)
}

func shownEarly(w io.Writer, r Reply) {
	if strings.Contains(r.Msg, "already") {
		fmt.Fprintln(w, "note:", r.Msg)
		return
	}
	fmt.Fprintln(w, "error:", r.Msg)
}

func searched(rs []Reply, q string) (out []Reply) {
	for _, r := range rs {
		if q != "" && !strings.Contains(r.Msg, q) {
			continue
		}
		out = append(out, r)
	}
	return out
}

func highlighted(r Reply, q string) string {
	i := strings.Index(r.Msg, q)
	if i < 0 {
		return r.Msg
	}
	return r.Msg[:i] + "*" + q + "*" + r.Msg[i+len(q):]
}

func printing(w io.Writer, r Reply) { fmt.Fprintf(w, "%q\n", r.Msg) }

func wrapping(r Reply, err error) error { return fmt.Errorf("%s: %w", r.Msg, err) }

func returning(r Reply) string { return r.Msg }

func encoding(w io.Writer, r Reply) error {
	return json.NewEncoder(w).Encode(map[string]string{"detail": r.Msg})
}

func groupKeys(rs []Reply) map[string][]string {
	out := map[string][]string{}
	for _, r := range rs {
		if _, ok := out[r.Msg]; !ok {
			out[r.Msg] = nil
		}
		out[r.Msg] = append(out[r.Msg], r.Token)
	}
	return out
}

type limiter struct{ seen map[string]int }

func (l *limiter) amongThemselvesLimited(r Reply) bool {
	l.seen[r.Msg]++
	return l.seen[r.Msg] <= 3
}

func amongThemselvesFolded(a, b Reply) bool { return strings.EqualFold(a.Msg, b.Msg) || a == b }

func deduplicatedWithStandIn(rs []Reply) (out []string) {
	seen := map[string]bool{}
	for _, r := range rs {
		text := r.Msg
		if text == "" {
			text = fmt.Sprintf("error %d", r.Num)
		}
		if !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out
}

var line = template.Must(template.New("").Parse(`<li class="{{.Class}}">{{.Text}}</li>`))

type row struct{ Class, Text string }

func write(w io.Writer, class, text string) { _ = line.Execute(w, row{class, text}) }

func shownClass(w io.Writer, r Reply) { write(w, class(r.Msg), r.Msg) }

func class(text string) string {
	if strings.Contains(text, "try again") {
		return "amber"
	}
	return "red"
}

func searchedByFlag(w io.Writer, rs []*Reply, args []string) error {
	set := flag.NewFlagSet("grep", flag.ContinueOnError)
	word := set.String("word", "", "what to look for")
	if err := set.Parse(args); err != nil {
		return err
	}
	for _, r := range rs {
		if strings.Contains(r.Msg, *word) {
			fmt.Fprintln(w, *r)
		}
	}
	return nil
}
