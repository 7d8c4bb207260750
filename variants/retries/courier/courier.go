// Package courier delivers license orders to Apple. Orders wait in queues of
// different kinds; what comes back undelivered is queued again, or not.
package courier

import (
	"container/heap"
	"container/list"
	"context"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"strings"
	"sync"
	"time"
)

type order struct {
	App    string `json:"adamIdStr"`
	Serial string `json:"serialNumber"`
	tries  int
	due    time.Time
}

type slip struct {
	Code    int    `json:"errorNumber"`
	Text    string `json:"errorMessage"`
	License string `json:"licenseIdStr"`
}

const (
	none     = 0
	busy     = 9603
	assigned = 9616
)

// Courier carries orders.
type Courier struct {
	address string
	orders  chan *order
}

// NewCourier returns a courier with room for n orders.
func NewCourier(n int) *Courier {
	return &Courier{address: "https://vpp.itunes.apple.com/mdm/v1/orders", orders: make(chan *order, n)}
}

func (c *Courier) deliver(ctx context.Context, o *order) slip {
	b, _ := json.Marshal(o)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, strings.NewReader(string(b)))
	if err != nil {
		return slip{Code: -1, Text: err.Error()}
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return slip{Code: -1, Text: err.Error()}
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return slip{Code: -1, Text: err.Error()}
	}
	var s slip
	if err := json.Unmarshal(data, &s); err != nil {
		return slip{Code: -1, Text: err.Error()}
	}
	return s
}

// Run delivers until ctx is done. Orders that met a busy service go back into the channel.
//
//want:vppretry9603
func (c *Courier) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case o := <-c.orders:
			if s := c.deliver(ctx, o); s.Code == busy {
				if o.tries++; o.tries < 20 {
					time.Sleep(time.Second)
					c.orders <- o
				}
			}
		}
	}
}

// RunPatient is Run for the night shift: orders come back after five minutes.
func (c *Courier) RunPatient(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case o := <-c.orders:
			if s := c.deliver(ctx, o); s.Code == busy {
				time.AfterFunc(5*time.Minute, func() { c.orders <- o })
			}
		}
	}
}

// Flush empties a slice of orders. Nothing is left behind.
//
//want:vppretry9603 vppretry9616
func (c *Courier) Flush(ctx context.Context, queue []*order) {
	for len(queue) > 0 && ctx.Err() == nil {
		o := queue[0]
		queue = queue[1:]
		if s := c.deliver(ctx, o); s.Code != none {
			log.Printf("%s: %s", o.Serial, s.Text)
			queue = append(queue, o)
		}
	}
}

// Pass goes through the orders once. Failed ones are returned to the caller.
func (c *Courier) Pass(ctx context.Context, queue []*order) (rest []*order) {
	for len(queue) > 0 && ctx.Err() == nil {
		o := queue[0]
		queue = queue[1:]
		if s := c.deliver(ctx, o); s.Code != none {
			rest = append(rest, o)
		}
	}
	return rest
}

// SecondChance goes through the orders and, some seconds later, through those that failed.
//
//want:vppretry9616
func (c *Courier) SecondChance(ctx context.Context, queue []*order) (lost int) {
	var failed []*order
	for _, o := range queue {
		if s := c.deliver(ctx, o); s.Code != none {
			failed = append(failed, o)
		}
	}
	time.Sleep(10 * time.Second)
	for _, o := range failed {
		if s := c.deliver(ctx, o); s.Code != none {
			lost++
		}
	}
	return lost
}

// SecondChanceBusy is SecondChance, only for those who deserve it.
func (c *Courier) SecondChanceBusy(ctx context.Context, queue []*order) (lost int) {
	var failed []*order
	for _, o := range queue {
		switch s := c.deliver(ctx, o); s.Code {
		case none, assigned:
		case busy:
			failed = append(failed, o)
		default:
			lost++
		}
	}
	time.Sleep(10 * time.Second)
	for _, o := range failed {
		if s := c.deliver(ctx, o); s.Code != none {
			lost++
		}
	}
	return lost
}

// Rotate keeps a linked list: an order whose time has not come goes to the back.
// Undelivered orders rest longer after some attempts.
func (c *Courier) Rotate(ctx context.Context, l *list.List) {
	for l.Len() > 0 {
		e := l.Front()
		o := e.Value.(*order)
		if wait := time.Until(o.due); wait > 0 {
			l.MoveToBack(e)
			time.Sleep(min(wait, 5*time.Second))
			continue
		}
		s := c.deliver(ctx, o)
		if s.Code != busy || o.tries >= 40 {
			l.Remove(e)
			continue
		}
		o.tries++
		rest := 10 * time.Second
		if o.tries >= 5 {
			rest = 4 * time.Minute
		}
		o.due = time.Now().Add(rest)
		l.MoveToBack(e)
	}
}

// RotateFast does not rest that long.
//
//want:vppretry9603 vppretry9616
func (c *Courier) RotateFast(ctx context.Context, l *list.List) {
	for e := l.Front(); e != nil; e = l.Front() {
		o := l.Remove(e).(*order)
		if s := c.deliver(ctx, o); s.Code == busy || s.Code == assigned {
			if o.tries++; o.tries <= 10 {
				time.Sleep(3 * time.Second)
				l.PushBack(o)
			}
		}
	}
}

type agenda []*order

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].due.Before(a[j].due) }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)        { *a = append(*a, x.(*order)) }
func (a *agenda) Pop() any {
	old := *a
	last := old[len(old)-1]
	*a = old[:len(old)-1]
	return last
}

// Keep works on a heap of orders, the earliest first.
//
//want:vppretry9603
func (c *Courier) Keep(ctx context.Context, a *agenda) {
	heap.Init(a)
	for a.Len() > 0 {
		o := heap.Pop(a).(*order)
		time.Sleep(time.Until(o.due))
		if s := c.deliver(ctx, o); s.Code != busy {
			continue
		}
		o.due = time.Now().Add(min(time.Second<<o.tries, 10*time.Minute))
		if o.tries++; o.tries < 15 {
			heap.Push(a, o)
		}
	}
}

// KeepCalm is Keep with twice the distance.
func (c *Courier) KeepCalm(ctx context.Context, a *agenda) {
	heap.Init(a)
	for a.Len() > 0 {
		o := heap.Pop(a).(*order)
		time.Sleep(time.Until(o.due))
		if s := c.deliver(ctx, o); s.Code != busy {
			continue
		}
		o.due = time.Now().Add(min(2*time.Second<<o.tries, 10*time.Minute))
		if o.tries++; o.tries < 15 {
			heap.Push(a, o)
		}
	}
}

// Pool delivers with several carriers. The channel is closed when nothing is on the way any more.
//
//want:vppretry9603 vppretry9616
func (c *Courier) Pool(ctx context.Context, carriers int, orders []*order) {
	var open sync.WaitGroup
	open.Add(len(orders))
	in := make(chan *order, len(orders))
	for range carriers {
		go func() {
			for o := range in {
				s := c.deliver(ctx, o)
				if s.Code == none || o.tries == 9 {
					open.Done()
					continue
				}
				go func() {
					time.Sleep(time.Duration(o.tries+1) * 500 * time.Millisecond)
					o.tries++
					in <- o
				}()
			}
		}()
	}
	for _, o := range orders {
		in <- o
	}
	open.Wait()
	close(in)
}
