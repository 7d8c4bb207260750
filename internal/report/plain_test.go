package report_test

import (
	"testing"

	"github.com/vpplint/vpplint/internal/report"
)

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		`compared with "License – ébène 許可"`: `compared with "License – ébène 許可"`,
		"a\tb\r\nc":          `a\tb\r\nc`,
		"\x1b[31mred\x7f":    `\x1b[31mred\x7f`,
		"\xc3\x28 \ufffd":    "\\xc3( \ufffd",
		"\u202eabc":          `\u202eabc`,
		"a ##[group] ##x.y[": `a #\x23[group] #\x23x.y[`,
		"# # [ ## heading":   "# # [ ## heading",
		"::error::x":         "::error::x", // harmless behind something
	} {
		if got := report.Plain(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestPlainLine(t *testing.T) {
	for text, want := range map[string]string{
		"::error::x": `\x3a:error::x`,
		"  ::x":      `  \x3a:x`,
		"a::x":       "a::x",
		"##[x]":      `#\x23[x]`,
		"\ta\t\x1bb": "\ta\t\\x1bb",
	} {
		if got := report.PlainLine(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
