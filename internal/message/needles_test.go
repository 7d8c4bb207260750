package message

import (
	pathpkg "path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/apple"
)

func TestNumbersOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		match  match
		needle string
		want   []int
	}{
		{"a whole text", matchEqual, "License already assigned", []int{9616}},
		{"up to case, space and period", matchEqual, " license already ASSIGNED. ", []int{9616}},
		{"a part is no whole text", matchEqual, "already assigned", nil},
		{"several numbers", matchContains, "already assigned", []int{9616, 9626, 9630}},
		{"a prefix", matchPrefix, "The token has expired", []int{9621}},
		{"a suffix", matchSuffix, "momentarily.", []int{9646}},
		{"a pattern", matchRegexp, "(?i)unable to find (the )?registered user", []int{9609}},
		{"a broken pattern", matchRegexp, "(", nil},
		{"a glob", matchGlob, "License is irr*", []int{9607}},
		{"the number itself", matchContains, "(9616)", []int{9616}},
		{"a number that is not Apple's", matchContains, "404", nil},
		{"something around a text", matchSuffix, "|License already assigned", []int{9616}},
		{"a format", matchParse, "Login %s", []int{9601}},
		{"nothing", matchContains, "", nil},
		{"a text with something around it", matchEqual, "apple: License already assigned.", []int{9616}},
		{"several numbers in digits, sorted", matchContains, "9616 or 9610", []int{9610, 9616}},
		{"a pattern of digits", matchRegexp, `\b9616\b`, []int{9630}},
		{"a pattern of digits that no text has", matchRegexp, `^E9610$`, []int{9610}},
		{"a pattern for a text in lower case", matchRegexp, "^license not found", []int{9610}},
		{"letter by letter", matchLetters, "Login", []int{9601}},
	} {
		if got := numbersOf(c.match, c.needle); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q stands for %v, want %v", c.name, c.needle, got, c.want)
		}
	}
}

func TestTransport(t *testing.T) {
	for needle, want := range map[string]bool{
		"connection reset by peer":     true,
		"unexpected end of JSON input": true,
		"EOF":                          true,
		"context deadline exceeded":    true,
		"already assigned":             false,
		"9616":                         false,
		"The token has expired":        false,
		"":                             false,
	} {
		if got := isTransport(needle); got != want {
			t.Errorf("isTransport(%q) = %v", needle, got)
		}
	}
}

func TestNothingAndLayout(t *testing.T) {
	for needle, want := range map[string][2]bool{
		"":        {true, true},
		" \n":     {true, true},
		"null":    {true, false},
		"<nil>":   {true, false},
		". ":      {false, true},
		"License": {false, false},
	} {
		if got := [2]bool{isNothing(needle), isLayout(needle)}; got != want {
			t.Errorf("%q: nothing, layout = %v, want %v", needle, got, want)
		}
	}
}

// FuzzNumbersOf mangles texts of Apple's the way programmers do, and compares
// the lookup with the plainest way to say what it means.
func FuzzNumbersOf(f *testing.F) {
	for m := range byte(matchLetters) + 1 {
		for row := uint16(0); row < 140; row += 17 {
			f.Add(row, uint16(0), uint16(400), byte(0), "", m)
			f.Add(row, uint16(5), uint16(20), m, ".", m)
			f.Add(row, uint16(0), uint16(12), byte(15), "*", m)
			f.Add(row, uint16(0), uint16(400), byte(16), " (9616)", m)
		}
	}
	f.Fuzz(func(t *testing.T, row, from, to uint16, mode byte, tail string, m byte) {
		text := all[int(row)%len(all)].Message
		needle := mangled(text, int(from), int(to), mode) + tail
		kind := match(m) % (matchLetters + 1)
		if got, want := numbersOf(kind, needle), plainly(kind, needle); !slices.Equal(got, want) {
			t.Errorf("numbersOf(%d, %q) = %v, want %v", kind, needle, got, want)
		}
	})
}

// all are all texts.
var all = func() (all []apple.Text) {
	for n := range 10000 {
		all = append(all, apple.Texts(n)...)
	}
	return all
}()

// mangled takes a piece out of a text and changes its case, space and period.
func mangled(text string, from, to int, mode byte) string {
	if from, to = min(from, len(text)), min(to, len(text)); from < to {
		text = text[from:to]
	}
	if mode&1 != 0 {
		text = strings.ToUpper(text)
	}
	if mode&2 != 0 {
		text = strings.TrimSuffix(text, ".")
	}
	if mode&4 != 0 {
		text = " " + text + ".\n"
	}
	if mode&8 != 0 {
		text = strings.ReplaceAll(text, ",", ";")
	}
	if mode&16 != 0 {
		text = "apple: " + text
	}
	return text
}

// plainly says what a needle stands for: the numbers in it, else those whose
// texts it matches, else those whose texts are in it.
func plainly(m match, needle string) []int {
	low := strings.ToLower(needle)
	numbers := func(ok func(text string) bool) (out []int) {
		for _, p := range all {
			if ok(p.Message) && !slices.Contains(out, p.Number) {
				out = append(out, p.Number)
			}
		}
		slices.Sort(out)
		return out
	}
	// Case and the final period do not matter.
	spelled := func(text string) []string {
		bare := strings.TrimSuffix(strings.ToLower(text), ".")
		return []string{bare, bare + "."}
	}
	anyOf := func(test func(text string) bool) func(string) bool {
		return func(text string) bool { return slices.ContainsFunc(spelled(text), test) }
	}
	inAnyCase := func(test func(string) bool) func(string) bool {
		return func(text string) bool {
			return test(text) || test(strings.ToLower(text)) || test(strings.ToUpper(text))
		}
	}
	norm := func(s string) string {
		return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.ToLower(s)), "."))
	}
	var named []int
	for i := range len(needle) {
		start := i == 0 || needle[i-1] < '0' || needle[i-1] > '9'
		end := i
		for end < len(needle) && needle[end] >= '0' && needle[end] <= '9' {
			end++
		}
		if n, err := strconv.Atoi(needle[i:end]); err == nil && start && apple.Known(n) && !slices.Contains(named, n) {
			named = append(named, n)
		}
	}
	slices.Sort(named)
	if len(named) > 0 && m != matchRegexp {
		return named
	}
	empty := low == "" || low == "."
	var found []int
	switch m {
	case matchEqual, matchLookup, matchOrder:
		if norm(needle) != "" {
			found = numbers(func(text string) bool { return norm(text) == norm(needle) })
		}
		if m == matchOrder {
			return found
		}
	case matchContains, matchLetters:
		if !empty {
			found = numbers(anyOf(func(text string) bool { return strings.Contains(text, low) }))
		}
	case matchPrefix:
		if !empty {
			found = numbers(anyOf(func(text string) bool { return strings.HasPrefix(text, low) }))
		}
	case matchSuffix:
		if !empty {
			found = numbers(anyOf(func(text string) bool { return strings.HasSuffix(text, low) }))
		}
	case matchRegexp:
		re, err := regexp.Compile(needle)
		if err != nil {
			return nil
		}
		if found = numbers(inAnyCase(re.MatchString)); len(found) == 0 {
			return named
		}
		return found
	case matchGlob:
		return numbers(inAnyCase(func(text string) bool { ok, _ := pathpkg.Match(needle, text); return ok }))
	case matchParse:
		return numbers(inAnyCase(scanned(needle)))
	}
	if len(found) > 0 {
		return found
	}
	return numbers(func(text string) bool {
		bare := strings.TrimSuffix(strings.ToLower(text), ".")
		return strings.Contains(bare, " ") && strings.Contains(low, bare)
	})
}
