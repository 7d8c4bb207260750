// Package worker drains the queue of requests.
package worker

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/messagea/orbit/core"
	"example.com/messagea/orbit/wire"
)

// Task is an entry of the queue.
type Task struct {
	Name  string
	After time.Time
	Last  string
	Count int
}

// View adds our own knowledge to a row.
type View struct {
	*wire.Row
	Site string
}

// Done decides whether a task leaves the queue.
//
//want:vpperrormessage
func Done(t *Task, a *wire.Ack) bool {
	t.Last = core.Explain(a.Header)
	return a.OK() || t.Last == "License already assigned"
}

// Finished decides whether a task leaves the queue.
func Finished(t *Task, a *wire.Ack) bool {
	t.Last = core.Explain(a.Header)
	return a.OK() || a.Num == "9616" || strings.HasPrefix(t.Name, "optional/")
}

// Delay decides when a task is due again.
//
//want:vpperrormessage
func Delay(t *Task, h wire.Header, now time.Time) {
	if core.Mentions(core.Squash(h.Text), "too many", "requests") {
		t.After = now.Add(10 * time.Minute)
	}
}

// Postpone decides when a task is due again.
func Postpone(t *Task, h wire.Header, now time.Time) {
	if core.Mentions(t.Name, "bulk", "night") || core.Sort(h) == core.SeatGone {
		t.After = now.Add(10 * time.Minute)
	}
	t.Last = core.Squash(h.Text)
}

// Stuck looks at what is left in the queue.
//
//want:vpperrormessage
func Stuck(ts []*Task) (n int) {
	for _, t := range ts {
		if t.Count > 3 && strings.Contains(t.Last, "locked") {
			n++
		}
	}
	return n
}

// Idle looks at what is left in the queue.
func Idle(ts []*Task) (n int) {
	for _, t := range ts {
		if t.Count > 3 && t.Last != "" && !strings.Contains(t.Name, "locked") {
			n++
		}
	}
	return n
}

// Run reads an answer from the line.
//
//want:vpperrormessage
func Run(t *Task, r io.Reader) error {
	a, err := wire.Parse(r)
	if err != nil {
		return err
	}
	if err := core.FaultOf(t.Name, a.Header); err != nil {
		if strings.HasSuffix(err.Error(), "Account storefront incorrect") {
			return nil
		}
		return fmt.Errorf("run: %w", err)
	}
	return nil
}

// Exec reads an answer from the line.
func Exec(t *Task, r io.Reader) error {
	a, err := wire.Parse(r)
	if err != nil {
		if strings.Contains(err.Error(), "invalid character '<'") {
			return errors.New("a proxy answered instead of the store")
		}
		return err
	}
	var f *core.Fault
	if err := core.FaultOf(t.Name, a.Header); errors.As(err, &f) {
		if f.Num == "9605" || f.Op == "storefront" {
			return nil
		}
		return fmt.Errorf("exec: %w", err)
	}
	return nil
}

// Recover looks at a panic value that holds an error.
//
//want:vpperrormessage
func Recover(op string, h wire.Header) (again bool) {
	defer func() {
		if p := recover(); p != nil {
			again = strings.Contains(fmt.Sprint(p), "Internal error")
		}
	}()
	if err := core.FaultOf(op, h); err != nil {
		panic(err)
	}
	return false
}

// Local rows belong to the building.
func (v View) Local() bool {
	return v.Site == "hq" || strings.HasSuffix(v.Client, "@hq") && v.Text == ""
}

// Vacant rows are free again.
//
//want:vpperrormessage
func (v View) Vacant() bool {
	return v.Site != "" && v.Text == "The user has already been deleted."
}

// Ancient still understands the old phrases.
//
//want:maybe:vpperrormessage
func Ancient(h wire.Header) bool { return !h.OK() && core.OldPhrase(h.Text) }

// Empty asks a class.
func Empty(h wire.Header) bool { return core.Classify(h) == core.SeatGone }
