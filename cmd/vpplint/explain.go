package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/docs"
	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/markdown"
	"github.com/vpplint/vpplint/internal/rule"
)

// explain shows the page about a rule, or what is known of an error number.
func (c command) explain(args []string) int {
	var err error
	switch {
	case len(args) != 1:
		err = errors.New("explain takes one rule or error number: \"vpplint help\" lists the rules, \"vpplint codes\" the numbers")
	default:
		if page, ok := docs.Rule(args[0]); ok {
			fmt.Fprint(c.stdout, markdown.Text(page, coloured() && c.terminal(c.stdout)))
			return exitClean
		}
		var number int
		if number, err = strconv.Atoi(args[0]); err != nil {
			err = fmt.Errorf("%q is no rule and no number: \"vpplint help\" lists the rules, \"vpplint codes\" the numbers", args[0])
		} else if !apple.Known(number) {
			err = fmt.Errorf("there is no number %d in Apple's tables: \"vpplint codes\" lists those that are", number)
		}
		if err == nil {
			c.number(number)
			return exitClean
		}
	}
	return c.fail(err)
}

// number shows what Apple has published about an error number.
func (c command) number(number int) {
	texts := apple.Texts(number)
	fmt.Fprintf(c.stdout, "%d: %s\n\nIts texts:\n", number, texts[0].Message)
	for _, api := range apis() {
		for _, s := range apple.Sources() {
			for _, t := range texts {
				if s.API == api && t.Source == s.Name {
					fmt.Fprintf(c.stdout, "\n\t%s API, %s:\n\t\t%s\n", api, s.Title, t.Message)
				}
			}
		}
	}
	fmt.Fprint(c.stdout, "\nWhat to do:\n\n")
	if advice := apple.Advice(number); advice != "" {
		fmt.Fprintf(c.stdout, "\t%s\n", advice)
	} else {
		fmt.Fprint(c.stdout, "\tApple's texts do not say. Decide by the number, show the text to a person.\n")
	}
	if name := numbered(number); name != "" {
		fmt.Fprintf(c.stdout, "\nThe rule %s finds code that does something else: vpplint explain %[1]s\n", name)
	}
}

// numbered is the rule about a number, "" for none.
func numbered(number int) string {
	for _, name := range rule.Judging() {
		if strings.HasSuffix(name, strconv.Itoa(number)) {
			return name
		}
	}
	return ""
}

// apis are the versions of Apple's API.
func apis() []string {
	var list []string
	for _, s := range apple.Sources() {
		if !slices.Contains(list, s.API) {
			list = append(list, s.API)
		}
	}
	return list
}
