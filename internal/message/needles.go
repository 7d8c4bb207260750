package message

import (
	pathpkg "path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/vpplint/vpplint/internal/apple"
)

// transport are texts of the network, of decoders and of the system: an error
// that a VPP call returned can have them, and Apple has no part in it.
var transport = []string{
	"connection reset", "connection refused", "broken pipe", "no such host", "i/o timeout", "network is unreachable",
	"unexpected end of json input", "unexpected eof", "eof", "invalid character", "cannot unmarshal", "json:",
	"context deadline exceeded", "context canceled", "deadline exceeded", "timeout", "timed out", "tls:", "tls handshake", "x509:", "certificate",
	"no route to host", "use of closed network connection", "http2:", "server closed", "client.timeout exceeded",
	"unsupported protocol scheme", "no such file", "permission denied", "too many open files", "proxyconnect",
	"malformed http", "stopped after", "dial tcp", "lookup ", "invalid syntax", "stream error", "goaway", "http: ", "net/http: ", "request canceled",
}

// isTransport says whether a needle can only come from transport, decoding or
// the system.
func isTransport(needle string) bool {
	n := strings.ToLower(strings.TrimSpace(needle))
	if n == "" || len(apple.Containing(n)) > 0 {
		return false
	}
	for _, t := range transport {
		if strings.Contains(n, strings.TrimSpace(t)) || len(n) > 3 && strings.Contains(t, n) {
			return true
		}
	}
	return false
}

// isNothing says whether comparing with a text only asks whether there is one.
func isNothing(s string) bool {
	switch strings.TrimSpace(s) {
	case "", "null", "<nil>", "nil", "(null)", "<null>", "(nil)", "undefined":
		return true
	}
	return false
}

// isLayout says whether a needle has no word in it: spaces and punctuation are
// about the layout of a text.
func isLayout(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isMark says whether a needle is a sign that one can look for: punctuation,
// but no space.
func isMark(s string) bool {
	return strings.TrimSpace(s) != "" && isLayout(s)
}

// isWord says whether a needle is more than a single letter.
func isWord(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) != strings.LastIndexFunc(s, unicode.IsLetter)
}

var digits = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\d+`) })

// namedNumbers are the numbers of Apple's that stand in a needle as digits.
func namedNumbers(needle string) []int {
	var out []int
	for _, d := range digits().FindAllString(needle, -1) {
		if n, err := strconv.Atoi(d); err == nil && apple.Known(n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// numbersOf are the numbers that a needle stands for in Apple's tables.
func numbersOf(m match, needle string) []int {
	if n := namedNumbers(needle); len(n) > 0 && m != matchRegexp {
		return n
	}
	switch m {
	case matchOrder:
		return apple.Exact(needle)
	case matchEqual, matchLookup:
		if n := apple.Exact(needle); len(n) > 0 {
			return n
		}
	case matchPrefix:
		if n := apple.WithPrefix(needle); len(n) > 0 {
			return n
		}
	case matchSuffix:
		if n := apple.WithSuffix(needle); len(n) > 0 {
			return n
		}
	case matchRegexp:
		re, err := regexp.Compile(needle)
		if err != nil {
			return nil
		}
		if n := matching(inAnyCase(re.MatchString)); len(n) > 0 {
			return n
		}
		return namedNumbers(needle)
	case matchGlob:
		return matching(inAnyCase(func(text string) bool { ok, _ := pathpkg.Match(needle, text); return ok }))
	case matchContains, matchLetters:
		if n := apple.Containing(needle); len(n) > 0 {
			return n
		}
	case matchParse:
		return matching(inAnyCase(scanned(needle)))
	}
	return within(needle)
}

// inAnyCase is a test of texts that may have been put into lower or upper case
// before.
func inAnyCase(ok func(string) bool) func(string) bool {
	return func(text string) bool { return ok(text) || ok(strings.ToLower(text)) || ok(strings.ToUpper(text)) }
}

// within are the numbers of which a needle contains a whole text: the needle
// was made for a text with something around it.
func within(needle string) []int {
	lower := strings.ToLower(needle)
	return matching(func(text string) bool {
		text = strings.TrimSuffix(strings.ToLower(text), ".")
		return strings.Contains(text, " ") && strings.Contains(lower, text)
	})
}

var verbs = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%[-+# 0]*[0-9]*[a-zA-Z]`) })

// scanned makes a test of a format for fmt.Sscanf.
func scanned(format string) func(string) bool {
	var b strings.Builder
	b.WriteString("^")
	words := verbs().Split(format, -1)
	for i, w := range words {
		if i > 0 {
			b.WriteString(`\S+`)
		}
		b.WriteString(regexp.QuoteMeta(w))
	}
	if strings.TrimSpace(strings.Join(words, "")) == "" {
		return func(string) bool { return false }
	}
	re, err := regexp.Compile(b.String())
	if err != nil {
		return func(string) bool { return false }
	}
	return re.MatchString
}

// published are all texts, by number.
var published = sync.OnceValue(func() (all []apple.Text) {
	for n := firstNumber; n <= lastNumber; n++ {
		all = append(all, apple.Texts(n)...)
	}
	return all
})

// firstNumber and lastNumber bound the numbers that Apple publishes.
const (
	firstNumber = 9600
	lastNumber  = 9999
)

func matching(ok func(text string) bool) (out []int) {
	for _, t := range published() {
		if (len(out) == 0 || out[len(out)-1] != t.Number) && ok(t.Message) {
			out = append(out, t.Number)
		}
	}
	return out
}

// isApples says whether a needle is beyond doubt one of Apple's: a whole text,
// several words of one, or a number.
func isApples(needle string) bool {
	if len(apple.Exact(needle)) > 0 {
		return true
	}
	if n := namedNumbers(needle); len(n) > 0 && strings.TrimFunc(needle, func(r rune) bool { return !unicode.IsDigit(r) }) == strconv.Itoa(n[0]) && len(strings.Fields(needle)) <= 2 {
		return true
	}
	return isPhrase(needle) && (len(apple.Containing(needle)) > 0 || len(within(needle)) > 0)
}

// isPhrase says whether a needle has several words: all texts of Apple's do.
func isPhrase(needle string) bool { return strings.Contains(strings.TrimSpace(needle), " ") }

// textMatches says whether a needle matches a text of Apple's.
func textMatches(m match, needle, text string) bool {
	needle, text = strings.ToLower(needle), strings.ToLower(text)
	switch m {
	case matchPrefix:
		return strings.HasPrefix(text, needle)
	case matchSuffix:
		return strings.HasSuffix(text, needle) || strings.HasSuffix(strings.TrimSuffix(text, "."), needle)
	case matchContains:
		return strings.Contains(text, needle)
	}
	trim := func(s string) string { return strings.TrimSuffix(strings.TrimSpace(s), ".") }
	return trim(text) == trim(needle)
}
