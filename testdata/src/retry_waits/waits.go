// Package waits waits with select, timers and tickers, in goroutines, and with
// functions that run later.
package waits

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

const internalError = 9603

type reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// send asks for an assignment and returns the number of the answer.
func send(ctx context.Context, body string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

// After selects on a channel of the clock.
func After(ctx context.Context, body string) {
	for {
		n, err := send(ctx, body) // want `retries 9603 every 3s`
		if err != nil || n != internalError {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(3 * time.Second):
		}
	}
}

// AfterMinutes waits for longer.
func AfterMinutes(ctx context.Context, body string) {
	for {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(3 * time.Minute):
		}
	}
}

// Plain receives from it without a select.
func Plain(ctx context.Context, body string) {
	for range 8 {
		n, err := send(ctx, body) // want `retries 9603 every 1s: sends 7–8` `retries 9616`
		if err != nil || n == 0 {
			return
		}
		<-time.After(time.Second)
	}
}

// Timer makes one for each wait.
func Timer(ctx context.Context, body string) {
	for i := 1; ; i++ {
		n, err := send(ctx, body) // want `retries 9603 with delays growing from 1s`
		if err != nil || n != internalError {
			return
		}
		t := time.NewTimer(time.Duration(i) * time.Second)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
	}
}

// Reset sets one timer again, later and later.
func Reset(ctx context.Context, body string) {
	d := 2 * time.Second
	t := time.NewTimer(d)
	defer t.Stop()
	for sent := 1; ; sent++ {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return
		}
		if sent == 5 {
			d = 4 * time.Minute
		}
		t.Reset(d)
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// ResetTooSoon sets it to the same delay.
func ResetTooSoon(ctx context.Context, body string) {
	t := time.NewTimer(0)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			n, err := send(ctx, body) // want `retries 9603 every 6s`
			if err != nil || n != internalError {
				return
			}
			t.Reset(6 * time.Second)
		}
	}
}

// Ticker ranges over ticks.
func Ticker(ctx context.Context, body string) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for range tick.C {
		n, err := send(ctx, body) // want `retries 9603 every 5s`
		if err != nil || n != internalError {
			return
		}
	}
}

// TickerOfMinutes sends 9616 again, as rarely as it may be.
func TickerOfMinutes(ctx context.Context, body string) {
	tick := time.NewTicker(90 * time.Second)
	defer tick.Stop()
	for {
		n, err := send(ctx, body) // want `retries 9616 .*: sent again and again, 1m30s apart`
		if err != nil || n == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// SlowTicks misses ticks while it sleeps, and catches up.
func SlowTicks(ctx context.Context, body string) {
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for range 8 {
		n, err := send(ctx, body) // want `retries 9603`
		if err != nil || n != internalError {
			return
		}
		time.Sleep(25 * time.Second)
		<-tick.C
	}
}

// TickerReset becomes slower.
func TickerReset(ctx context.Context, body string) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	sent := 0
	for range tick.C {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return
		}
		if sent++; sent == 5 {
			tick.Reset(2 * time.Minute)
		}
	}
}

// Tick counts its ticks.
func Tick(ctx context.Context, body string) {
	sent := 0
	for range time.Tick(20 * time.Second) {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return
		}
		if sent++; sent == 5 {
			return
		}
	}
}

// Default polls a channel without waiting.
func Default(ctx context.Context, body string) {
	for range 8 {
		n, err := send(ctx, body) // want `retries 9603`
		if err != nil || n != internalError {
			return
		}
		select {
		case <-ctx.Done():
			return
		default:
			time.Sleep(12 * time.Second)
		}
	}
}

// AfterFunc runs itself again, later.
func AfterFunc(ctx context.Context, body string) {
	n, err := send(ctx, body)
	if err != nil || n != internalError {
		return
	}
	time.AfterFunc(15*time.Second, func() { AfterFunc(ctx, body) }) // want `waits.AfterFunc retries 9603 every 15s`
}

