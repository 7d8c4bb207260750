// Package reconcile makes what is assigned equal to what should be.
package reconcile

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Key names what is reconciled.
type Key struct{ App, Device string }

// Result says what is to happen next.
type Result struct {
	Requeue bool
	After   time.Duration
}

type status struct {
	Code    int    `json:"errorNumber"`
	Text    string `json:"errorMessage"`
	License string `json:"licenseIdStr"`
	Count   int    `json:"assignedCount"`
}

const (
	codeBusy    = 9603
	codeNoToken = 9622
	codeHas     = 9616
)

// Reconciler reconciles.
type Reconciler struct {
	srv    string
	client http.Client
	Resync time.Duration
}

// New returns a reconciler.
func New() *Reconciler {
	return &Reconciler{srv: "https://vpp.itunes.apple.com/mdm", Resync: 10 * time.Second}
}

func (r *Reconciler) send(req *http.Request) (st status, err error) {
	resp, err := r.client.Do(req)
	if err != nil {
		return st, err
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&st)
	return st, err
}

func (r *Reconciler) assign(ctx context.Context, k Key) (status, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, r.srv+"/licenses", strings.NewReader(fmt.Sprintf(`{"adamIdStr":%q,"serialNumber":%q}`, k.App, k.Device)))
	if err != nil {
		return status{}, err
	}
	return r.send(req)
}

func (r *Reconciler) lookup(ctx context.Context, k Key) (status, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.srv+"/licenses?adamIdStr="+k.App+"&serialNumber="+k.Device, nil)
	if err != nil {
		return status{}, err
	}
	return r.send(req)
}

// limiter is a rate limiter of failures, as controllers have it.
type limiter struct {
	mu        sync.Mutex
	failures  map[Key]int
	base, max time.Duration
}

func (l *limiter) When(k Key) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.failures[k]
	l.failures[k]++
	d := l.base
	for range n {
		if d *= 2; d > l.max {
			return l.max
		}
	}
	return d
}

func (l *limiter) Forget(k Key) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.failures, k)
}

// step is one attempt.
func (r *Reconciler) step(ctx context.Context, k Key) Result {
	st, err := r.assign(ctx, k)
	switch {
	case err != nil:
		return Result{}
	case st.Code == codeBusy:
		return Result{Requeue: true, After: 20 * time.Second}
	case st.Code == codeNoToken:
		return Result{Requeue: true, After: time.Hour}
	}
	return Result{}
}

// Reconcile makes steps until there is nothing left to do.
//
//want:vppretry9603
func (r *Reconciler) Reconcile(ctx context.Context, k Key) {
	for {
		res := r.step(ctx, k)
		if !res.Requeue {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(res.After):
		}
	}
}

// ReconcileRarely makes a step every hour at most.
func (r *Reconciler) ReconcileRarely(ctx context.Context, k Key) {
	for res := r.step(ctx, k); res.Requeue; res = r.step(ctx, k) {
		time.Sleep(max(res.After, time.Hour))
	}
}

// errors are where a controller begins.
func (r *Reconciler) sync(ctx context.Context, k Key) error {
	st, err := r.assign(ctx, k)
	if err != nil {
		return err
	}
	if st.Code != 0 {
		return fmt.Errorf("%v: %d (%s)", k, st.Code, st.Text)
	}
	return nil
}

// Controller works off a queue of keys. Failures come back after a time that the limiter knows.
//
//want:vppretry9603 vppretry9616
func (r *Reconciler) Controller(ctx context.Context, keys ...Key) {
	lim := &limiter{failures: map[Key]int{}, base: 5 * time.Millisecond, max: 1000 * time.Second}
	queue := make(chan Key, 100)
	for _, k := range keys {
		queue <- k
	}
	for {
		select {
		case <-ctx.Done():
			return
		case k := <-queue:
			if err := r.sync(ctx, k); err != nil {
				time.AfterFunc(lim.When(k), func() { queue <- k })
				continue
			}
			lim.Forget(k)
		}
	}
}

