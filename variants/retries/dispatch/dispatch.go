// Package dispatch sends license changes when their time has come. Everything
// here is driven by timers rather than by loops that sleep.
package dispatch

import (
	"bytes"
	"context"
	"encoding/json"
	"log"
	"net/http"
	"sync"
	"time"
)

// Change is one change of one device.
type Change struct {
	AdamIDStr string `json:"adamIdStr"`
	Serial    string `json:"serialNumber"`
}

type outcome struct {
	Status       int8   `json:"status"`
	ErrorNumber  int16  `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

func (o outcome) overloaded() bool { return o.ErrorNumber == 9603 }
func (o outcome) duplicate() bool  { return o.ErrorNumber == 9616 }

// Dispatcher is started once for each location.
type Dispatcher struct {
	ctx context.Context
	url string

	mu    sync.Mutex
	count map[Change]int
}

// Start returns a dispatcher that stops with ctx.
func Start(ctx context.Context) *Dispatcher {
	return &Dispatcher{ctx: ctx, url: "https://vpp.itunes.apple.com/mdm/v1/changes", count: map[Change]int{}}
}

func (d *Dispatcher) submit(c Change) (o outcome) {
	body, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	req, err := http.NewRequestWithContext(d.ctx, http.MethodPost, d.url, bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Print(err)
		return
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&o); err != nil {
		log.Print(err)
	}
	return
}

func (d *Dispatcher) bump(c Change) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count[c]++
	return d.count[c]
}

// Fire submits a change now, and again every ten seconds while the service is overloaded.
//
//want:vppretry9603
func (d *Dispatcher) Fire(c Change) {
	if d.submit(c).overloaded() {
		time.AfterFunc(10*time.Second, func() { d.Fire(c) })
	}
}

// FireGently slows down after five attempts.
func (d *Dispatcher) FireGently(c Change) {
	o := d.submit(c)
	if !o.overloaded() {
		return
	}
	pause := 10 * time.Second
	if d.bump(c) >= 5 {
		pause = 3 * time.Minute
	}
	time.AfterFunc(pause, func() { d.FireGently(c) })
}

// FireOften counts, too, but loses its patience only at the twentieth attempt.
//
//want:vppretry9603
func (d *Dispatcher) FireOften(c Change) {
	o := d.submit(c)
	if !o.overloaded() {
		return
	}
	n := d.bump(c)
	if n == 20 {
		log.Printf("%v: giving up", c)
		return
	}
	time.AfterFunc(15*time.Second, func() { d.FireOften(c) })
}

// Loop owns one timer, which it winds up further each time.
//
//want:vppretry9603
func (d *Dispatcher) Loop(c Change) {
	next := time.Second
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-d.ctx.Done():
			return
		case <-timer.C:
			o := d.submit(c)
			if !o.overloaded() {
				return
			}
			timer.Reset(next)
			if next *= 2; next > 30*time.Second {
				next = 30 * time.Second
			}
		}
	}
}

// LoopTicker changes the pace of its ticker after some ticks.
func (d *Dispatcher) LoopTicker(c Change) {
	ticker := time.NewTicker(2 * time.Second)
	defer ticker.Stop()
	for n := 1; ; n++ {
		select {
		case <-d.ctx.Done():
			return
		case <-ticker.C:
		}
		o := d.submit(c)
		if !o.overloaded() {
			return
		}
		if n == 5 {
			ticker.Reset(3 * time.Minute)
		}
	}
}

// LoopTickerLate does so, too.
//
//want:vppretry9603
func (d *Dispatcher) LoopTickerLate(c Change) {
	ticker := time.NewTicker(2 * time.Second)
	defer ticker.Stop()
	for n := 1; ; n++ {
		select {
		case <-d.ctx.Done():
			return
		case <-ticker.C:
		}
		o := d.submit(c)
		if !o.overloaded() {
			return
		}
		if n == 10 {
			ticker.Reset(3 * time.Minute)
		}
	}
}

// LoopTickerShort resets it to something that is no answer to an outage.
//
//want:vppretry9603 vppretry9616
func (d *Dispatcher) LoopTickerShort(c Change) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for n := 0; n < 30; n++ {
		<-ticker.C
		o := d.submit(c)
		if o.Status == 0 {
			return
		}
		if n == 3 {
			ticker.Reset(45 * time.Second)
		}
	}
}

// Serve takes changes from a channel. There is at most one that waits for another try.
//
//want:vppretry9603
func (d *Dispatcher) Serve(in <-chan Change) {
	var waiting Change
	var again <-chan time.Time
	for {
		select {
		case <-d.ctx.Done():
			return
		case c := <-in:
			if d.submit(c).overloaded() {
				waiting, again = c, time.After(15*time.Second)
			}
		case <-again:
			again = nil
			if d.submit(waiting).overloaded() {
				again = time.After(15 * time.Second)
			}
		}
	}
}

// Insist does not believe that the device has its license already.
//
//want:vppretry9616
func (d *Dispatcher) Insist(c Change) {
	t := time.NewTimer(time.Hour)
	defer t.Stop()
	for {
		o := d.submit(c)
		if !t.Stop() {
			select {
			case <-t.C:
			default:
			}
		}
		switch {
		case o.duplicate():
			t.Reset(10 * time.Minute)
		case o.overloaded():
			t.Reset(5 * time.Minute)
		default:
			return
		}
		select {
		case <-t.C:
		case <-d.ctx.Done():
			return
		}
	}
}

// Settle re-arms itself, and tells when it is done.
func (d *Dispatcher) Settle(c Change) <-chan outcome {
	done := make(chan outcome, 1)
	var try func()
	try = func() {
		o := d.submit(c)
		if o.overloaded() {
			time.AfterFunc(2*time.Minute, try)
			return
		}
		done <- o
	}
	time.AfterFunc(0, try)
	return done
}

// SettleSoon does the same within eighteen seconds.
func (d *Dispatcher) SettleSoon(c Change) {
	late := make(chan struct{})
	stop := time.AfterFunc(18*time.Second, func() { close(late) })
	defer stop.Stop()
	for {
		if o := d.submit(c); o.Status == 0 || o.duplicate() {
			return
		}
		select {
		case <-late:
			return
		case <-time.After(4 * time.Second):
		}
	}
}

// SettleToday has got all day.
//
//want:vppretry9603 vppretry9616
func (d *Dispatcher) SettleToday(c Change) {
	late := make(chan struct{})
	stop := time.AfterFunc(18*time.Hour, func() { close(late) })
	defer stop.Stop()
	for {
		if o := d.submit(c); o.Status == 0 {
			return
		}
		select {
		case <-late:
			return
		case <-time.After(40 * time.Second):
		}
	}
}