// AfterFuncInMinutes gives the service time.
func AfterFuncInMinutes(ctx context.Context, body string) {
	n, err := send(ctx, body)
	if err != nil || n != internalError {
		return
	}
	time.AfterFunc(15*time.Minute, func() { AfterFuncInMinutes(ctx, body) })
}

// Rearmed is a timer that its own function sets again.
func Rearmed(ctx context.Context, body string) {
	var t *time.Timer
	t = time.AfterFunc(time.Second, func() {
		n, err := send(ctx, body)
		if err == nil && n == 9616 {
			t.Reset(time.Hour) // want `waits.Rearmed retries 9616 .*: sent again and again, 1h apart`
		}
	})
}

// job is sent again by a timer that calls a method.
type job struct {
	ctx   context.Context
	body  string
	tries int
}

func (j *job) run() {
	n, err := send(j.ctx, j.body)
	if err != nil || n != internalError || j.tries == 9 {
		return
	}
	j.tries++
	time.AfterFunc(10*time.Second, j.run) // want `retries 9603 every 10s: sends 7–10`
}

// Method starts it.
func Method(ctx context.Context, body string) {
	j := &job{ctx: ctx, body: body}
	j.run()
}

// Goroutine does the work, and somebody waits for it.
func Goroutine(ctx context.Context, body string) int {
	result := make(chan int)
	go func() {
		for {
			n, err := send(ctx, body) // want `retries 9603 every 2s`
			if err != nil || n != internalError {
				result <- n
				return
			}
			time.Sleep(2 * time.Second)
		}
	}()
	return <-result
}

// GoroutineEach starts one for every attempt.
func GoroutineEach(ctx context.Context, body string) error {
	for range 9 {
		done := make(chan int, 1)
		go func() { // want `retries 9603 every 4s: sends 7–9`
			n, _ := send(ctx, body)
			done <- n
		}()
		select {
		case n := <-done:
			if n != internalError {
				return nil
			}
		case <-time.After(30 * time.Second):
			return errors.New("no answer")
		}
		time.Sleep(4 * time.Second)
	}
	return nil
}

// Group waits for a group.
func Group(ctx context.Context, body string) {
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 10 {
			if n, _ := send(ctx, body); n != internalError { // want `retries 9603 every 7s: sends 7–10`
				return
			}
			time.Sleep(7 * time.Second)
		}
	})
	wg.Wait()
}

// Detached leaves it running.
func Detached(ctx context.Context, body string) {
	go func() {
		for {
			if n, _ := send(ctx, body); n != internalError {
				return
			}
			time.Sleep(3 * time.Minute)
		}
	}()
}

// Locked waits while it holds a lock.
func Locked(ctx context.Context, body string) (n int) {
	var mu sync.Mutex
	for range 3 {
		mu.Lock()
		n, _ = send(ctx, body) // want `retries 9616`
		mu.Unlock()
		if n == 0 {
			break
		}
		time.Sleep(time.Second)
	}
	return n
}

// clock can be replaced in tests.
type clock interface {
	After(d time.Duration) <-chan time.Time
	Sleep(d time.Duration)
}

type wall struct{}

func (wall) After(d time.Duration) <-chan time.Time { return time.After(d) }
func (wall) Sleep(d time.Duration)                  { time.Sleep(d) }

// Client has a clock.
type Client struct{ clock clock }

// New returns a client with the real one.
//
//twin:none it makes a client
func New() *Client { return &Client{clock: wall{}} }

// Injected waits with it.
func (c *Client) Injected(ctx context.Context, body string) {
	for {
		n, err := send(ctx, body) // want `waits.Client.Injected retries 9603 every 9s`
		if err != nil || n != internalError {
			return
		}
		<-c.clock.After(9 * time.Second)
	}
}

// InjectedSleep gives up in time.
func (c *Client) InjectedSleep(ctx context.Context, body string) {
	for range 6 {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return
		}
		c.clock.Sleep(9 * time.Second)
	}
}
