package main

import (
	"bytes"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vpplint/vpplint/internal/standalone"
)

// watched is what a terminal, or a file, is sent during a run.
func watched(terminal bool, run func(p *progress)) string {
	var stderr bytes.Buffer
	c := command{stderr: &stderr, terminal: func(io.Writer) bool { return terminal }}
	p := c.progress(false)
	run(p)
	p.stop()
	p.stop() // does nothing more
	return stderr.String()
}

func TestProgress(t *testing.T) {
	long := func(p *progress) {
		time.Sleep(2500 * time.Millisecond)
		p.observe(standalone.Progress{Stage: standalone.List, Packages: 5, Relevant: 1})
		time.Sleep(2 * time.Second)
	}
	for _, test := range []struct {
		name     string
		terminal bool
		run      func(p *progress)
		want     string
	}{
		{"a short run", true, func(*progress) { time.Sleep(time.Second) }, ""},
		{"no terminal", false, long, ""},
		{"a long run", true, long, "\r\x1b[Kvpplint: looking for packages (2s)" +
			"\r\x1b[Kvpplint: loading 1 package (3s)" +
			"\r\x1b[Kvpplint: loading 1 package (4s)" +
			"\r\x1b[K"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if got := watched(test.terminal, test.run); got != test.want {
					t.Errorf("got %q, want %q", got, test.want)
				}
			})
		})
	}
}
