// Package apple holds what Apple has published about its app-and-book (VPP)
// service: the error numbers with their texts, and the names on the wire.
package apple

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Text is one published text of a number. A number has several: the sources
// disagree with each other, which is why software must not compare texts.
type Text struct {
	Number  int
	Source  string // the document or service that says so
	Message string
}

//go:embed vpp-error-codes.tsv
var tsv string

// entry is a text prepared for lookups.
type entry struct {
	number int
	bare   string // lower case, without the final period
}

type table struct {
	texts   map[int][]Text
	entries []entry // in table order
}

var published = sync.OnceValue(func() *table { return parse(tsv) })

// parse reads the table: a heading, then number, source and message in columns.
func parse(tsv string) *table {
	t := &table{texts: make(map[int][]Text)}
	_, rows, _ := strings.Cut(tsv, "\n")
	for row := range strings.Lines(rows) {
		col := strings.SplitN(strings.TrimRight(row, "\r\n"), "\t", 3)
		if len(col) != 3 {
			continue
		}
		n, err := strconv.Atoi(col[0])
		if err != nil {
			continue
		}
		t.texts[n] = append(t.texts[n], Text{Number: n, Source: col[1], Message: col[2]})
		t.entries = append(t.entries, entry{number: n, bare: bare(col[2])})
	}
	return t
}

// bare removes what two spellings of the same text may differ in.
func bare(s string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), "."))
}

// Known says whether Apple's tables list the number.
func Known(number int) bool { return len(published().texts[number]) > 0 }

// Texts returns what is published for a number, in the order of the table.
func Texts(number int) []Text { return slices.Clone(published().texts[number]) }

// Exact returns the numbers that have lit as a text, up to case, surrounding
// space and the final period.
func Exact(lit string) []int {
	needle := bare(lit)
	return lookup(needle, func(text string) bool { return text == needle })
}

// Containing returns the numbers that have a text with needle in it, up to
// case and the final period.
func Containing(needle string) []int {
	needle = strings.ToLower(needle)
	return lookup(needle, func(text string) bool { return strings.Contains(text+".", needle) })
}

// WithPrefix returns the numbers that have a text which begins with needle, up
// to case and the final period.
func WithPrefix(needle string) []int {
	needle = strings.ToLower(needle)
	return lookup(needle, func(text string) bool { return strings.HasPrefix(text+".", needle) })
}

// WithSuffix returns the numbers that have a text which ends in needle, up to
// case and the final period.
func WithSuffix(needle string) []int {
	needle = strings.ToLower(needle)
	return lookup(needle, func(text string) bool {
		return strings.HasSuffix(text, needle) || strings.HasSuffix(text+".", needle)
	})
}

// lookup collects the numbers whose texts match. A needle that is nothing but
// a final period says as little as an empty one.
func lookup(needle string, match func(text string) bool) []int {
	if needle == "" || needle == "." {
		return nil
	}
	var numbers []int
	for _, e := range published().entries {
		if match(e.bare) {
			numbers = append(numbers, e.number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