// ControllerSlow has a limiter that begins at five seconds, and does not
// queue what somebody has.
func (r *Reconciler) ControllerSlow(ctx context.Context, keys ...Key) {
	lim := &limiter{failures: map[Key]int{}, base: 5 * time.Second, max: 1000 * time.Second}
	queue := make(chan Key, 100)
	for _, k := range keys {
		queue <- k
	}
	for {
		select {
		case <-ctx.Done():
			return
		case k := <-queue:
			st, err := r.assign(ctx, k)
			if err != nil || st.Code == 0 || st.Code == codeHas {
				lim.Forget(k)
				continue
			}
			time.AfterFunc(lim.When(k), func() { queue <- k })
		}
	}
}

// ControllerForgetful has the same limiter, but forgets too early.
//
//want:vppretry9603
func (r *Reconciler) ControllerForgetful(ctx context.Context, keys ...Key) {
	lim := &limiter{failures: map[Key]int{}, base: 5 * time.Second, max: 1000 * time.Second}
	queue := make(chan Key, 100)
	for _, k := range keys {
		queue <- k
	}
	for {
		select {
		case <-ctx.Done():
			return
		case k := <-queue:
			st, err := r.assign(ctx, k)
			if err == nil && st.Code == codeBusy {
				time.AfterFunc(lim.When(k), func() { queue <- k })
			}
			lim.Forget(k)
		}
	}
}

// Watch assigns every ten seconds, because Apple may have changed its mind.
func (r *Reconciler) Watch(ctx context.Context, k Key) {
	for {
		st, err := r.assign(ctx, k)
		if err != nil {
			return
		}
		if st.Code != 0 {
			fmt.Println(k, st.Text)
		}
		select {
		case <-time.After(r.Resync):
		case <-ctx.Done():
			return
		}
	}
}

// Level assigns until there are as many licenses as there should be.
func (r *Reconciler) Level(ctx context.Context, k Key, want int) {
	for range time.Tick(15 * time.Second) {
		st, err := r.assign(ctx, k)
		if err != nil || ctx.Err() != nil {
			return
		}
		if st.Code == 0 && st.Count >= want {
			return
		}
	}
}

// Ensure looks first, and assigns what is missing. A busy service is asked a few times.
func (r *Reconciler) Ensure(ctx context.Context, k Key) error {
	for n := 0; n < 4; n++ {
		st, err := r.lookup(ctx, k)
		if err != nil {
			return err
		}
		if st.Code == 0 && st.Count > 0 {
			return nil
		}
		if st.Code == 0 {
			st, err = r.assign(ctx, k)
			if err != nil || st.Code != codeBusy {
				return err
			}
		}
		time.Sleep(time.Duration(n) * time.Second)
	}
	return context.DeadlineExceeded
}

// Probe looks whether the service is there, before anything else happens.
//
//want:vppretry9603
func (r *Reconciler) Probe(ctx context.Context) error {
	k := Key{"361309726", "PROBE"}
	backoff := 500 * time.Millisecond
	for {
		st, err := r.lookup(ctx, k)
		if err != nil {
			return err
		}
		if st.Code == 0 {
			return nil
		}
		time.Sleep(backoff)
		if backoff < 8*time.Second {
			backoff += backoff / 2
		}
	}
}

type attempt struct {
	r    *Reconciler
	once int
	wait time.Duration
}

// try repeats a key some times. It is harmless on its own.
func (a attempt) try(ctx context.Context, k Key) (st status, err error) {
	for range a.once {
		if st, err = a.r.assign(ctx, k); err != nil || st.Code != codeBusy {
			return st, err
		}
		time.Sleep(a.wait)
	}
	return st, nil
}

// Persevere tries three times three times.
//
//want:vppretry9603
func (r *Reconciler) Persevere(ctx context.Context, k Key) error {
	a := attempt{r, 3, time.Second}
	for n := range 3 {
		st, err := a.try(ctx, k)
		if err != nil || st.Code != codeBusy {
			return err
		}
		time.Sleep(10 * time.Second << n)
	}
	return context.DeadlineExceeded
}
