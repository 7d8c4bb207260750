package message

import (
	"slices"
	"strings"
	"unicode"
)

// matters says whether what the text is compared with can be Apple's.
func (j *judge) matters(d *decision, x, y *walk) bool {
	if y == nil {
		return true
	}
	needles := y.needles()
	switch d.match {
	case matchRune:
		return slices.ContainsFunc(needles, func(s string) bool { return !isLayout(s) || isMark(s) && j.isTruth(d) })
	case matchLetters:
		return slices.ContainsFunc(needles, isWord)
	}
	if len(needles) == 0 {
		if d.b.v != nil && d.foreign && throughField(d.b.p) {
			return false // what is in an object of another package
		}
		if y.res.typed || y.res.asked && x != nil && !x.res.plain {
			return false
		}
		if !y.res.unknown && len(y.res.funcs) == 0 && len(y.res.params) == 0 && len(y.res.fields) == 0 {
			return false // an empty list, an empty map
		}
		return true
	}
	for _, s := range needles {
		if j.needleMatters(d, x, s) {
			return true
		}
	}
	return false
}

func (j *judge) needleMatters(d *decision, x *walk, s string) bool {
	if isNothing(s) || d.match != matchRegexp && d.match != matchParse && isLayout(s) && !(isMark(s) && j.isTruth(d)) {
		return false
	}
	if d.match == matchEqual && x != nil && x.has(s) && len(numbersOf(matchEqual, s)) == 0 {
		return false // the stand-in for no text
	}
	switch {
	case x == nil:
		return true
	case d.match == matchParse:
		return j.parsesText(x, s)
	case !x.res.text: // the number alone
		return strings.ContainsAny(s, "0123456789")
	case len(namedNumbers(s)) > 0 || isApples(s) || len(numbersOf(d.match, s)) > 0:
		return true
	}
	if inOwnWords(x, s) {
		return false
	}
	return x.res.plain || !isTransport(s)
}

// inOwnWords says whether a needle is made of words that the program itself has
// put around the text: "HTTP 503" is of "HTTP %d".
func inOwnWords(x *walk, needle string) bool {
	var own []string
	for lit := range x.res.literals {
		if strings.Contains(lit, needle) {
			return true
		}
		own = append(own, wordsOf(lit)...)
	}
	words := wordsOf(needle)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) })
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// parsesText says whether a format finds message text or the number: where its
// words are the program's own, what it has put behind them.
func (j *judge) parsesText(x *walk, format string) bool {
	before, _, _ := strings.Cut(format, "%")
	own := false
	for lit, maker := range x.res.literals {
		words := verbs().Split(lit, -1)
		if maker.v == nil || !slices.ContainsFunc(words[:len(words)-1], func(w string) bool { return len(wordsOf(w)) > 0 && strings.HasSuffix(before, w) }) {
			continue
		}
		own = true
		if j.e.origins(maker).isText() {
			return true
		}
	}
	return !own
}
