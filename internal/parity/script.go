package parity

import (
	"errors"
	"os/exec"
	"strconv"
)

// script is a running script of package testscript, which is for tests alone.
type script interface {
	Exec(command string, args ...string) error
	Fatalf(format string, args ...any)
}

// Exits is a command of scripts: it runs another command and checks its exit
// status, as in "exits 3 vpplint ./...".
func Exits[S script](ts S, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARGUMENT...]")
	}
	status := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		status = exit.ExitCode()
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}
