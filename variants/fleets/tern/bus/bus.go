// Package bus carries tasks to those who do them.
package bus

import (
	"context"
	"time"

	"example.com/serversa/tern/verdict"
)

// Task is something to do for a holder.
type Task struct {
	App, Holder string
	tries       int
}

// Tries is how often the task has been tried.
func (t *Task) Tries() int { return t.tries }

// Line is where tasks wait.
type Line struct {
	c      chan *Task
	parked []*Task
}

// NewLine returns an empty line.
func NewLine() *Line { return &Line{c: make(chan *Task, 32)} }

// Put puts a task at the end.
func (l *Line) Put(app, holder string) { l.c <- &Task{App: app, Holder: holder} }

// Parked are the tasks that nobody tries any more.
func (l *Line) Parked() []*Task { return l.parked }

// Drive has tasks done until the context ends. A judge decides about those that
// fail.
func (l *Line) Drive(ctx context.Context, j verdict.Judge, do func(context.Context, *Task) error) {
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-l.c:
			err := do(ctx, t)
			if err == nil {
				continue
			}
			t.tries++
			switch v := j.Judge(err, t.tries); v.Kind {
			case verdict.Again:
				time.AfterFunc(v.After, func() { l.c <- t })
			case verdict.Park:
				l.parked = append(l.parked, t)
			}
		}
	}
}
