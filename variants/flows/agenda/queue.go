package agenda

import (
	"container/heap"
	"container/list"
	"sync"
	"time"
)

// Entry is an entry of a queue.
type Entry struct {
	Task   Task
	Tries  int
	Due    time.Time
	Reason int
}

type entries []*Entry

func (e entries) Len() int           { return len(e) }
func (e entries) Less(i, j int) bool { return e[i].Due.Before(e[j].Due) }
func (e entries) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *entries) Push(x any)        { *e = append(*e, x.(*Entry)) }
func (e *entries) Pop() any {
	old := *e
	last := old[len(old)-1]
	old[len(old)-1] = nil
	*e = old[:len(old)-1]
	return last
}

// Calendar is a queue whose entries become due.
type Calendar struct {
	mu sync.Mutex
	es entries
}

// Add adds an entry that is due after some time.
func (c *Calendar) Add(e *Entry, after time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e.Due = time.Now().Add(after)
	heap.Push(&c.es, e)
}

// Next waits for the next entry, and removes it. It returns nil when there is none.
func (c *Calendar) Next() *Entry {
	c.mu.Lock()
	if len(c.es) == 0 {
		c.mu.Unlock()
		return nil
	}
	e := heap.Pop(&c.es).(*Entry)
	c.mu.Unlock()
	time.Sleep(time.Until(e.Due))
	return e
}

// Letters are entries nobody will look at unless they are told to.
type Letters struct {
	mu sync.Mutex
	l  *list.List
}

// Put puts an entry in.
func (l *Letters) Put(e *Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.l == nil {
		l.l = list.New()
	}
	l.l.PushBack(e)
}

// Take takes all entries out.
func (l *Letters) Take() (es []*Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.l == nil {
		return nil
	}
	for el := l.l.Front(); el != nil; el = el.Next() {
		es = append(es, el.Value.(*Entry))
	}
	l.l.Init()
	return es
}
