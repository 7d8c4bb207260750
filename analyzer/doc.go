package analyzer

import (
	"strings"
	"unicode/utf8"
)

// docWidth is how wide the paragraphs of a rule's documentation are.
const docWidth = 80

// quoting puts what Apple says into a rule's documentation, in the place of the
// word APPLE, and breaks the lines of that paragraph anew.
func quoting(doc, sentence string) string {
	paragraphs := strings.Split(doc, "\n\n")
	for i, p := range paragraphs {
		if rest, ok := strings.CutPrefix(p, "APPLE"); ok {
			paragraphs[i] = wrap(`Apple: "` + strings.ReplaceAll(sentence, "`", "") + `"` + rest)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// wrap breaks a paragraph into lines.
func wrap(text string) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+n > docWidth:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
