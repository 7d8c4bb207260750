package queues

import (
	"context"
	"strings"
	"sync"
	"time"
)

// backlog is a queue from which workers take what others put there: at once, or
// later.
type backlog struct {
	mu     sync.Mutex
	filled *sync.Cond
	items  []job
	closed bool
}

func newBacklog() *backlog {
	b := &backlog{}
	b.filled = sync.NewCond(&b.mu)
	return b
}

func (b *backlog) add(j job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.items = append(b.items, j)
	b.filled.Signal()
}

func (b *backlog) addAfter(j job, d time.Duration) { time.AfterFunc(d, func() { b.add(j) }) }

func (b *backlog) take() (j job, open bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.items) == 0 && !b.closed {
		b.filled.Wait()
	}
	if b.closed {
		return job{}, false
	}
	j, b.items = b.items[0], b.items[1:]
	return j, true
}

func (b *backlog) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.filled.Broadcast()
}

// Clerk works off what it is handed, and does what failed again a little later.
type Clerk struct{ todo *backlog }

// NewClerk returns a Clerk with nothing to do.
//
//twin:none it sends nothing
func NewClerk() *Clerk { return &Clerk{todo: newBacklog()} }

// Hand hands something in.
//
//twin:none it sends nothing
func (c *Clerk) Hand(body string) { c.todo.add(job{body: body}) }

// Run works until the context ends.
//
//twin:none it has nothing to do until somebody hands something in
func (c *Clerk) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, c.todo.close)()
	for c.next(ctx) {
	}
}

func (c *Clerk) next(ctx context.Context) bool {
	j, open := c.todo.take()
	if !open {
		return false
	}
	n, err := send(ctx, j.body)
	if err != nil || n != 0 {
		c.todo.addAfter(j, 5*time.Second) // want `queues.Clerk.next retries 9603 every 5s` `queues.Clerk.next retries 9616`
	}
	return true
}

// Patient does it again a little later, and a good while later from the fifth
// time on.
type Patient struct{ todo *backlog }

// NewPatient returns a Patient with nothing to do.
//
//twin:none it sends nothing
func NewPatient() *Patient { return &Patient{todo: newBacklog()} }

// Hand hands something in.
//
//twin:none it sends nothing
func (p *Patient) Hand(body string) { p.todo.add(job{body: body}) }

// Run works until the context ends.
//
//twin:none it has nothing to do until somebody hands something in
func (p *Patient) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, p.todo.close)()
	for {
		j, open := p.todo.take()
		if !open {
			return
		}
		n, err := send(ctx, j.body)
		if j.tries++; err != nil || n != internalError {
			continue
		}
		if j.tries > 5 {
			p.todo.addAfter(j, 10*time.Minute)
		} else {
			p.todo.addAfter(j, 5*time.Second)
		}
	}
}

// Backlog hands itself what there is to do.
func Backlog(ctx context.Context, body string) {
	todo := newBacklog()
	defer context.AfterFunc(ctx, todo.close)()
	todo.add(job{body: body})
	for {
		j, open := todo.take()
		if !open {
			return
		}
		n, err := send(ctx, j.body) // want `queues.Backlog retries 9603 every 20s`
		if err != nil || n != internalError {
			return
		}
		todo.addAfter(j, 20*time.Second)
	}
}

// Batched collects what it is handed, and sends it with the next tick. What has
// failed stays.
func Batched(ctx context.Context, queue <-chan string) {
	var batch []string
	ticker := time.NewTicker(20 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case body := <-queue:
			batch = append(batch, body)
		case <-ticker.C:
			if len(batch) == 0 {
				continue
			}
			if n, err := send(ctx, strings.Join(batch, "\n")); err != nil || n != 0 { // want `queues.Batched retries 9603 every 20s` `queues.Batched retries 9616`
				continue
			}
			batch = nil
		}
	}
}

// BatchedOnce sends it once, whatever comes of it.
func BatchedOnce(ctx context.Context, queue <-chan string) {
	var batch []string
	ticker := time.NewTicker(20 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case body := <-queue:
			batch = append(batch, body)
		case <-ticker.C:
			if len(batch) > 0 {
				_, _ = send(ctx, strings.Join(batch, "\n"))
				batch = nil
			}
		}
	}
}
