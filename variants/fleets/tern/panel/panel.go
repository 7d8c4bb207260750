// Package panel is the panel on the wall.
package panel

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"example.com/serversa/tern/flows"
	"example.com/serversa/tern/shop"
)

// reasoned is an error with a reason.
type reasoned interface {
	error
	Why() string
}

// why is the reason for an error.
func why(err error) string {
	var r reasoned
	if errors.As(err, &r) {
		return r.Why()
	}
	return ""
}

// Panel shows.
type Panel struct {
	Flows *flows.Flows
	Out   io.Writer
	tally map[string]int
}

// lamp is what a lamp shows.
type lamp struct {
	colour string
	text   string
}

// Gate shows how a gated grant ends.
//
//want:vpperrormessage
func (p *Panel) Gate(ctx context.Context, app, holder string) {
	err := p.Flows.Gated(ctx, app, holder)
	if before, _, found := strings.Cut(why(err), " already"); found && before == "License" {
		fmt.Fprintln(p.Out, "green")
		return
	}
	p.light(err)
}

// HandOver shows how a hand-over ends, by number.
func (p *Panel) HandOver(ctx context.Context, app, holder string) {
	err := p.Flows.HandOver(ctx, app, holder, func(string) error { return nil })
	switch n := shop.NumOf(err); n {
	case 9610, 9709:
		fmt.Fprintln(p.Out, "none left")
	case 0:
		fmt.Fprintln(p.Out, "green")
	default:
		p.light(err)
	}
}

// Lend shows how a loan ends.
//
//want:vpperrormessage
func (p *Panel) Lend(ctx context.Context, app, from, to string) {
	err := p.Flows.Lend(ctx, app, from, to)
	wrapped := fmt.Errorf("loan of %s: %w", app, err)
	if err != nil && strings.HasSuffix(strings.TrimRight(wrapped.Error(), ". "), "not associated") {
		fmt.Fprintln(p.Out, "not theirs to lend")
		return
	}
	p.light(err)
}

// Reclaim shows how a reclaim ends.
//
//want:vpperrormessage
func (p *Panel) Reclaim(ctx context.Context, app string, holders []string) {
	err := p.Flows.Reclaim(ctx, app, holders)
	if err == nil {
		return
	}
	for line := range strings.Lines(err.Error()) {
		if strings.ContainsRune(line, '9') {
			fmt.Fprintln(p.Out, "see the numbers")
			return
		}
	}
	fmt.Fprintln(p.Out, "not all")
}

// light lights a lamp; what was said goes beside it.
func (p *Panel) light(err error) {
	l := lamp{colour: "green"}
	if err != nil {
		l = lamp{colour: "red", text: why(err)}
	}
	if l.text == "" {
		l.text = "—"
	}
	fmt.Fprintf(p.Out, "%s %s\n", l.colour, l.text)
}

// Note notes what was said.
func (p *Panel) Note(err error) {
	if p.tally == nil {
		p.tally = map[string]int{}
	}
	if text := why(err); text != "" {
		p.tally[text]++
	}
}

// Tally shows what was said and how often.
func (p *Panel) Tally() {
	var texts []string
	for t := range p.tally {
		texts = append(texts, t)
	}
	sort.Strings(texts)
	for _, t := range texts {
		fmt.Fprintf(p.Out, "%4d %s\n", p.tally[t], t)
	}
}

// Alike reports whether two errors have the same reason.
func Alike(a, b error) bool { return why(a) == why(b) }

// stop lists reasons that stop the belt.
var stop = map[string]struct{}{
	"Login required.":               {},
	"The sToken has been revoked.":  {},
	"Invalid authentication token":  {},
	"Invalid authentication token.": {},
}

// Stops reports whether an error stops the belt.
//
//want:vpperrormessage
func Stops(err error) bool {
	_, found := stop[why(err)]
	return found
}

// StopsByNumber reports it by number.
func StopsByNumber(err error) bool {
	n := shop.NumOf(err)
	return n == 9601 || n == 9622 || n == 9625
}

// has makes a predicate of a word.
func has(word string) func(error) bool {
	return func(err error) bool { return strings.Contains(strings.ToUpper(why(err)), word) }
}

// Maintenance reports whether the shop is closed.
//
//want:vpperrormessage
func Maintenance(err error) bool { return has("MAINTENANCE")(err) }
