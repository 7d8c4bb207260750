package message

import (
	"slices"
	"testing"
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

func FuzzNumbersOf(f *testing.F) {
	f.Add("License already assigned", byte(0))
	f.Add("%d seconds", byte(7))
	f.Add("(a|b", byte(5))
	f.Fuzz(func(t *testing.T, needle string, m byte) {
		got := numbersOf(match(m%10), needle)
		if !slices.IsSorted(got) && m%10 != byte(matchContains) {
			t.Errorf("numbersOf(%d, %q) = %v: not sorted", m%10, needle, got)
		}
	})
}
