// Package markdown shows the pages of this project on a terminal. It knows what
// these pages use: headings, paragraphs, quotes, lists, tables and code.
package markdown

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// width is where paragraphs are broken.
const width = 80

// Text is a page as plain text; with bold, headings are emphasised for a
// terminal.
func Text(page string, bold bool) string {
	r := renderer{bold: bold}
	lines := strings.Split(page, "\n")
	for len(lines) > 0 {
		lines = r.block(lines)
	}
	return strings.TrimRight(strings.Join(r.out, "\n"), "\n") + "\n"
}

type renderer struct {
	out  []string
	bold bool
}

// block shows the first block, and returns the lines behind it.
func (r *renderer) block(lines []string) (rest []string) {
	first := lines[0]
	switch {
	case strings.HasPrefix(first, "<!--") && strings.HasSuffix(first, "-->"):
		return lines[1:]
	case strings.TrimSpace(first) == "":
		if n := len(r.out); n > 0 && r.out[n-1] != "" {
			r.out = append(r.out, "")
		}
		return lines[1:]
	case strings.HasPrefix(first, "#"):
		r.heading(strings.TrimSpace(strings.TrimLeft(first, "#")))
		return lines[1:]
	case strings.HasPrefix(first, "```"):
		return r.code(lines[1:])
	}
	n := slices.IndexFunc(lines, ends(first))
	if n < 0 {
		n = len(lines)
	}
	block := lines[:n]
	switch {
	case strings.HasPrefix(first, "|"):
		r.table(block)
	case strings.HasPrefix(first, ">"):
		r.quote(block)
	case strings.HasPrefix(first, "- "):
		r.wrap(strings.Join(block, " "), "- ", "  ")
	default:
		r.wrap(strings.Join(block, " "), "", "")
	}
	return lines[n:]
}

// ends says what ends a block that begins with a line.
func ends(first string) func(string) bool {
	begun := false
	return func(line string) bool {
		if !begun {
			begun = true
			return false
		}
		if strings.HasPrefix(first, "|") {
			return !strings.HasPrefix(line, "|")
		}
		if strings.HasPrefix(first, ">") {
			return !strings.HasPrefix(line, ">")
		}
		return strings.TrimSpace(line) == "" || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "```") || strings.HasPrefix(line, "<!--")
	}
}

func (r *renderer) heading(text string) {
	if r.bold {
		text = "\x1b[1m" + text + "\x1b[0m"
	}
	r.out = append(r.out, text)
}

// code shows the lines up to the next fence.
func (r *renderer) code(lines []string) (rest []string) {
	for i, line := range lines {
		if strings.HasPrefix(line, "```") {
			return lines[i+1:]
		}
		if line != "" {
			line = "\t" + line
		}
		r.out = append(r.out, line)
	}
	return nil
}

func (r *renderer) quote(block []string) {
	var paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			r.wrap(strings.Join(paragraph, " "), "  ", "  ")
		}
		paragraph = nil
	}
	for _, line := range block {
		if line = strings.TrimSpace(strings.TrimPrefix(line, ">")); line == "" {
			flush()
			r.out = append(r.out, "")
			continue
		}
		paragraph = append(paragraph, line)
	}
	flush()
}

// wrap shows a paragraph, with something in front of its first line and of the
// others.
func (r *renderer) wrap(text, first, others string) {
	text = strings.TrimPrefix(inline(text), first)
	line := first
	empty := true
	for _, word := range strings.Fields(text) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			r.out = append(r.out, line)
			line, empty = others, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	r.out = append(r.out, line)
}

// table shows a table with columns that are as wide as they have to be.
func (r *renderer) table(block []string) {
	var rows [][]string
	var widths []int
	for i, line := range block {
		if i == 1 {
			continue // the line below the heading
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for k, cell := range cells {
			cells[k] = inline(strings.TrimSpace(cell))
			if k == len(widths) {
				widths = append(widths, 0)
			}
			widths[k] = max(widths[k], utf8.RuneCountInString(cells[k]))
		}
		if strings.Join(cells, "") != "" {
			rows = append(rows, cells)
		}
	}
	for _, cells := range rows {
		var b strings.Builder
		for k, cell := range cells {
			b.WriteString(cell + strings.Repeat(" ", widths[k]-utf8.RuneCountInString(cell)+2))
		}
		r.out = append(r.out, "  "+strings.TrimRight(b.String(), " "))
	}
}

var (
	link     = regexp.MustCompile(`\[([^\]]+)\]\(([^)]+)\)`)
	emphasis = regexp.MustCompile(`(\*\*?)([^*` + "`" + `]+)(\*\*?)`)
)

// inline takes the marks out of a text, but for those of code. Links to other pages of the project keep
// their words, others their address, too.
func inline(text string) string {
	text = link.ReplaceAllStringFunc(text, func(s string) string {
		m := link.FindStringSubmatch(s)
		if strings.Contains(m[2], "://") {
			return m[1] + " (" + m[2] + ")"
		}
		return m[1]
	})
	return emphasis.ReplaceAllString(text, "$2")
}
