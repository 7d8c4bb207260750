// Package view shows VPP problems.
package view

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"text/tabwriter"

	"example.com/messagec/fleet"
)

var funcs = template.FuncMap{
	"colour": func(s string) string {
		if strings.Contains(s, "already") {
			return "grey"
		}
		return "red"
	},
}

var list = template.Must(template.New("list").Funcs(funcs).Parse(`{{range .}}<li class="{{colour .ErrorMessage}}">{{.ErrorMessage}}{{end}}`))

// List shows a list.
func List(w io.Writer, ps []fleet.Problem) error { return list.Execute(w, ps) }

// Table shows a table.
func Table(w io.Writer, ps []fleet.Problem) error {
	t := tabwriter.NewWriter(w, 0, 8, 1, ' ', 0)
	for _, p := range ps {
		mark := " "
		switch {
		case strings.HasPrefix(p.ErrorMessage, "License"):
			mark = "L"
		case strings.HasPrefix(p.ErrorMessage, "Registered"):
			mark = "U"
		}
		fmt.Fprintf(t, "%s\t%d\t%s\n", mark, p.ErrorNumber, p.ErrorMessage)
	}
	return t.Flush()
}

// Title is the first sentence.
func Title(p fleet.Problem) string {
	head, _, ok := strings.Cut(p.ErrorMessage, ". ")
	if ok {
		return head + "."
	}
	return head
}

// Plural adds an s.
func Plural(ps []fleet.Problem) string {
	if len(ps) == 1 {
		return "1 problem: " + ps[0].ErrorMessage
	}
	return fmt.Sprintf("%d problems", len(ps))
}

// Quoted quotes once.
func Quoted(p fleet.Problem) string {
	if strings.HasPrefix(p.ErrorMessage, `"`) && strings.HasSuffix(p.ErrorMessage, `"`) {
		return p.ErrorMessage
	}
	return `"` + p.ErrorMessage + `"`
}

// Hidden hides some of them.
//
//want:vpperrormessage
func Hidden(ps []fleet.Problem) (out []fleet.Problem) {
	for _, p := range ps {
		if p.ErrorMessage != "License already assigned" {
			out = append(out, p)
		}
	}
	return out
}

// Search is an operator's.
func Search(ps []fleet.Problem, q string) (out []fleet.Problem) {
	q = strings.ToLower(strings.TrimSpace(q))
	for _, p := range ps {
		hay := strings.ToLower(p.AdamID + " " + p.ErrorMessage)
		if strings.Contains(hay, q) {
			out = append(out, p)
		}
	}
	return out
}

// Once shows each text once.
func Once(w io.Writer, ps []fleet.Problem) {
	shown := make(map[string]struct{}, len(ps))
	for _, p := range ps {
		if _, dup := shown[p.ErrorMessage]; dup {
			continue
		}
		shown[p.ErrorMessage] = struct{}{}
		fmt.Fprintln(w, p.ErrorMessage)
	}
}

// Paged shows whether more is to come.
func Paged(p fleet.Problem, width int) (line string, more bool) {
	if len(p.ErrorMessage) > width {
		return p.ErrorMessage[:width], true
	}
	return p.ErrorMessage, false
}

// Support opens a ticket for some.
//
//want:vpperrormessage
func Support(p fleet.Problem, open func(title, body string)) {
	title := Title(p)
	if title != "" && !strings.Contains(strings.ToLower(title), "expired") {
		open(title, p.ErrorMessage)
	}
}
