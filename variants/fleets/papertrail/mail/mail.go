// Package mail writes the mail about what went wrong.
package mail

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"text/template"

	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/conf"
	"example.com/serversa/papertrail/vppsrv"
)

// note is what the template gets.
type note struct {
	Serial string
	Code   codes.Code
	Text   string
}

var body = template.Must(template.New("mail").Parse(`{{range .}}{{.Serial}}	{{.Code}}	{{if .Text}}{{.Text}}{{else}}no text{{end}}
{{end}}`))

var late = regexp.MustCompile(`(?i)^too many recent|try again`)

// Write writes about entries.
func Write(entries []vppsrv.Entry) string {
	var out strings.Builder
	var notes []note
	for _, e := range entries {
		notes = append(notes, note{e.SerialNumber, codes.Code(e.ErrorNumber), strings.Join(strings.Fields(e.ErrorMessage), " ")})
	}
	_ = body.Execute(&out, notes)
	return out.String()
}

// Late counts the entries that came too late.
//
//want:vpperrormessage
func Late(entries []vppsrv.Entry) (n int) {
	for _, e := range entries {
		if loc := late.FindStringIndex(e.ErrorMessage); loc != nil {
			n++
		}
	}
	return n
}

// Worst is the entry to put first: one about the token, else the first.
//
//want:vpperrormessage
func Worst(entries []vppsrv.Entry) (worst vppsrv.Entry) {
	for i, e := range entries {
		n := note{e.SerialNumber, codes.Code(e.ErrorNumber), e.ErrorMessage}
		if i == 0 || bytes.Contains([]byte(n.Text), []byte("oken")) {
			worst = e
		}
	}
	return worst
}

// Ignored reports whether the configuration has somebody ignore the reply.
//
//want:vpperrormessage
func Ignored(c *conf.Conf, r *vppsrv.Reply) bool {
	ok, err := path.Match(c.Ignore, r.Said())
	return err == nil && ok
}

// IgnoredCode does so by number.
func IgnoredCode(ignore map[codes.Code]bool, r *vppsrv.Reply) bool { return ignore[r.Code()] }

// Same reports whether two replies say the same.
func Same(a, b *vppsrv.Reply) bool {
	return strings.EqualFold(strings.TrimSuffix(a.Said(), "."), strings.TrimSuffix(b.Said(), "."))
}

// Subject is the subject of a mail about a reply.
func Subject(r *vppsrv.Reply) string {
	text := r.Said()
	if len(text) > 50 {
		if i := strings.LastIndexByte(text[:50], ' '); i > 0 {
			text = text[:i] + "…"
		}
	}
	return fmt.Sprintf("[papertrail %d] %s", r.Code(), text)
}
