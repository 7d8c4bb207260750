package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/vpplint/vpplint/internal/standalone"
)

// progress tells what is done: with -verbose in lines, otherwise, on a terminal
// and when it takes long, in one line that goes away.
type progress struct {
	verbose bool
	note    func(format string, args ...any)

	w    io.Writer // the terminal, or nil
	mu   sync.Mutex
	now  string // what is being done
	end  chan struct{}
	done sync.WaitGroup
}

// patience is how long a run takes before it says what it does.
const patience = 2 * time.Second

func (c command) progress(verbose bool) *progress {
	p := &progress{verbose: verbose, note: c.note, now: "looking for packages", end: make(chan struct{})}
	if !verbose && c.terminal(c.stderr) {
		p.w = c.stderr
		p.done.Go(p.show)
	}
	return p
}

// show keeps the line up to date.
func (p *progress) show() {
	start := time.Now()
	select {
	case <-p.end:
		return
	case <-time.After(patience):
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		p.mu.Lock()
		now := p.now
		p.mu.Unlock()
		fmt.Fprintf(p.w, "\r\x1b[Kvpplint: %s (%v)", now, time.Since(start).Round(time.Second))
		select {
		case <-p.end:
			fmt.Fprint(p.w, "\r\x1b[K")
			return
		case <-tick.C:
		}
	}
}

// stop takes the line away.
func (p *progress) stop() {
	if p.w != nil {
		close(p.end)
		p.done.Wait()
		p.w = nil
	}
}

// say says something with -verbose.
func (p *progress) say(format string, args ...any) {
	if p.verbose {
		p.note(format, args...)
	}
}

// observe is told of each stage that has ended.
func (p *progress) observe(s standalone.Progress) {
	took := s.Took.Round(time.Millisecond)
	switch s.Stage {
	case standalone.List:
		p.say("listed %s in %v, %d with what they import; %d speak VPP or import what does", count(s.Packages, "package"), took, s.All, s.Relevant)
		p.doing("loading %s", count(s.Relevant, "package"))
	case standalone.Load:
		p.say("loaded %s in %v", count(s.Relevant, "package"), took)
		p.doing("analysing %s", count(s.Relevant, "package"))
	case standalone.Analyze:
		p.say("analysed %s in %v", count(s.Relevant, "package"), took)
	}
}

func (p *progress) doing(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = fmt.Sprintf(format, args...)
}
