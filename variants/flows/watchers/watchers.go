// Package watchers watches what Apple does with what it was asked for. Apple
// accepts a change at once, and carries it out later.
package watchers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Accepted is the answer to a change.
type Accepted struct {
	EventID string `json:"eventId"`
	Problem
}

// Progress is the answer to a question about an event.
type Progress struct {
	EventStatus string    `json:"eventStatus"`
	EventType   string    `json:"eventType"`
	Failures    []Problem `json:"failures"`
	Problem
}

// Problem is what went wrong.
type Problem struct {
	Number  int             `json:"errorNumber"`
	Message string          `json:"errorMessage"`
	Info    json.RawMessage `json:"errorInfo"`
}

// Change is a change.
type Change struct {
	Assets []string `json:"assets"`
	Users  []string `json:"clientUserIds"`
}

const (
	complete = "COMPLETE"
	failed   = "FAILED"
)

// Watcher watches.
type Watcher struct {
	base string
	log  *slog.Logger
	jit  func(time.Duration) time.Duration
}

// New returns a watcher.
func New(base string) *Watcher {
	return &Watcher{base: base, log: slog.New(slog.DiscardHandler), jit: func(d time.Duration) time.Duration { return rand.N(d) }}
}

func (w *Watcher) do(req *http.Request, out any) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusInternalServerError {
		_, _ = io.Copy(io.Discard, resp.Body)
		return httpError{resp.StatusCode, resp.Header.Get("Retry-After")}
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

// httpError is an answer that is not one of the service.
type httpError struct {
	code  int
	after string
}

// Error implements error.
func (e httpError) Error() string { return http.StatusText(e.code) }

func (e httpError) wait() time.Duration {
	if n, err := strconv.Atoi(e.after); err == nil {
		return time.Duration(n) * time.Second
	}
	return 5 * time.Second
}

func (w *Watcher) change(ctx context.Context, c Change) (*Accepted, error) {
	js, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.base+"/assets/associate", bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	a := &Accepted{}
	return a, w.do(req, a)
}

func (w *Watcher) progress(ctx context.Context, event string) (*Progress, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.base+"/status?eventId="+event, nil)
	if err != nil {
		return nil, err
	}
	p := &Progress{}
	return p, w.do(req, p)
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Finish makes a change and stays with it to the end.
func (w *Watcher) Finish(ctx context.Context, c Change) error {
	a, err := w.change(ctx, c)
	if err != nil {
		return err
	}
	if a.Number != 0 {
		return fmt.Errorf("change: %d", a.Number)
	}
	for seen := ""; ; {
		p, err := w.progress(ctx, a.EventID)
		if err != nil {
			return err
		}
		if p.EventStatus != seen {
			w.log.InfoContext(ctx, "event", "id", a.EventID, "type", p.EventType, "from", seen, "to", p.EventStatus)
			seen = p.EventStatus
		}
		switch {
		case seen == complete:
			return nil
		case seen == failed:
			return fmt.Errorf("event: %v", p.Failures)
		case p.Number == 9603:
			w.log.WarnContext(ctx, "service is busy", "event", a.EventID)
		}
		if err := pause(ctx, 2*time.Second); err != nil {
			return err
		}
	}
}

// Gateway repeats what a gateway, not the service, did not like.
func (w *Watcher) Gateway(ctx context.Context, c Change) (*Accepted, error) {
	for n := 0; ; n++ {
		a, err := w.change(ctx, c)
		var he httpError
		if !errors.As(err, &he) {
			return a, err
		}
		if n >= 12 || he.code == http.StatusNotImplemented {
			return nil, he
		}
		w.log.WarnContext(ctx, "gateway", "code", he.code, "wait", he.wait())
		if err := pause(ctx, he.wait()); err != nil {
			return nil, err
		}
	}
}

// Both repeats that, and what the service is too busy for.
//
//want:vppretry9603
func (w *Watcher) Both(ctx context.Context, c Change) (*Accepted, error) {
	for n := 0; ; n++ {
		a, err := w.change(ctx, c)
		var he httpError
		switch {
		case errors.As(err, &he):
			if n >= 12 || he.code == http.StatusNotImplemented {
				return nil, he
			}
		case err != nil:
			return nil, err
		case a.Number != 9603:
			return a, nil
		case n >= 12:
			return a, errors.New("busy for too long")
		}
		if err := pause(ctx, he.wait()); err != nil {
			return nil, err
		}
	}
}

// Rounds makes a change, watches it, and makes it again if it has failed. What
// is not accepted is not made again.
func (w *Watcher) Rounds(ctx context.Context, c Change) error {
	for round := range 3 {
		a, err := w.change(ctx, c)
		if err != nil {
			return err
		}
		if a.Number != 0 {
			return fmt.Errorf("round %d: %d", round, a.Number)
		}
		var p *Progress
		for p == nil || p.EventStatus != complete && p.EventStatus != failed {
			if p, err = w.progress(ctx, a.EventID); err != nil {
				return err
			}
			if err := pause(ctx, 10*time.Second); err != nil {
				return err
			}
		}
		if p.EventStatus == complete {
			return nil
		}
	}
	return errors.New("event fails each time")
}

// RoundsAll makes what is not accepted again, too.
//
//want:vppretry9616
func (w *Watcher) RoundsAll(ctx context.Context, c Change) error {
	for round := range 3 {
		a, err := w.change(ctx, c)
		if err != nil {
			return err
		}
		if a.Number != 0 {
			w.log.WarnContext(ctx, "not accepted", "round", round, "number", a.Number, "info", a.Info)
			if err := pause(ctx, 10*time.Second); err != nil {
				return err
			}
			continue
		}
		for status := ""; status != complete; {
			p, err := w.progress(ctx, a.EventID)
			if err != nil {
				return err
			}
			if status = p.EventStatus; status == failed {
				return fmt.Errorf("event %s: %v", a.EventID, p.Failures)
			}
			if err := pause(ctx, 10*time.Second); err != nil {
				return err
			}
		}
		return nil
	}
	return errors.New("not accepted")
}

// Ready waits until the service answers a question about nothing.
//
//want:vppretry9603
func (w *Watcher) Ready(ctx context.Context) error {
	for {
		p, err := w.progress(ctx, "none")
		if err == nil && p.Number != 9603 && p.Number != 9644 {
			return nil
		}
		if err := pause(ctx, 3*time.Second+w.jit(3*time.Second)); err != nil {
			return err
		}
	}
}

// ReadyLong waits longer from time to time.
func (w *Watcher) ReadyLong(ctx context.Context) error {
	for n := 1; ; n++ {
		p, err := w.progress(ctx, "none")
		if err == nil && p.Number != 9603 && p.Number != 9644 {
			return nil
		}
		d := 3*time.Second + w.jit(3*time.Second)
		if n >= 6 {
			d = time.Minute + w.jit(30*time.Second)
		}
		if err := pause(ctx, d); err != nil {
			return err
		}
	}
}

// Heartbeat asks every quarter of a minute, and tells whoever wants to know.
func (w *Watcher) Heartbeat(ctx context.Context, tell func(up bool)) {
	up := true
	for beat := time.NewTicker(15 * time.Second); ; {
		p, err := w.progress(ctx, "heartbeat")
		if now := err == nil && p.Number != 9603; now != up {
			up = now
			tell(up)
		}
		select {
		case <-beat.C:
		case <-ctx.Done():
			beat.Stop()
			return
		}
	}
}

// Pending watches many events at the same time, each until it is over.
func (w *Watcher) Pending(ctx context.Context, events []string) (over map[string]string) {
	over = map[string]string{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i, e := range events {
		wg.Go(func() {
			_ = pause(ctx, time.Duration(i)*100*time.Millisecond)
			for try := 0; try < 300; try++ {
				p, err := w.progress(ctx, e)
				if err == nil && (p.EventStatus == complete || p.EventStatus == failed) {
					mu.Lock()
					over[e] = p.EventStatus
					mu.Unlock()
					return
				}
				if pause(ctx, 2*time.Second) != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return over
}

// Appear makes a change until it can be seen: as long as the answer has no
// event, there is nothing to wait for.
func (w *Watcher) Appear(ctx context.Context, c Change) (string, error) {
	for n := 0; n < 20; n++ {
		a, err := w.change(ctx, c)
		if err != nil {
			return "", err
		}
		if a.Number == 0 && a.EventID != "" {
			return a.EventID, nil
		}
		if err := pause(ctx, time.Second); err != nil {
			return "", err
		}
	}
	return "", errors.New("no event")
}
