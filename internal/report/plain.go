package report

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// logCommand is what CI systems take for a command wherever it stands in a
// line: ##[error], ##vso[task.setvariable].
var logCommand = regexp.MustCompile(`##([A-Za-z.]*\[)`)

// Plain makes a line harmless for terminals and for the logs of CI systems. It
// comes from the code that was analysed, and so does what may be hidden in it:
// control characters, characters that reverse the order of text, commands. What
// is not harmless is written as in a Go string.
func Plain(s string) string {
	var b strings.Builder
	for i, r := range s {
		b.WriteString(plainRune(s[i:], r))
	}
	return logCommand.ReplaceAllString(b.String(), `#\x23$1`)
}

// plainRune is the rune at the beginning of s.
func plainRune(s string, r rune) string {
	if r == utf8.RuneError && !strings.HasPrefix(s, "\uFFFD") {
		return `\x` + strconv.FormatUint(0x100|uint64(s[0]), 16)[1:]
	}
	if strconv.IsPrint(r) {
		return string(r)
	}
	quoted := strconv.QuoteRune(r)
	return quoted[1 : len(quoted)-1]
}

// PlainLine is Plain for a line of a file that nothing stands in front of: tabs
// stay, but CI systems take one that begins with two colons for a command.
func PlainLine(s string) string {
	parts := strings.Split(s, "\t")
	for i, part := range parts {
		parts[i] = Plain(part)
	}
	s = strings.Join(parts, "\t")
	if blank, rest, ok := strings.Cut(s, "::"); ok && strings.TrimSpace(blank) == "" {
		return blank + `\x3a:` + rest
	}
	return s
}
