package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/vpplint/vpplint/internal/apple"
)

// codesOptions say which error numbers are listed, and how.
type codesOptions struct {
	api  string // "" is all
	json bool
}

func (o *codesOptions) flags() *flag.FlagSet {
	fs := flag.NewFlagSet("codes", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.api, "api", o.api, "list only the texts of one `version` of the API: "+strings.Join(apis(), " or "))
	fs.BoolVar(&o.json, "json", o.json, "list them as JSON")
	return fs
}

// codeText is a text of an error number, with all who publish it so.
type codeText struct {
	Number  int      `json:"number"`
	APIs    []string `json:"apis"`
	Sources []string `json:"sources"`
	Text    string   `json:"text"`
	Advice  string   `json:"advice,omitempty"`
}

// codes lists the error numbers.
func (c command) codes(args []string) int {
	var o codesOptions
	fs := o.flags()
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return c.help([]string{"codes"})
	case err != nil:
		return c.fail(fmt.Errorf("%w; \"vpplint help codes\" lists the flags", err))
	case o.api != "" && !slices.Contains(apis(), o.api):
		return c.fail(fmt.Errorf("there is no version %q of the API: give %s", o.api, strings.Join(apis(), " or ")))
	}
	list := o.find(fs.Args())
	if len(list) == 0 {
		return c.fail(fmt.Errorf("nothing that Apple has published has %s: leave words out, \"vpplint codes\" lists all", strings.Join(fs.Args(), " and ")))
	}
	write := writeCodes
	if o.json {
		write = writeCodesJSON
	}
	if err := write(c.stdout, list); err != nil {
		return c.fail(fmt.Errorf("writing to standard output: %w", err))
	}
	return exitClean
}

// find returns the texts that have all words, sorted by number.
func (o codesOptions) find(words []string) []codeText {
	var list []codeText
	for _, n := range apple.Numbers() {
		first := len(list)
		for _, t := range apple.Texts(n) {
			if o.api != "" && t.API() != o.api {
				continue
			}
			i := slices.IndexFunc(list[first:], func(c codeText) bool { return c.Text == t.Message })
			if i < 0 {
				i = len(list) - first
				list = append(list, codeText{Number: n, Text: t.Message, Advice: apple.Advice(n)})
			}
			found := &list[first+i]
			found.Sources = append(found.Sources, t.Source)
			if !slices.Contains(found.APIs, t.API()) {
				found.APIs = append(found.APIs, t.API())
			}
		}
	}
	return slices.DeleteFunc(list, func(c codeText) bool {
		return slices.ContainsFunc(words, func(w string) bool { return !c.has(w) })
	})
}

// has says whether a text has a word: its number, a range that its number is in,
// or something that it or the advice says.
func (c codeText) has(word string) bool {
	if n, err := strconv.Atoi(word); err == nil && n == c.Number {
		return true
	}
	if from, to, ok := strings.Cut(word, "-"); ok {
		low, err := strconv.Atoi(from)
		high, err2 := strconv.Atoi(to)
		if err == nil && err2 == nil {
			return low <= c.Number && c.Number <= high
		}
	}
	return strings.Contains(strings.ToLower(c.Text+"\n"+c.Advice), strings.ToLower(word))
}

func writeCodes(w io.Writer, list []codeText) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tAPI\tTEXT")
	for _, c := range list {
		fmt.Fprintf(table, "%d\t%s\t%s\n", c.Number, strings.Join(c.APIs, ", "), c.Text)
	}
	return table.Flush()
}

func writeCodesJSON(w io.Writer, list []codeText) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(list)
}
