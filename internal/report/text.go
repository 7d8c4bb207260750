package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// writeText writes a line for each finding, and what belongs to it indented
// below: the line of code, the schedule, the places.
func writeText(w io.Writer, r *Report, colours bool) error {
	out := bufio.NewWriter(w)
	c := palette(colours)
	for _, f := range r.Findings {
		fmt.Fprintf(out, "%s%s:%s %s %s(%s)%s\n", c.bold, r.Place(f.Pos), c.off, Plain(f.Message), c.dim, f.Rule, c.off)
		writeSnippet(out, f, c)
		for _, rel := range f.Related {
			switch {
			case rel.Role == "schedule" && f.Schedule != nil:
				fmt.Fprintf(out, "\t%s\n\t%s\n", Plain(rel.Message), timeline(f.Schedule, c))
			case rel.Pos == f.Pos:
				fmt.Fprintf(out, "\t%s\n", Plain(rel.Message))
			default:
				fmt.Fprintf(out, "\t%s: %s\n", r.Place(rel.Pos), Plain(rel.Message))
			}
		}
	}
	return out.Flush()
}

// writeSnippet writes the line of code, behind its number: behind nothing, a
// CI system could take it for a command.
func writeSnippet(w io.Writer, f Finding, c colours) {
	code, marks := snippet(f)
	if code == "" {
		return
	}
	number := strconv.Itoa(f.Pos.Line)
	fmt.Fprintf(w, "\t%s%s |%s %s\n", c.dim, number, c.off, code)
	if marks != "" {
		fmt.Fprintf(w, "\t%s%s |%s %s%s%s\n", c.dim, strings.Repeat(" ", len(number)), c.off, c.red, marks, c.off)
	}
}

func lineColumn(p Position) string {
	if p.Column == 0 {
		return fmt.Sprintf(":%d", p.Line)
	}
	return fmt.Sprintf(":%d:%d", p.Line, p.Column)
}

// colours are the escape sequences that text is marked with, or nothing.
type colours struct{ bold, dim, red, off string }

func palette(on bool) colours {
	if !on {
		return colours{}
	}
	return colours{bold: "\x1b[1m", dim: "\x1b[2m", red: "\x1b[31m", off: "\x1b[0m"}
}
