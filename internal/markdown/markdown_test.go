package markdown_test

import (
	"strings"
	"testing"

	"github.com/vpplint/vpplint/docs"
	"github.com/vpplint/vpplint/internal/markdown"
	"github.com/vpplint/vpplint/internal/rule"
)

func TestText(t *testing.T) {
	page := strings.ReplaceAll(`# Title

A *paragraph* with 'code', **strong** words, a [page](other.md) and [another](https://example.com/x), which is so long that it
needs two lines.

<!-- apple:begin 9603 -->
> What Apple says.
>
> — Apple
<!-- apple:end -->

| number | text |
| --- | --- |
| 9603 | Internal error. |
| 12 | 'x' |

- an item that goes on
  in the next line
- another

'''go
func f() {

	return
}
'''
<!-- code:end -->
## Last`, "'", "`")
	want := `Title

A paragraph with 'code', strong words, a page and another
(https://example.com/x), which is so long that it needs two lines.

  What Apple says.

  — Apple

  number  text
  9603    Internal error.
  12      'x'

- an item that goes on in the next line
- another

	func f() {

		return
	}
Last
`
	want = strings.ReplaceAll(want, "'", "`")
	if got := markdown.Text(page, false); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	bold := markdown.Text(page, true)
	if !strings.HasPrefix(bold, "\x1b[1mTitle\x1b[0m\n") || strings.ReplaceAll(strings.ReplaceAll(bold, "\x1b[1m", ""), "\x1b[0m", "") != want {
		t.Errorf("on a terminal:\n%s", bold)
	}
}

// Odd pages do no harm.
func TestOddPages(t *testing.T) {
	for _, page := range []string{"", "\n\n", "```go\nnever closed", "|\n", "| a\n| --- |\n| b | c | d |\n", "> \n>", "#", "- ", "<!-- x -->"} {
		if got := markdown.Text(page, true); !strings.HasSuffix(got, "\n") {
			t.Errorf("%q is shown as %q", page, got)
		}
	}
}

// Nothing of the pages' own marks is left.
func TestPages(t *testing.T) {
	for _, name := range append(rule.Judging(), rule.Ignore) {
		page, ok := docs.Rule(name)
		if !ok {
			t.Fatalf("%s has no page", name)
		}
		for line := range strings.Lines(markdown.Text(page, false)) {
			if strings.HasPrefix(line, "\t") {
				continue // code
			}
			for _, mark := range []string{"<!--", "```", "**", "](", "| ---"} {
				if strings.Contains(line, mark) {
					t.Errorf("%s: %q has %q", name, line, mark)
				}
			}
		}
	}
	if _, ok := docs.Rule("../design"); ok {
		t.Error("the design is no rule")
	}
}
