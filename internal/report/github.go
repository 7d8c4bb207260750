package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// writeGitHub writes workflow commands of GitHub Actions, which become
// annotations.
func writeGitHub(w io.Writer, r *Report, _ bool) error {
	out := bufio.NewWriter(w)
	for _, f := range r.Findings {
		fmt.Fprintf(out, "::error file=%s,line=%d", property(r.file(f.Pos.Filename)), f.Pos.Line)
		if f.End.Line > f.Pos.Line {
			fmt.Fprintf(out, ",endLine=%d", f.End.Line)
		}
		if f.Pos.UTF16 > 0 {
			fmt.Fprintf(out, ",col=%d", f.Pos.UTF16)
			if f.End.Line == f.Pos.Line && f.End.UTF16 > f.Pos.UTF16 {
				fmt.Fprintf(out, ",endColumn=%d", f.End.UTF16)
			}
		}
		fmt.Fprintf(out, ",title=%s::%s\n", property(f.Rule), data(strings.Join(r.paragraphs(f), "\n")))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(out, "::error title=vpplint::%s\n", data(Plain(p.Text)))
	}
	return out.Flush()
}

// paragraphs are the lines of an annotation.
func (r *Report) paragraphs(f Finding) []string {
	lines := []string{Plain(f.Message)}
	for _, rel := range f.Related {
		if rel.Pos == f.Pos {
			lines = append(lines, Plain(rel.Message))
		} else {
			lines = append(lines, Plain(r.file(rel.Pos.Filename))+lineColumn(rel.Pos)+": "+Plain(rel.Message))
		}
	}
	return append(lines, f.URL)
}

// data and property escape what workflow commands are made of.
func data(s string) string { return dataEscapes.Replace(s) }

func property(s string) string { return propertyEscapes.Replace(Plain(s)) }

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
