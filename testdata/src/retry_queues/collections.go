package queues

import (
	"container/heap"
	"container/list"
	"context"
	"sync"
	"time"
)

// List puts it back behind the others.
func List(ctx context.Context, body string) {
	waiting := list.New()
	waiting.PushBack(body)
	for e := waiting.Front(); e != nil; e = waiting.Front() {
		text := waiting.Remove(e).(string)
		n, err := send(ctx, text) // want `queues.List retries 9603 every 5s`
		if err == nil && n == internalError {
			time.Sleep(5 * time.Second)
			waiting.PushBack(text)
		}
	}
}

// ListFromOutside works off what somebody else has put there.
//
//twin:none nobody makes the list
func ListFromOutside(ctx context.Context, waiting *list.List) {
	for waiting.Len() > 0 {
		j := waiting.Remove(waiting.Front()).(*job)
		n, err := send(ctx, j.body) // want `queues.ListFromOutside retries 9603 every 5s: sends 7–10`
		if j.tries++; err == nil && n == internalError && j.tries < 10 {
			time.Sleep(5 * time.Second)
			waiting.PushBack(j)
		}
	}
}

// ListInTime gives up.
//
//twin:none nobody makes the list
func ListInTime(ctx context.Context, waiting *list.List) {
	for waiting.Len() > 0 {
		j := waiting.Remove(waiting.Front()).(*job)
		n, err := send(ctx, j.body)
		if j.tries++; err == nil && n == internalError && j.tries < 6 {
			time.Sleep(5 * time.Second)
			waiting.PushBack(j)
		}
	}
}

type dated struct {
	job
	due time.Time
}

type calendar []*dated

func (c calendar) Len() int           { return len(c) }
func (c calendar) Less(i, j int) bool { return c[i].due.Before(c[j].due) }
func (c calendar) Swap(i, j int)      { c[i], c[j] = c[j], c[i] }
func (c *calendar) Push(x any)        { *c = append(*c, x.(*dated)) }
func (c *calendar) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

// Heap waits until each is due; the distance doubles from a second.
func Heap(ctx context.Context, body string) {
	var c calendar
	heap.Push(&c, &dated{job: job{body: body}})
	for c.Len() > 0 {
		d := heap.Pop(&c).(*dated)
		time.Sleep(time.Until(d.due))
		n, err := send(ctx, d.body) // want `queues.Heap retries 9603 with delays doubling from 1s`
		if err == nil && n == internalError {
			d.due = time.Now().Add(time.Second << d.tries)
			d.tries++
			heap.Push(&c, d)
		}
	}
}

// Box is a queue behind a condition variable.
type Box struct {
	mu    sync.Mutex
	some  *sync.Cond
	jobs  []string
	tries map[string]int
}

// NewBox makes an empty box.
//
//twin:none it sends nothing
func NewBox() *Box {
	b := &Box{tries: map[string]int{}}
	b.some = sync.NewCond(&b.mu)
	return b
}

// Put puts a job into the box.
//
//twin:none it sends nothing
func (b *Box) Put(text string) {
	b.mu.Lock()
	b.jobs = append(b.jobs, text)
	b.mu.Unlock()
	b.some.Signal()
}

func (b *Box) take() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.jobs) == 0 {
		b.some.Wait()
	}
	text := b.jobs[0]
	b.jobs = b.jobs[1:]
	return text
}

// Empty puts a job back when its time has come.
//
//twin:none it waits for jobs for ever
func (b *Box) Empty(ctx context.Context) {
	for {
		text := b.take()
		if n, err := send(ctx, text); err == nil && n == internalError { // want `queues.Box.Empty retries 9603 every 20s`
			time.AfterFunc(20*time.Second, func() { b.Put(text) })
		}
	}
}

// EmptyInTime counts the tries of each job.
//
//twin:none it waits for jobs for ever
func (b *Box) EmptyInTime(ctx context.Context) {
	for {
		text := b.take()
		if n, err := send(ctx, text); err == nil && n == internalError {
			if b.tries[text]++; b.tries[text] < 6 {
				time.AfterFunc(20*time.Second, func() { b.Put(text) })
			}
		}
	}
}

// Workers puts it back into the channel that any number of workers share.
//
//twin:none it depends on the number of workers
func Workers(ctx context.Context, workers int, bodies []string) {
	var open sync.WaitGroup
	open.Add(len(bodies))
	in := make(chan *job, len(bodies))
	for range workers {
		go func() {
			for j := range in {
				n, err := send(ctx, j.body) // want `queues.Workers retries 9603 every 1s: sends 7`
				if j.tries++; err != nil || n != internalError || j.tries == 12 {
					open.Done()
					continue
				}
				time.Sleep(time.Second)
				in <- j
			}
		}()
	}
	for _, text := range bodies {
		in <- &job{body: text}
	}
	open.Wait()
	close(in)
}
