package main

import (
	"context"
	"flag"
)

// subcommand is a command of the command.
type subcommand struct {
	name, args string
	summary    string // one line
	about      string // more, for its own help
	flags      func() *flag.FlagSet
	run        func(command, context.Context, []string) int
}

// subcommands are all of them, in the order in which help lists them.
func subcommands() []subcommand {
	return []subcommand{
		{
			name: "schedule", args: "[flags] [packages]",
			summary: "show when requests are sent again, right or wrong",
			about: `Each place that sends VPP requests is shown with its schedule while the service
answers 9603, 9616, 9646 or success for ever: what vpplint has found fault with,
what is right, and what could not be decided, with the reason.

The exit status is 0, whatever is shown, and 1 where the command was misused or
interrupted, or a package could not be analysed.`,
			flags: func() *flag.FlagSet { return scheduleFlags(defaultOptions()) },
			run:   command.schedule,
		},
		{
			name: "explain", args: "RULE|NUMBER",
			summary: "explain a rule, or one of Apple's error numbers",
			about: `For a rule, its page: what Apple says, why it hurts, bad and good code, when the
rule is silent, and how to silence it. For an error number, what Apple has
published about it: its texts in each version of the API, and what to do.`,
			run: func(c command, _ context.Context, args []string) int { return c.explain(args) },
		},
		{
			name: "codes", args: "[flags] [word...]",
			summary: "list Apple's error numbers and their texts",
			about: `Without words, all are listed. A word is a number (9616), a range of numbers
(9600-9639), or a part of a text or of the advice, in upper or lower case; what
is listed has all words.`,
			flags: func() *flag.FlagSet { return new(codesOptions).flags() },
			run:   func(c command, _ context.Context, args []string) int { return c.codes(args) },
		},
		{
			name: "config", args: "[flags]",
			summary: "print the settings, and where they come from",
			about: `The settings are printed in the form of the file .vpplint.yml. All flags but
-schema are those of vpplint itself, and are printed as settings.`,
			flags: func() *flag.FlagSet { return configFlags(defaultOptions(), new(bool)) },
			run:   func(c command, _ context.Context, args []string) int { return c.config(args) },
		},
		{
			name: "completion", args: "SHELL",
			summary: "print a script that completes command lines",
			about:   completionAbout,
			run:     func(c command, _ context.Context, args []string) int { return c.completion(args) },
		},
		{
			name: "help", args: "[command|rule]",
			summary: "describe the command, one of these, or a rule",
			run:     func(c command, _ context.Context, args []string) int { return c.help(args) },
		},
		{
			name:    "version",
			summary: "print the version",
			run:     func(c command, _ context.Context, args []string) int { return c.version(args) },
		},
	}
}
