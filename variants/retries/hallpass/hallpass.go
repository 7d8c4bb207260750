// Package hallpass lets apps through. Whoever waits in the hall waits in one of
// many ways: in a heap, in a ring, at a condition, on a ticker.
package hallpass

import (
	"container/heap"
	"container/ring"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Pass is a pass.
type Pass struct {
	App    string
	Holder string
}

type stampErr struct {
	No   int
	Text string
}

func (s *stampErr) Error() string { return http.StatusText(http.StatusConflict) }

func (s *stampErr) UnmarshalJSON(b []byte) error {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil {
		return err
	}
	if raw, ok := parts["errorNumber"]; ok {
		if err := json.Unmarshal(raw, &s.No); err != nil {
			return err
		}
		return json.Unmarshal(parts["errorMessage"], &s.Text)
	}
	return nil
}

const (
	hold = 9603
	done = 9616
)

func let(ctx context.Context, p Pass) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/hall", strings.NewReader(`{"adamIdStr":"`+p.App+`","clientUserIdStr":"`+p.Holder+`"}`))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	se := new(stampErr)
	if err := json.NewDecoder(resp.Body).Decode(se); err != nil {
		return err
	}
	if se.No == 0 {
		return nil
	}
	return se
}

func numberOf(err error) int {
	if se, ok := errors.AsType[*stampErr](err); ok {
		return se.No
	}
	return 0
}

type waiter struct {
	Pass
	at    time.Time
	count int
}

type line []waiter

func (l line) Len() int           { return len(l) }
func (l line) Less(i, j int) bool { return l[i].at.Before(l[j].at) }
func (l line) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *line) Push(x any)        { *l = append(*l, x.(waiter)) }
func (l *line) Pop() any          { w := (*l)[l.Len()-1]; *l = (*l)[:l.Len()-1]; return w }

// tiers says from which attempt on how much time has to pass.
var tiers = []struct {
	from int
	wait time.Duration
}{{12, time.Hour}, {5, 5 * time.Minute}, {2, 15 * time.Second}, {0, time.Second}}

func tier(count int) time.Duration {
	for _, t := range tiers {
		if count >= t.from {
			return t.wait
		}
	}
	return 0
}

// Heap lets the earliest through. Whoever is held waits as the tiers say.
func Heap(ctx context.Context, ps []Pass) {
	var l line
	for _, p := range ps {
		heap.Push(&l, waiter{Pass: p, at: time.Now()})
	}
	for l.Len() > 0 {
		w := heap.Pop(&l).(waiter)
		time.Sleep(time.Until(w.at))
		if numberOf(let(ctx, w.Pass)) == hold {
			w.count++
			w.at = time.Now().Add(tier(w.count))
			heap.Push(&l, w)
		}
	}
}

// HeapFlat does so, too, but never counts.
//
//want:vppretry9603
func HeapFlat(ctx context.Context, ps []Pass) {
	var l line
	for _, p := range ps {
		heap.Push(&l, waiter{Pass: p, at: time.Now()})
	}
	for l.Len() > 0 {
		w := heap.Pop(&l).(waiter)
		time.Sleep(time.Until(w.at))
		if numberOf(let(ctx, w.Pass)) == hold {
			w.at = time.Now().Add(tier(w.count))
			heap.Push(&l, w)
		}
	}
}

// Ring goes round until the ring is empty. Six rounds are enough.
func Ring(ctx context.Context, ps []Pass) {
	r := ring.New(len(ps))
	for _, p := range ps {
		r.Value = p
		r = r.Next()
	}
	for range 6 {
		for range r.Len() {
			if p, ok := r.Value.(Pass); ok && numberOf(let(ctx, p)) != hold {
				r.Value = nil
			}
			r = r.Next()
		}
		time.Sleep(time.Second)
	}
}

// Cond wakes those who wait whenever there is something to do. The held are put back four times.
func Cond(ctx context.Context, ps ...Pass) {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	var todo []waiter
	open := len(ps)
	for _, p := range ps {
		todo = append(todo, waiter{Pass: p})
	}
	for open > 0 {
		mu.Lock()
		for len(todo) == 0 {
			ready.Wait()
		}
		w := todo[0]
		todo = todo[1:]
		mu.Unlock()
		err := let(ctx, w.Pass)
		if numberOf(err) != hold || w.count == 4 {
			open--
			continue
		}
		w.count++
		time.AfterFunc(time.Second, func() {
			mu.Lock()
			todo = append(todo, w)
			mu.Unlock()
			ready.Signal()
		})
	}
}

// CondAll puts back everybody who is not let through, be it as it may.
//
//want:vppretry9603 vppretry9616
func CondAll(ctx context.Context, ps ...Pass) {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	todo, open := ps, len(ps)
	for open > 0 {
		mu.Lock()
		for len(todo) == 0 {
			ready.Wait()
		}
		p := todo[0]
		todo = todo[1:]
		mu.Unlock()
		if let(ctx, p) == nil {
			open--
			continue
		}
		time.AfterFunc(10*time.Second, func() {
			mu.Lock()
			todo = append(todo, p)
			mu.Unlock()
			ready.Signal()
		})
	}
}

// ticks yields the time of each tick, the first at once.
func ticks(ctx context.Context, d time.Duration) iter.Seq2[int, time.Time] {
	return func(yield func(int, time.Time) bool) {
		t := time.NewTicker(d)
		defer t.Stop()
		for n, now := 0, time.Now(); yield(n, now); n++ {
			select {
			case now = <-t.C:
			case <-ctx.Done():
				return
			}
		}
	}
}

