// Package console is what people see.
package console

import (
	"context"
	"fmt"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/serversa/kestrel/allot"
	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/outcome"
)

// Console prints.
type Console struct {
	Allot *allot.Allotter
	Out   io.Writer
}

// phrase is a lower-case piece of text.
type phrase string

const taken phrase = "already assigned"

// quiet lists the texts that nobody wants to see.
var quiet = []string{"Result not found", "License not associated.", "The user has already been retired."}

// Give gives and prints.
//
//want:vpperrormessage
func (c *Console) Give(ctx context.Context, asset, serial string) {
	_, err := c.Allot.Front(ctx, asset, serial)
	if outcome.Matches(err, taken) {
		fmt.Fprintln(c.Out, "fine")
		return
	}
	c.print(err)
}

// GiveBatch gives and prints nothing where nobody wants to see it.
//
//want:vpperrormessage
func (c *Console) GiveBatch(ctx context.Context, asset, serial string) {
	if _, err := c.Allot.Batch(ctx, asset, serial); !slices.Contains(quiet, outcome.Text(err)) {
		c.print(err)
	}
}

// GiveNightly gives and prints by class.
func (c *Console) GiveNightly(ctx context.Context, asset, serial string) {
	_, err := c.Allot.Nightly(ctx, asset, serial)
	switch outcome.Of(err) {
	case outcome.Done, outcome.Duplicate:
		fmt.Fprintln(c.Out, "fine")
	default:
		c.print(err)
	}
}

// GiveGreedy gives and prints the license that the text names.
//
//want:vpperrormessage
func (c *Console) GiveGreedy(ctx context.Context, asset, serial string) {
	_, err := c.Allot.Greedy(ctx, asset, serial)
	var id int
	if err == nil {
		return
	}
	if _, scanErr := fmt.Sscanf(outcome.Text(err), "No license for item %d", &id); scanErr == nil {
		fmt.Fprintln(c.Out, "buy", strconv.Itoa(id))
		return
	}
	c.print(err)
}

// GiveEither gives and says whose fault it was.
//
//want:vpperrormessage
func (c *Console) GiveEither(ctx context.Context, asset, serial, user string) {
	err := c.Allot.Either(ctx, asset, serial, user)
	if r, ok := err.(api.Refusal); ok && r.Title() == "Account storefront incorrect" {
		fmt.Fprintln(c.Out, "wrong country")
		return
	}
	c.print(err)
}

// print prints what the service says, in one line that fits.
func (c *Console) print(err error) {
	text := outcome.Text(err)
	if text == "" {
		fmt.Fprintln(c.Out, "nothing was said")
		return
	}
	if utf8.RuneCountInString(text) > 72 {
		text = string([]rune(text)[:71]) + "…"
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	fmt.Fprintln(c.Out, html.EscapeString(text))
}

// Summary prints each text once, with how often it came.
func (c *Console) Summary(errs []error) {
	seen := map[string]int{}
	var order []string
	for _, err := range errs {
		t := outcome.Text(err)
		if seen[t]++; seen[t] == 1 {
			order = append(order, t)
		}
	}
	for _, t := range order {
		fmt.Fprintln(c.Out, seen[t], t)
	}
}

// Sorted prints the worst first.
//
//want:vpperrormessage
func (c *Console) Sorted(errs []error) {
	rank := func(err error) int {
		if strings.Index(outcome.Text(err), "token") > 0 {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(errs, func(a, b error) int { return rank(a) - rank(b) })
	for i, err := range errs {
		fmt.Fprintln(c.Out, i, err != nil)
	}
}
