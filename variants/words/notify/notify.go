// Package notify tells people what the VPP service said.
package notify

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"
	"text/template"
	"unicode/utf8"

	"example.com/messageb/vppc"
)

// Note is told.
type Note struct {
	Title, Body string
	Colour      string
	Urgent      bool
}

var mail = template.Must(template.New("mail").Parse(`Dear {{.Name}},

{{if .Reason}}Apple said: {{.Reason}}{{else}}Apple said nothing.{{end}}
`))

type letter struct{ Name, Reason string }

// Mail writes a letter.
func Mail(w io.Writer, name string, f *vppc.Failure) error {
	return mail.Execute(w, letter{name, f.Text()})
}

// Shorten makes it fit.
func Shorten(f *vppc.Failure, n int) string {
	s := strings.Join(strings.Fields(f.Text()), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > 0 {
		return s[:i] + "…"
	}
	return string([]rune(s)[:n]) + "…"
}

// Line is a line for a log.
func Line(f *vppc.Failure) string {
	text := f.Text()
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "!") {
		text += "."
	}
	return fmt.Sprintf("[%d] %s", f.Num, text)
}

// Escape makes it safe.
func Escape(f *vppc.Failure) string {
	if strings.ContainsAny(f.Text(), "<>&") {
		return html.EscapeString(f.Text())
	}
	return f.Text()
}

// Paint writes a line in a colour.
func Paint(w io.Writer, f *vppc.Failure) {
	colour := "\x1b[31m"
	if strings.Contains(f.Text(), "already") {
		colour = "\x1b[33m"
	}
	fmt.Fprintf(w, "%s%s\x1b[0m\n", colour, f.Text())
}

// Bullet writes a list.
func Bullet(w io.Writer, fs []*vppc.Failure) {
	for i, f := range fs {
		mark := "-"
		if strings.HasPrefix(f.Text(), "License") {
			mark = "*"
		}
		fmt.Fprintln(w, i+1, mark, f.Text())
	}
}

// Urgent makes a note that wakes somebody.
//
//want:vpperrormessage
func Urgent(f *vppc.Failure) Note {
	n := Note{Title: f.Op, Body: f.Text()}
	n.Urgent = strings.Contains(n.Body, "sToken")
	return n
}

// Send sends it to somebody or nobody.
//
//want:vpperrormessage
func Send(f *vppc.Failure, page func(string)) {
	var b bytes.Buffer
	if err := Mail(&b, "admin", f); err != nil {
		return
	}
	if strings.Contains(b.String(), "contact Apple") {
		page(b.String())
	}
}

// Addressed looks at the name.
func Addressed(name string) bool { return strings.HasPrefix(name, "License") }

// Wrapped wraps lines.
func Wrapped(f *vppc.Failure, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(f.Text()) {
		if len(line)+len(word) > width && line != "" {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