// Minutely lets somebody through once a minute.
func Minutely(ctx context.Context, p Pass) (err error) {
	for n := range ticks(ctx, time.Minute) {
		if err = let(ctx, p); numberOf(err) != hold || n == 1000 {
			break
		}
	}
	return err
}

// Secondly lets somebody through once a second.
//
//want:vppretry9603
func Secondly(ctx context.Context, p Pass) (err error) {
	for n := range ticks(ctx, time.Second) {
		if err = let(ctx, p); numberOf(err) != hold || n == 1000 {
			break
		}
	}
	return err
}

// SecondlyQuarter gives up within a quarter of a minute... or so.
func SecondlyQuarter(ctx context.Context, p Pass) (err error) {
	start := time.Now()
	for _, now := range ticks(ctx, 3*time.Second) {
		if err = let(ctx, p); numberOf(err) != hold || now.Sub(start) > 14*time.Second {
			break
		}
	}
	return err
}

// Pulled pulls the ticks one by one.
//
//want:vppretry9616
func Pulled(ctx context.Context, p Pass) (err error) {
	next, stop := iter.Pull2(ticks(ctx, 90*time.Second))
	defer stop()
	for _, _, ok := next(); ok; _, _, ok = next() {
		if err = let(ctx, p); err == nil {
			return nil
		}
	}
	return err
}

// Drowsy has a ticker that slows down as the attempts go by.
func Drowsy(ctx context.Context, p Pass) (err error) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for n := 1; n <= 20; n++ {
		if err = let(ctx, p); numberOf(err) != hold {
			return err
		}
		switch n {
		case 3:
			t.Reset(10 * time.Second)
		case 5:
			t.Reset(2 * time.Minute)
		}
		<-t.C
	}
	return err
}

// DrowsyNot has one that is set back to the start now and then.
//
//want:vppretry9603
func DrowsyNot(ctx context.Context, p Pass) (err error) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for n := 1; n <= 20; n++ {
		if err = let(ctx, p); numberOf(err) != hold {
			return err
		}
		switch n % 10 {
		case 3:
			t.Reset(2 * time.Minute)
		case 8:
			t.Reset(time.Second)
		}
		<-t.C
	}
	return err
}

// Six lets somebody through three times, and three times again.
func Six(ctx context.Context, p Pass) (err error) {
	for range 3 {
		if err = let(ctx, p); numberOf(err) != hold {
			return err
		}
		time.Sleep(time.Second)
	}
	time.Sleep(20 * time.Second)
	for i := 3; i > 0; i-- {
		if err = let(ctx, p); numberOf(err) != hold {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Seven is Six with one more at the end.
//
//want:vppretry9603
func Seven(ctx context.Context, p Pass) error {
	for range 3 {
		if err := let(ctx, p); numberOf(err) != hold {
			return err
		}
		time.Sleep(time.Second)
	}
	for i := 3; i > 0; i-- {
		if err := let(ctx, p); numberOf(err) != hold {
			return err
		}
		time.Sleep(time.Second)
	}
	return let(ctx, p)
}

// Root waits for squares, and for no less than a minute when it matters.
func Root(ctx context.Context, p Pass) (err error) {
	for n := 1; n <= 30; n++ {
		if err = let(ctx, p); numberOf(err) != hold {
			return err
		}
		secs := math.Ceil(math.Pow(float64(n), 2) * 1.5)
		if n >= 6 {
			secs = math.Max(secs, 60)
		}
		time.Sleep(time.Duration(secs) * time.Second)
	}
	return err
}

// Log waits for logarithms.
//
//want:vppretry9603
func Log(ctx context.Context, p Pass) (err error) {
	for n := 1.0; n <= 30; n++ {
		if err = let(ctx, p); numberOf(err) != hold {
			return err
		}
		time.Sleep(time.Duration(math.Log2(n+1) * 4 * float64(time.Second)))
	}
	return err
}

// Chance waits for something between twenty seconds and two minutes.
func Chance(ctx context.Context, p Pass) error {
	for {
		if err := let(ctx, p); numberOf(err) != hold {
			return err
		}
		time.Sleep(20*time.Second + rand.N(100*time.Second))
	}
}

// Luck waits for anything up to four minutes.
func Luck(ctx context.Context, p Pass) error {
	for n := 0; n < 40; n++ {
		err := let(ctx, p)
		if n := numberOf(err); n == 0 || n == done {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(rand.Int64N(int64(4 * time.Minute)))):
		}
	}
	return nil
}

// Budget is over before it is too late.
func Budget(ctx context.Context, p Pass) error {
	const budget = 40 * time.Second
	start, next := time.Now(), 2*time.Second
	for {
		err := let(ctx, p)
		if numberOf(err) != hold {
			return err
		}
		if time.Since(start)+next > budget {
			return err
		}
		time.Sleep(next)
		next += next / 2
	}
}

// BudgetWide is not.
//
//want:vppretry9603
func BudgetWide(ctx context.Context, p Pass) error {
	const budget = 140 * time.Second
	start, next := time.Now(), 2*time.Second
	for {
		err := let(ctx, p)
		if numberOf(err) != hold {
			return err
		}
		if time.Since(start)+next > budget {
			return err
		}
		time.Sleep(next)
		next += next / 2
	}
}
