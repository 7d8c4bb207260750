// Package bus hands the results of VPP jobs around.
package bus

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"example.com/messageb/vppc"
)

// Outcome is a finished job.
type Outcome struct {
	Job  string
	Err  error
	Note string
}

// Topic is a topic with listeners.
type Topic struct {
	mu        sync.RWMutex
	listeners map[int]func(context.Context, Outcome)
	next      int
	last      atomic.Value
	current   atomic.Pointer[Outcome]
}

// On listens.
func (t *Topic) On(f func(context.Context, Outcome)) (off func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.listeners == nil {
		t.listeners = map[int]func(context.Context, Outcome){}
	}
	id := t.next
	t.next++
	t.listeners[id] = f
	return func() { delete(t.listeners, id) }
}

// Publish tells everybody.
func (t *Topic) Publish(ctx context.Context, o Outcome) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	t.last.Store(o)
	t.current.Store(&o)
	for _, f := range t.listeners {
		f(ctx, o)
	}
}

// Run assigns, and tells.
func Run(ctx context.Context, t *Topic, c *vppc.Client, adam string, serials []string) {
	err := c.Assign(ctx, adam, serials)
	o := Outcome{Job: adam, Err: err}
	if err != nil {
		o.Note = err.Error()
	}
	t.Publish(ctx, o)
}

// Watch pauses when there is no seat left.
//
//want:vpperrormessage
func Watch(t *Topic, pause func()) func() {
	return t.On(func(_ context.Context, o Outcome) {
		if o.Err != nil && strings.Contains(o.Err.Error(), "License not found") {
			pause()
		}
	})
}

// Count counts.
func Count(t *Topic, n *atomic.Int64) func() {
	return t.On(func(_ context.Context, o Outcome) {
		if o.Note != "" {
			n.Add(1)
		}
	})
}

// Stuck looks at the last one.
//
//want:vpperrormessage
func (t *Topic) Stuck() bool {
	o, ok := t.last.Load().(Outcome)
	return ok && strings.HasPrefix(o.Note, "vpp: assign: Internal error")
}

// Current looks at the last one.
//
//want:vpperrormessage
func (t *Topic) Current() string {
	o := t.current.Load()
	if o == nil {
		return "idle"
	}
	switch o.Note {
	case "":
		return "done"
	case "vpp: assign: License already assigned":
		return "skipped"
	}
	return "failed"
}

// Jobs runs jobs at the same time and collects what went wrong.
func Jobs(ctx context.Context, c *vppc.Client, adams []string) map[string]string {
	type result struct{ adam, text string }
	out := make(chan result)
	var wg sync.WaitGroup
	for _, a := range adams {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := c.Assign(ctx, a, nil); err != nil {
				out <- result{a, err.Error()}
			}
		}()
	}
	go func() { wg.Wait(); close(out) }()
	all := map[string]string{}
	for r := range out {
		all[r.adam] = r.text
	}
	return all
}

// Again lists the jobs that are worth another try.
//
//want:vpperrormessage
func Again(ctx context.Context, c *vppc.Client, adams []string) (again []string) {
	for adam, text := range Jobs(ctx, c, adams) {
		if strings.LastIndex(text, "temporarily") >= 0 {
			again = append(again, adam)
		}
	}
	return again
}

// Failed lists the jobs that failed.
func Failed(ctx context.Context, c *vppc.Client, adams []string) (failed []string) {
	for adam, text := range Jobs(ctx, c, adams) {
		if text != "" {
			failed = append(failed, adam+": "+text)
		}
	}
	return failed
}

var pool = sync.Pool{New: func() any { return new(Outcome) }}

// Pooled looks at one that was used before.
//
//want:vpperrormessage
func Pooled(err error) bool {
	o := pool.Get().(*Outcome)
	defer pool.Put(o)
	*o = Outcome{}
	c := vppc.Failure{}
	_ = c
	f, ok := err.(*vppc.Failure)
	if !ok {
		return false
	}
	o.Note = f.Text()
	return o.Note == "Invalid sToken"
}

// Seats is right.
func Seats(o Outcome) bool {
	f, ok := o.Err.(*vppc.Failure)
	return ok && f.Num == vppc.ErrSeat.Num
}

// JobName has nothing to do with it.
func JobName(o Outcome) bool { return strings.HasPrefix(o.Job, "License") }
