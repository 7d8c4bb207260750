package analyzer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/message"
)

// All texts are one line, in lower case, without a period at the end and
// without the rule's name, which drivers add. They name the declaration or the
// literal, and say what to do.

// decision words a decision on message text.
func (c *check) decision(f message.Finding) string {
	text := operation(f) + " in " + c.decl(f.Decl)
	if len(f.Via) > 0 {
		text += " (text through " + strings.Join(f.Via, ", ") + ")"
	}
	return text + ": " + remedy(f)
}

// operation is what is done with the text.
func operation(f message.Finding) string {
	verb, link := "searched by "+f.Kind, " for "
	switch pkg, name, _ := strings.Cut(f.Kind, "."); {
	case f.Kind == "switch":
		verb, link = "switched on", " with cases "
	case f.Kind == "map lookup":
		verb, link = "looked up in a map", " of "
	case name == "": // an operator
		return "errorMessage compared with " + cmp.Or(literals(f.Needles), "a value")
	case pkg == "cmp", name == "Compare", name == "Equal", name == "DeepEqual", name == "EqualFold":
		verb, link = "compared by "+f.Kind, " with "
	case pkg == "slices", pkg == "sort":
		verb, link = "looked up by "+f.Kind, " among "
	case pkg == "strconv", pkg == "time", strings.HasPrefix(name, "Sscan"), strings.HasPrefix(name, "Fscan"):
		verb, link = "parsed by "+f.Kind, " as "
	case pkg == "regexp", name == "Match":
		verb, link = "matched by "+f.Kind, " with "
	}
	if len(f.Needles) == 0 {
		return "errorMessage " + verb
	}
	return "errorMessage " + verb + link + literals(f.Needles)
}

// remedy says which number to use.
func remedy(f message.Finding) string {
	switch {
	case len(f.Numbers) == 1:
		return fmt.Sprintf("use errorNumber %d%s", f.Numbers[0], otherText(f))
	case len(f.Numbers) > 1 && len(f.Needles) > 1:
		return "use errorNumber, the texts stand for " + advised(f.Numbers)
	case len(f.Numbers) > 1:
		return "use errorNumber, texts of several numbers match: " + advised(f.Numbers)
	case len(f.Needles) > 0:
		return "use errorNumber, no text that Apple publishes matches"
	}
	return "use errorNumber, texts change"
}

// otherText says how the number is also worded, if one of its texts is meant and
// another one is not: that is how the comparison fails one day.
func otherText(f message.Finding) string {
	says := saysSame
	if strings.HasPrefix(f.Kind, "regexp.") {
		says = func(text, expr string) bool {
			re, err := regexp.Compile("(?i)" + expr)
			return err == nil && re.MatchString(text)
		}
	}
	var other []apple.Text
	meant := false
	for _, t := range apple.Texts(f.Numbers[0]) {
		if slices.ContainsFunc(f.Needles, func(n string) bool { return says(t.Message, n) }) {
			meant = true
		} else {
			other = append(other, t)
		}
	}
	if !meant || len(other) == 0 {
		return ""
	}
	// What the service itself hands out is nearer to what it sends than a page of
	// the documentation.
	best := max(0, slices.IndexFunc(other, func(t apple.Text) bool { return strings.HasSuffix(t.Source, "-service-config") }))
	return ", which another version of the service words " + quote(other[best].Message)
}

// saysSame says whether one of two texts is in the other, up to case and the
// final period.
func saysSame(a, b string) bool {
	bare := func(s string) string { return strings.ToLower(strings.TrimRight(s, ". ")) }
	return strings.Contains(bare(a), bare(b)) || strings.Contains(bare(b), bare(a))
}

// Texts list no more than this.
const (
	maxLiterals = 4
	maxNumbers  = 6
	maxAdvised  = 3
)

func literals(list []string) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, quote(s))
	}
	return enumerate(parts, maxLiterals)
}

func numbers(list []int) string {
	var parts []string
	for _, n := range list {
		parts = append(parts, strconv.Itoa(n))
	}
	return enumerate(parts, maxNumbers)
}

// advised lists numbers, each with what it asks for: they ask for different
// things.
func advised(list []int) string {
	if len(list) > maxAdvised {
		return numbers(list)
	}
	var parts []string
	for _, n := range list {
		part := strconv.Itoa(n)
		if advice := apple.Advice(n); advice != "" {
			part += " (" + advice + ")"
		}
		parts = append(parts, part)
	}
	return enumerate(parts, maxAdvised)
}

func enumerate(parts []string, most int) string {
	if more := len(parts) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(parts[:most], ", "), more)
	}
	return strings.Join(parts, ", ")
}

// quote cuts a literal that is too long for a line.
func quote(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
