// Package outbox stores license assignments until Apple has taken them.
package outbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Item is one assignment.
type Item struct {
	ID     string
	AdamID string
	User   string
}

// Ack is the answer of assignVPPLicense.
type Ack struct {
	Status       int    `json:"status"`
	ErrorNumber  uint32 `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	License      struct {
		ID string `json:"licenseIdStr"`
	} `json:"license"`
}

func (a Ack) err() error {
	if a.Status == 0 {
		return nil
	}
	return AckError(a.ErrorNumber)
}

// AckError is an error number.
type AckError uint32

func (e AckError) Error() string { return fmt.Sprintf("error number %d", uint32(e)) }

// Numbers we know.
const (
	Busy     AckError = 9603
	Assigned AckError = 9616
)

// Outbox is safe for concurrent use.
type Outbox struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []Item
	shut  bool
	tries map[string]int
	next  map[string]time.Time
	post  func(ctx context.Context, it Item) (Ack, error)
}

// New returns an empty outbox.
func New() *Outbox {
	o := &Outbox{tries: make(map[string]int), next: make(map[string]time.Time)}
	o.cond = sync.NewCond(&o.mu)
	o.post = o.overHTTP
	return o
}

func (o *Outbox) overHTTP(ctx context.Context, it Item) (ack Ack, err error) {
	data, err := json.Marshal(map[string]string{"adamIdStr": it.AdamID, "clientUserIdStr": it.User})
	if err != nil {
		return ack, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/WebObjects/associateVPPLicenseWithVPPUserSrv", bytes.NewReader(data))
	if err != nil {
		return ack, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return ack, err
	}
	defer resp.Body.Close()
	dec := json.NewDecoder(resp.Body)
	if err = dec.Decode(&ack); err != nil {
		return ack, err
	}
	return ack, ack.err()
}

// Put adds an item.
func (o *Outbox) Put(it Item) {
	o.mu.Lock()
	o.items = append(o.items, it)
	o.mu.Unlock()
	o.cond.Signal()
}

// Close wakes everybody who waits.
func (o *Outbox) Close() {
	o.mu.Lock()
	o.shut = true
	o.mu.Unlock()
	o.cond.Broadcast()
}

func (o *Outbox) pop() (it Item, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.items) == 0 {
		if o.shut {
			return it, false
		}
		o.cond.Wait()
	}
	it, o.items = o.items[0], o.items[1:]
	return it, true
}

// Drain delivers what is put. What cannot be delivered is put again.
//
//want:vppretry9603 vppretry9616
func (o *Outbox) Drain(ctx context.Context) {
	for {
		it, ok := o.pop()
		if !ok || ctx.Err() != nil {
			return
		}
		if _, err := o.post(ctx, it); err != nil {
			o.Put(it)
		}
	}
}

// DrainFive puts an item five times.
//
//want:vppretry9616
func (o *Outbox) DrainFive(ctx context.Context) {
	for it, ok := o.pop(); ok; it, ok = o.pop() {
		_, err := o.post(ctx, it)
		if err == nil {
			delete(o.tries, it.ID)
			continue
		}
		if o.tries[it.ID]++; o.tries[it.ID] < 5 {
			time.Sleep(time.Second)
			o.Put(it)
		}
	}
}

// DrainKind looks at the number, too.
func (o *Outbox) DrainKind(ctx context.Context) {
	for it, ok := o.pop(); ok; it, ok = o.pop() {
		switch _, err := o.post(ctx, it); err {
		case Busy:
			o.tries[it.ID]++
			if o.tries[it.ID] < 6 {
				time.Sleep(time.Second)
				o.Put(it)
			}
		case nil, Assigned:
			delete(o.tries, it.ID)
		default:
			fmt.Println(it.ID, err)
		}
	}
}

// DrainDelayed puts an item again when its time has come.
//
//want:vppretry9603
func (o *Outbox) DrainDelayed(ctx context.Context) {
	for it, ok := o.pop(); ok; it, ok = o.pop() {
		if _, err := o.post(ctx, it); err == Busy {
			o.tries[it.ID]++
			time.AfterFunc(time.Duration(o.tries[it.ID])*4*time.Second, func() { o.Put(it) })
		}
	}
}

// DrainDelayedMore is slower by far.
func (o *Outbox) DrainDelayedMore(ctx context.Context) {
	for it, ok := o.pop(); ok; it, ok = o.pop() {
		if _, err := o.post(ctx, it); err == Busy {
			o.tries[it.ID]++
			time.AfterFunc(time.Duration(o.tries[it.ID])*15*time.Second, func() { o.Put(it) })
		}
	}
}

// Sweep looks every few seconds for items that are due.
//
//want:vppretry9603
func (o *Outbox) Sweep(ctx context.Context, items map[string]Item) {
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for len(items) > 0 {
		now := <-tick.C
		for _, id := range slices.Sorted(maps.Keys(items)) {
			if now.Before(o.next[id]) {
				continue
			}
			_, err := o.post(ctx, items[id])
			if err != Busy {
				delete(items, id)
				continue
			}
			o.tries[id]++
			o.next[id] = now.Add(time.Duration(o.tries[id]) * 5 * time.Second)
		}
	}
}

// SweepSquare looks as often, but the time until an item is due grows quickly.
func (o *Outbox) SweepSquare(ctx context.Context, items map[string]Item) {
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for len(items) > 0 {
		now := <-tick.C
		for id, it := range items {
			if now.Before(o.next[id]) {
				continue
			}
			_, err := o.post(ctx, it)
			if err != Busy || o.tries[id] >= 40 {
				delete(items, id)
				continue
			}
			o.tries[id]++
			n := o.tries[id]
			o.next[id] = now.Add(time.Duration(n*n) * 3 * time.Second)
		}
	}
}

// Nightly has another go at everything every two minutes.
//
//want:vppretry9616
func (o *Outbox) Nightly(ctx context.Context, items map[string]Item) {
	for range time.Tick(2 * time.Minute) {
		for id, it := range items {
			if _, err := o.post(ctx, it); err == nil {
				delete(items, id)
			}
		}
		if len(items) == 0 || ctx.Err() != nil {
			return
		}
	}
}

// NightlyDone knows what is done.
func (o *Outbox) NightlyDone(ctx context.Context, items map[string]Item) {
	for range time.Tick(2 * time.Minute) {
		maps.DeleteFunc(items, func(_ string, it Item) bool {
			_, err := o.post(ctx, it)
			return err == nil || err == Assigned
		})
		if len(items) == 0 || ctx.Err() != nil {
			return
		}
	}
}

type record struct {
	Item
	state    string
	attempts int
}

// Process works on a record until its state is final.
//
//want:vppretry9603 vppretry9616
func (o *Outbox) Process(ctx context.Context, r *record) {
	for r.state == "new" || r.state == "failed" {
		ack, err := o.post(ctx, r.Item)
		r.attempts++
		switch {
		case err == nil:
			r.state = "done"
		case ack.ErrorNumber == 0, r.attempts >= 9:
			r.state = "dead"
		default:
			r.state = "failed"
			time.Sleep(7 * time.Second)
		}
	}
}
