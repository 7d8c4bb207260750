// Command vpplint finds Go code that mistreats errors of Apple's app-and-book
// (VPP) service.
//
//	vpplint [flags] [packages]           look at packages, by default ./...
//	vpplint schedule [flags] [packages]  show when requests are sent again, right or wrong
//	vpplint explain RULE|NUMBER          explain a rule, or one of Apple's error numbers
//	vpplint codes [flags] [word...]      list Apple's error numbers and their texts
//	vpplint config [flags]               print the settings, and where they come from
//	vpplint completion SHELL             print a script that completes command lines
//	vpplint help [command|rule]          describe the command, one of these, or a rule
//	vpplint version                      print the version
//	go vet -vettool=$(which vpplint) [packages]
//
// The exit status is 0 where nothing was found, 3 where something was, and 1
// where the command was misused or interrupted, or a package could not be
// analysed, whether or not something was found in others. It is the same for
// all formats of the report.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
)

// The exit statuses.
const (
	exitClean    = 0
	exitFailed   = 1
	exitFindings = 3
)

func main() { os.Exit(process().run(os.Args[1:])) }

// command is the command, without what belongs to the process.
type command struct {
	suite          func(analyzer.Settings) []*analysis.Analyzer
	stdout, stderr io.Writer
	terminal       func(io.Writer) bool // says whether people look at it
}

// process is the command as it is run.
func process() command { return command{analyzer.New, os.Stdout, os.Stderr, isTerminal} }

func (c command) run(args []string) int {
	if calledByVet(args) {
		return c.vet(args)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	if len(args) > 0 {
		for _, s := range subcommands() {
			if s.name == args[0] {
				return s.run(c, ctx, args[1:])
			}
		}
	}
	return c.lint(ctx, args)
}
