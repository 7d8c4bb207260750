// Package actors keeps the licenses of a fleet in order. Each part of it is an
// actor: it has an inbox, a loop, and nobody else touches its state.
package actors

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Want is a wanted license.
type Want struct {
	App    string `json:"adamIdStr"`
	Device string `json:"serialNumber"`
}

// verdict is what the service thinks of a want.
type verdict struct {
	Info    json.RawMessage `json:"errorInfo"`
	Number  int             `json:"errorNumber"`
	Message string          `json:"errorMessage"`
	failed  error
}

func (v verdict) fine() bool { return v.failed == nil && v.Number == 0 }
func (v verdict) busy() bool { return v.failed == nil && v.Number == 9603 }
func (v verdict) held() bool { return v.failed == nil && v.Number == 9616 }

type apple struct {
	root string
	log  *slog.Logger
}

func (a apple) submit(ctx context.Context, w Want) (v verdict) {
	js, _ := json.Marshal(w)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.root+"/wants", bytes.NewReader(js))
	if err != nil {
		return verdict{failed: err}
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return verdict{failed: err}
	}
	defer resp.Body.Close()
	v.failed = json.NewDecoder(resp.Body).Decode(&v)
	return v
}

// topic is a topic to which one may subscribe.
type topic[T any] struct {
	mu   sync.Mutex
	subs []chan T
}

func (t *topic[T]) subscribe() <-chan T {
	t.mu.Lock()
	defer t.mu.Unlock()
	ch := make(chan T, 32)
	t.subs = append(t.subs, ch)
	return ch
}

func (t *topic[T]) publish(v T) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.subs {
		select {
		case s <- v:
		default:
		}
	}
}

// Fleet is a fleet.
type Fleet struct {
	apple
	inbox  chan Want
	wants  topic[Want]
	lost   topic[Want]
	lease  func() bool
	settle time.Duration
}

// NewFleet returns a fleet.
func NewFleet(root string, log *slog.Logger) *Fleet {
	return &Fleet{apple: apple{root, log}, inbox: make(chan Want, 16), lease: func() bool { return true }, settle: 30 * time.Second}
}

// Ask asks for a license.
func (f *Fleet) Ask(w Want) { f.inbox <- w }

type pending struct {
	Want
	sent int
	due  time.Time
}

// Keep keeps what is pending in a list, and sleeps until the first is due.
//
//want:vppretry9603
func (f *Fleet) Keep(ctx context.Context) {
	var list []pending
	alarm := time.NewTimer(time.Hour)
	defer alarm.Stop()
	for {
		if len(list) > 0 {
			slices.SortFunc(list, func(a, b pending) int { return a.due.Compare(b.due) })
			alarm.Reset(time.Until(list[0].due))
		}
		select {
		case <-ctx.Done():
			f.log.Info("stopped", "pending", len(list))
			return
		case w := <-f.inbox:
			list = append(list, pending{Want: w, due: time.Now()})
		case now := <-alarm.C:
			var rest []pending
			for _, p := range list {
				if p.due.After(now) {
					rest = append(rest, p)
					continue
				}
				v := f.submit(ctx, p.Want)
				p.sent++
				if v.busy() && p.sent < 50 {
					p.due = time.Now().Add(time.Duration(min(p.sent, 10)) * 2 * time.Second)
					rest = append(rest, p)
				}
			}
			list = rest
		}
	}
}

// KeepSlow does so, and has a list for those that have been sent too often.
func (f *Fleet) KeepSlow(ctx context.Context) {
	var quick, slow []pending
	fast, lame := time.NewTicker(5*time.Second), time.NewTicker(10*time.Minute)
	defer fast.Stop()
	defer lame.Stop()
	round := func(list []pending) (again []pending) {
		for _, p := range list {
			if v := f.submit(ctx, p.Want); v.busy() {
				p.sent++
				again = append(again, p)
			}
		}
		return again
	}
	for {
		select {
		case <-ctx.Done():
			return
		case w := <-f.inbox:
			quick = append(quick, pending{Want: w})
		case <-fast.C:
			var stay []pending
			for _, p := range round(quick) {
				if p.sent >= 5 {
					slow = append(slow, p)
				} else {
					stay = append(stay, p)
				}
			}
			quick = stay
		case <-lame.C:
			slow = round(slow)
		}
	}
}

// Subscribe works for a topic. What the service refuses is published again.
//
//want:vppretry9603 vppretry9616
func (f *Fleet) Subscribe(ctx context.Context) {
	in := f.wants.subscribe()
	for {
		select {
		case <-ctx.Done():
			return
		case w := <-in:
			if v := f.submit(ctx, w); !v.fine() {
				f.log.Warn("refused", "want", w, "number", v.Number)
				time.AfterFunc(15*time.Second, func() { f.wants.publish(w) })
			}
		}
	}
}

