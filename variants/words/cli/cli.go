// Package cli is vppctl.
package cli

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"example.com/messageb/vppc"
)

// Command is a command.
type Command struct {
	Name string
	Run  func(ctx context.Context, args []string) error
}

// exit is an error with a code.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string { return e.err.Error() }
func (e exit) Unwrap() error { return e.err }

// Commands are the commands.
func Commands(c *vppc.Client) []Command {
	return []Command{
		{"assign", func(ctx context.Context, args []string) error {
			if err := c.Assign(ctx, args[0], args[1:]); err != nil {
				return fmt.Errorf("assign %s: %w", args[0], err)
			}
			return nil
		}},
		{"retire", func(ctx context.Context, args []string) error { return c.Retire(ctx, args[0]) }},
	}
}

// Main runs.
//
//want:vpperrormessage
func Main(ctx context.Context, c *vppc.Client, args []string) int {
	for _, cmd := range Commands(c) {
		if cmd.Name != args[0] {
			continue
		}
		err := cmd.Run(ctx, args[1:])
		switch {
		case err == nil:
			return 0
		case errors.Is(err, context.Canceled):
			return 130
		case strings.Contains(err.Error(), "9603"), strings.Contains(err.Error(), "Internal error"):
			return 75
		}
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 2
}

// Code is right.
func Code(err error) int {
	var e exit
	if errors.As(err, &e) {
		return e.code
	}
	var f *vppc.Failure
	if errors.As(err, &f) && f.Num == 9603 {
		return 75
	}
	return 1
}

// Grep lists what somebody looks for.
func Grep(w io.Writer, fs []*vppc.Failure, args []string) error {
	set := flag.NewFlagSet("grep", flag.ContinueOnError)
	word := set.String("word", "", "what to look for")
	if err := set.Parse(args); err != nil {
		return err
	}
	for _, f := range fs {
		if strings.Contains(f.Text(), *word) {
			fmt.Fprintln(w, f)
		}
	}
	return nil
}

// Confirm asks.
func Confirm(in io.Reader, f *vppc.Failure) bool {
	fmt.Printf("%s\ngo on? ", f.Text())
	s := bufio.NewScanner(in)
	return s.Scan() && strings.EqualFold(strings.TrimSpace(s.Text()), "yes")
}

// Replay reads a log of failures, of which the lines are ours.
//
//want:vpperrormessage
func Replay(c *vppc.Client, adam string) (seats int) {
	var log strings.Builder
	for _, s := range []string{"A", "B"} {
		if err := c.Assign(context.Background(), adam, []string{s}); err != nil {
			fmt.Fprintf(&log, "%s\t%v\n", s, err)
		}
	}
	lines := bufio.NewScanner(strings.NewReader(log.String()))
	for lines.Scan() {
		_, reason, _ := strings.Cut(lines.Text(), "\t")
		if strings.HasSuffix(reason, "License not found") {
			seats++
		}
	}
	return seats
}

// Usage is about arguments.
func Usage(err error) bool {
	return errors.Is(err, flag.ErrHelp) || strings.HasPrefix(err.Error(), "flag")
}
