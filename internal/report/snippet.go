package report

import (
	"strings"
	"unicode"
)

// maxSnippet is how many columns of a line are shown, and leadSnippet how many
// of them at most in front of the finding where the line is longer.
const (
	maxSnippet  = 120
	leadSnippet = 24
)

// cell is a character of a line as it is shown.
type cell struct {
	text   string
	width  int // in columns
	marked bool
}

// snippet is the line of code that a finding begins on, without indentation,
// and the marks that go below it.
func snippet(f Finding) (code, marks string) {
	line := cells(f)
	line, head, tail := window(line)
	var c, m strings.Builder
	c.WriteString(head)
	m.WriteString(strings.Repeat(" ", len([]rune(head))))
	mark := "^"
	for _, x := range line {
		c.WriteString(x.text)
		if !x.marked {
			m.WriteString(strings.Repeat(" ", x.width))
			continue
		}
		for range x.width {
			m.WriteString(mark)
			mark = "~"
		}
	}
	return c.String() + tail, strings.TrimRight(m.String(), " ")
}

// cells are the characters of the line, from the first that is no space on.
func cells(f Finding) []cell {
	src := strings.TrimRight(f.Source, " \t\r\n")
	commands := map[int]bool{} // where a second # is
	for _, m := range logCommand.FindAllStringIndex(src, -1) {
		commands[m[0]+1] = true
	}
	from, to := f.Pos.Column-1, markedTo(f, len(src))
	var line []cell
	for i, r := range src {
		if len(line) == 0 && (r == ' ' || r == '\t') {
			continue
		}
		x := cell{text: plainRune(src[i:], r), marked: from >= 0 && from <= i && i < to}
		switch {
		case r == '\t':
			x.text = "    "
		case commands[i]:
			x.text = `\x23`
		}
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case wide(r):
			x.width = 2
		default:
			x.width = len([]rune(x.text))
		}
		line = append(line, x)
	}
	return line
}

// wide says whether a character takes two columns, as far as that can be told
// simply: letters of East Asia, and most pictures.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || 0x1F300 <= r && r <= 0x1FAFF
}

// markedTo is the offset in the line up to which the finding reaches.
func markedTo(f Finding, length int) int {
	switch {
	case f.End == f.Pos:
		return f.Pos.Column
	case f.End.Line == f.Pos.Line && f.End.Column > f.Pos.Column:
		return f.End.Column - 1
	}
	return length
}

// window is the part of a line around its first mark that is shown, and what
// stands for the rest.
func window(line []cell) (part []cell, head, tail string) {
	total, before, marked := 0, 0, false
	for _, x := range line {
		marked = marked || x.marked
		if !marked {
			before += x.width
		}
		total += x.width
	}
	if total <= maxSnippet {
		return line, "", ""
	}
	for marked && before > leadSnippet && total > maxSnippet {
		before -= line[0].width
		total -= line[0].width
		line, head = line[1:], "…"
	}
	for total > maxSnippet {
		last := len(line) - 1
		total -= line[last].width
		line, tail = line[:last], "…"
	}
	return line, head, tail
}
