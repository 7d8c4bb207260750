package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vpplint/vpplint/internal/finding"
)

// writeAuditText writes a block for each construct that sends again, or may,
// then a line for each that does not, and at last how many there are.
func writeAuditText(w io.Writer, a *Audit, colours bool) error {
	out := bufio.NewWriter(w)
	c := palette(colours)
	once := false
	for _, k := range a.Constructs {
		if k.Kind == finding.Once {
			once = true
			continue
		}
		a.writeConstruct(out, k, c)
	}
	if once {
		fmt.Fprintf(out, "%sSent once, whatever the answer is:%s\n", c.bold, c.off)
	}
	for _, k := range a.Constructs {
		if k.Kind == finding.Once {
			fmt.Fprintf(out, "%s: %s sends %s\n", a.Place(k.Pos), Plain(k.Decl), Plain(strings.Join(k.Requests(), ", ")))
		}
	}
	fmt.Fprintf(out, "%s%s%s\n", c.bold, a.Summary(), c.off)
	return out.Flush()
}

// writeConstruct writes where a construct is, what it sends, and when.
func (a *Audit) writeConstruct(w io.Writer, k Construct, c colours) {
	fmt.Fprintf(w, "%s%s:%s %s %s\n", c.bold, a.Place(k.Pos), c.off, Plain(k.Decl), kindWords[k.Kind])
	writeSnippet(w, Finding{Pos: k.Pos, End: k.End, Source: k.Source}, c)
	all := k.Requests()
	for _, r := range all {
		fmt.Fprintf(w, "\t%s\n", Plain(r))
	}
	widest := 0
	for _, answer := range k.Answers {
		widest = max(widest, utf8.RuneCountInString(answer.Message))
	}
	for _, answer := range k.Answers {
		line := "?"
		if answer.Schedule != nil {
			line = timeline(answer.Schedule, c)
		}
		message := Plain(answer.Message)
		blank := strings.Repeat(" ", max(0, widest-utf8.RuneCountInString(message)))
		fmt.Fprintf(w, "\t%-8s %s %s%s  %s\n", answer.Name(), answer.verdict(c), message, blank, line)
		for _, note := range a.notes(answer, all) {
			fmt.Fprintf(w, "\t%19s %s%s%s\n", "", c.dim, note, c.off)
		}
	}
	for _, place := range k.places() {
		if place.Pos != k.Pos {
			fmt.Fprintf(w, "\t%s: %s\n", a.Place(place.Pos), Plain(place.Message))
		}
	}
}

// notes are what there is to say about an answer on lines of their own.
func (a *Audit) notes(answer Answer, all []string) []string {
	var notes []string
	if answer.Reason != "" {
		note := Plain(answer.Reason)
		if answer.Pos.Filename != "" {
			note += " (" + a.Place(answer.Pos) + ")"
		}
		notes = append(notes, note)
	}
	if len(answer.Requests) < len(all) {
		notes = append(notes, "only "+Plain(strings.Join(answer.Requests, ", ")))
	}
	return notes
}

// kindWords say what a construct is, behind its declaration.
var kindWords = map[string]string{
	finding.Retry:  "sends again",
	finding.Poll:   "polls",
	finding.Once:   "sends once",
	finding.Unseen: "could not be followed",
}

// verdict is the verdict in a column.
func (a Answer) verdict(c colours) string {
	text := fmt.Sprintf("%-10s", a.Verdict)
	if a.Silenced {
		text = fmt.Sprintf("%-10s", "silenced")
	}
	switch a.Verdict {
	case finding.Wrong:
		return c.red + text + c.off
	case finding.Unjudged:
		return c.dim + text + c.off
	}
	return text
}

// Name is the answer, for people: "9603", "success".
func (a Answer) Name() string {
	if a.Number == 0 {
		return "success"
	}
	return strconv.Itoa(a.Number)
}

// Requests are all that the construct sends, sorted.
func (c Construct) Requests() []string {
	var all []string
	for _, a := range c.Answers {
		all = append(all, a.Requests...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// places are those of the answer that matters most.
func (c Construct) places() []Related {
	for _, v := range []string{finding.Wrong, finding.Undecided, finding.Right, finding.Unjudged} {
		for _, a := range c.Answers {
			if a.Verdict == v && a.Schedule != nil && a.Schedule.Sends() > 1 {
				return a.Related
			}
		}
	}
	return nil
}

// Summary counts the constructs: "7 retries: 5 wrong, 1 undecided, 1 right; 2 polls".
func (a *Audit) Summary() string {
	kinds, verdicts := map[string]int{}, map[string]int{}
	for _, c := range a.Constructs {
		kinds[c.Kind]++
		if c.Kind == finding.Retry {
			verdicts[c.Verdict()]++
		}
	}
	var parts []string
	if n := kinds[finding.Retry]; n > 0 {
		var of []string
		for _, v := range []string{finding.Wrong, finding.Undecided, finding.Right, finding.Unjudged} {
			if verdicts[v] > 0 {
				of = append(of, fmt.Sprintf("%d %s", verdicts[v], v))
			}
		}
		parts = append(parts, several(n, "retry", "retries")+" ("+strings.Join(of, ", ")+")")
	}
	if n := kinds[finding.Poll]; n > 0 {
		parts = append(parts, several(n, "poll", "polls"))
	}
	if n := kinds[finding.Unseen]; n > 0 {
		parts = append(parts, several(n, "place that could not be followed", "places that could not be followed"))
	}
	if n := kinds[finding.Once]; n > 0 {
		parts = append(parts, several(n, "place that sends once", "places that send once"))
	}
	if len(parts) == 0 {
		return "No VPP request is sent here."
	}
	return strings.Join(parts, ", ")
}

func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Place is where something is, for people.
func (a *Audit) Place(p Position) string { return a.paths().Place(p) }

func (a *Audit) paths() *Report { return &Report{Dir: a.Dir, Root: a.Root} }