// SubscribeLost publishes it elsewhere.
func (f *Fleet) SubscribeLost(ctx context.Context) {
	in := f.wants.subscribe()
	for {
		select {
		case <-ctx.Done():
			return
		case w := <-in:
			if v := f.submit(ctx, w); !v.fine() {
				f.log.Warn("refused", "want", w, "number", v.Number)
				f.lost.publish(w)
			}
		}
	}
}

// Lead does what the leader does: it goes through the wants until all of them
// are fulfilled, or until somebody else is the leader.
//
//want:vppretry9603 vppretry9616
func (f *Fleet) Lead(ctx context.Context, wants []Want) {
	open := map[Want]struct{}{}
	for _, w := range wants {
		open[w] = struct{}{}
	}
	for f.lease() && len(open) > 0 {
		for w := range open {
			v := f.submit(ctx, w)
			if v.fine() {
				delete(open, w)
				continue
			}
			f.log.Warn("open", "want", w, "number", v.Number, "err", v.failed)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(f.settle):
		}
	}
}

// LeadOnce counts the rounds, and is happy with what others did.
func (f *Fleet) LeadOnce(ctx context.Context, wants []Want) {
	open := map[Want]int{}
	for _, w := range wants {
		open[w] = 0
	}
	for f.lease() && len(open) > 0 {
		for w, n := range open {
			v := f.submit(ctx, w)
			if v.fine() || v.held() || n == 4 {
				delete(open, w)
				continue
			}
			open[w] = n + 1
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(f.settle):
		}
	}
}

// Mirror repeats all wants all the time, whatever became of them, because a
// device may have lost its license in the meantime.
func (f *Fleet) Mirror(ctx context.Context, wants []Want) {
	tick := time.NewTicker(f.settle)
	defer tick.Stop()
	for ; ; <-tick.C {
		for _, w := range wants {
			if ctx.Err() != nil {
				return
			}
			if v := f.submit(ctx, w); v.busy() {
				f.log.Warn("busy", "want", w)
			}
		}
	}
}

type command struct {
	want  Want
	reply chan<- verdict
}

// Desk is an actor that is asked through commands.
type Desk struct {
	apple
	commands chan command
	quit     chan struct{}
}

// NewDesk opens a desk.
func NewDesk(root string, log *slog.Logger) *Desk {
	d := &Desk{apple: apple{root, log}, commands: make(chan command), quit: make(chan struct{})}
	go d.serve()
	return d
}

// Close closes the desk.
func (d *Desk) Close() { close(d.quit) }

func (d *Desk) serve() {
	for {
		select {
		case <-d.quit:
			return
		case c := <-d.commands:
			c.reply <- d.submit(context.Background(), c.want)
		}
	}
}

func (d *Desk) ask(w Want) verdict {
	reply := make(chan verdict, 1)
	select {
	case d.commands <- command{w, reply}:
		return <-reply
	case <-d.quit:
		return verdict{}
	}
}

// Insist asks the desk until it is not busy any more.
//
//want:vppretry9603
func (d *Desk) Insist(w Want) verdict {
	v := d.ask(w)
	for n := 1; v.busy(); n++ {
		if n%4 == 0 {
			d.log.Warn("still busy", "want", w, "asked", n)
		}
		time.Sleep(25 * time.Second)
		v = d.ask(w)
	}
	return v
}

// Request asks the desk up to five times.
func (d *Desk) Request(w Want) (v verdict) {
	for range 5 {
		if v = d.ask(w); !v.busy() {
			break
		}
		time.Sleep(25 * time.Second)
	}
	return v
}

// Appeal asks the desk again, once, whenever the first answer is no.
//
//want:vppretry9616
func (d *Desk) Appeal(w Want) verdict {
	if v := d.ask(w); v.fine() {
		return v
	}
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	select {
	case <-timer.C:
		return d.ask(w)
	case <-d.quit:
		return verdict{}
	}
}

// Drain submits what is in the inbox, and then what was refused, and stops.
//
//want:vppretry9616
func (f *Fleet) Drain(ctx context.Context) (left []Want) {
	flush := func(w Want) {
		if v := f.submit(ctx, w); !v.fine() {
			left = append(left, w)
		}
	}
	for {
		select {
		case w := <-f.inbox:
			flush(w)
			continue
		default:
		}
		break
	}
	second := left
	left = nil
	for _, w := range second {
		flush(w)
	}
	return left
}
