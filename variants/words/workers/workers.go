// Package workers works on VPP jobs.
package workers

import (
	"container/list"
	"context"
	"fmt"
	"strings"
	"time"

	"example.com/messageb/vppc"
)

// Task is a task.
type Task struct {
	Adam    string
	Serials []string
	tries   int
	history []string
}

// Worker works.
type Worker struct {
	c     *vppc.Client
	queue *list.List
	dead  chan Task
	stop  func(string) bool
}

// New makes a worker, which stops at some texts.
//
//want:vpperrormessage
func New(c *vppc.Client) *Worker {
	return &Worker{c: c, queue: list.New(), dead: make(chan Task, 1),
		stop: func(s string) bool { return strings.Contains(s, "revoked") }}
}

// Push puts a task into the queue.
func (w *Worker) Push(t Task) { w.queue.PushBack(t) }

// Step works on one.
func (w *Worker) Step(ctx context.Context) bool {
	e := w.queue.Front()
	if e == nil {
		return false
	}
	t := w.queue.Remove(e).(Task)
	if err := w.c.Assign(ctx, t.Adam, t.Serials); err != nil {
		t.history = append(t.history, err.Error())
		t.tries++
		if w.stop(err.Error()) || t.tries > 3 {
			w.dead <- t
			return true
		}
		w.Push(t)
	}
	return true
}

// Dead takes the dead ones.
//
//want:vpperrormessage
func (w *Worker) Dead() (again []Task) {
	for {
		select {
		case t := <-w.dead:
			if n := len(t.history); n > 0 && strings.Contains(t.history[n-1], "9646") {
				again = append(again, t)
			}
		case <-time.After(time.Second):
			return again
		}
	}
}

// Report lists them.
func (w *Worker) Report() (lines []string) {
	for e := w.queue.Front(); e != nil; e = e.Next() {
		t := e.Value.(Task)
		lines = append(lines, fmt.Sprintf("%s: %d tries, %s", t.Adam, t.tries, strings.Join(t.history, "; ")))
	}
	return lines
}

// Stuck looks at the queue.
//
//want:vpperrormessage
func (w *Worker) Stuck() bool {
	for e := w.queue.Front(); e != nil; e = e.Next() {
		if h := e.Value.(Task).history; len(h) > 1 && h[len(h)-1] == h[len(h)-2] && strings.Contains(h[0], "not found") {
			return true
		}
	}
	return false
}

// Repeats compares with the one before.
func (t Task) Repeats() bool {
	n := len(t.history)
	return n > 1 && t.history[n-1] == t.history[n-2]
}

// Big is about serials.
func (t Task) Big() bool { return len(t.Serials) > 25 || t.Adam == "License not found" }

// Delay is how long to wait.
//
//want:vpperrormessage
func Delay(err error) time.Duration {
	f, ok := err.(*vppc.Failure)
	if !ok {
		return time.Second
	}
	delays := []struct {
		text string
		wait time.Duration
	}{
		{"Internal error", time.Minute},
		{"temporarily unavailable", 10 * time.Minute},
	}
	for _, d := range delays {
		if strings.Contains(f.Text(), d.text) {
			return d.wait
		}
	}
	return 0
}

// Delays is right.
func Delays(f *vppc.Failure) time.Duration {
	delays := map[int]time.Duration{9603: time.Minute}
	return delays[f.Num]
}
