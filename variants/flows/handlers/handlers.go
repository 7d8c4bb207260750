// Package handlers sends license calls through a chain of handlers, each of
// which adds something: a log line, a number, patience.
package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Call is a call of manageVPPLicensesByAdamIdSrv.
type Call struct {
	AdamID  string   `json:"adamIdStr"`
	Pricing string   `json:"pricingParam,omitempty"`
	Serials []string `json:"associateSerialNumbers"`
	Attempt int      `json:"attempt,omitempty"`
}

func (c Call) key() string { return c.AdamID + "/" + c.Pricing + "/" + strings.Join(c.Serials, ",") }

// Reply is the answer to a call.
type Reply struct {
	Status  int    `json:"status"`
	Number  int32  `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

// OK tells whether the call was successful.
func (r *Reply) OK() bool { return r != nil && r.Status == 0 && r.Number == 0 }

const (
	busy  int32 = 9603
	taken int32 = 9616
)

type (
	// Handler handles a call.
	Handler func(ctx context.Context, c Call) (*Reply, error)
	// Middleware puts something in front of a handler.
	Middleware func(next Handler) Handler
)

// Chain puts middlewares in front of h. The first one is the outermost.
func Chain(h Handler, ms ...Middleware) Handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

var errExhausted = errors.New("handlers: no attempts left")

// Logged logs every call.
func Logged(log *slog.Logger) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, c Call) (r *Reply, err error) {
			began := time.Now()
			defer func() {
				attrs := []any{"adamId", c.AdamID, "took", time.Since(began)}
				if r != nil {
					attrs = append(attrs, "number", r.Number, "message", r.Message)
				}
				log.DebugContext(ctx, "call", append(attrs, "err", err)...)
			}()
			return next(ctx, c)
		}
	}
}

// Validated refuses calls that make no sense.
func Validated(next Handler) Handler {
	return func(ctx context.Context, c Call) (*Reply, error) {
		if c.AdamID == "" || len(c.Serials) == 0 {
			return nil, fmt.Errorf("handlers: incomplete call %+v", c)
		}
		return next(ctx, c)
	}
}

// Persistent repeats a call while the service is busy.
//
//want:vppretry9603
func Persistent(log *slog.Logger) Middleware {
	const (
		most = 12
		gap  = 3 * time.Second
	)
	return func(next Handler) Handler {
		return func(ctx context.Context, c Call) (*Reply, error) {
			for n := 1; n <= most; n++ {
				r, err := next(ctx, c)
				if err != nil {
					return nil, err
				}
				if r.Number != busy {
					return r, nil
				}
				log.WarnContext(ctx, "busy", "attempt", n, "of", most)
				select {
				case <-ctx.Done():
					return r, ctx.Err()
				case <-time.After(gap):
				}
			}
			return nil, errExhausted
		}
	}
}

// Patient repeats a call while the service is busy, and slows down.
func Patient(log *slog.Logger) Middleware {
	pace := func(n int) time.Duration {
		if n < 5 {
			return time.Duration(n) * time.Second
		}
		return 2 * time.Minute
	}
	return func(next Handler) Handler {
		return func(ctx context.Context, c Call) (*Reply, error) {
			for n := 1; ; n++ {
				r, err := next(ctx, c)
				if err != nil || r.Number != busy {
					return r, err
				}
				log.WarnContext(ctx, "busy", "attempt", n, "pace", pace(n))
				select {
				case <-ctx.Done():
					return r, ctx.Err()
				case <-time.After(pace(n)):
				}
			}
		}
	}
}

// Numbered tells the service which attempt this is. Three are allowed.
//
//want:vppretry9616
func Numbered(next Handler) Handler {
	return func(ctx context.Context, c Call) (r *Reply, err error) {
		for c.Attempt = 1; c.Attempt <= 3; c.Attempt++ {
			if r, err = next(ctx, c); err != nil || r.OK() {
				return r, err
			}
			time.Sleep(time.Second * time.Duration(c.Attempt))
		}
		return r, nil
	}
}

// Reconnecting repeats a call that did not get through to the service.
func Reconnecting(times int) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, c Call) (r *Reply, err error) {
			for range max(times, 8) {
				if r, err = next(ctx, c); err == nil {
					break
				}
				time.Sleep(250 * time.Millisecond)
			}
			return r, err
		}
	}
}

// Downgrading asks for the other quality if the license is taken.
func Downgrading(next Handler) Handler {
	return func(ctx context.Context, c Call) (*Reply, error) {
		r, err := next(ctx, c)
		if err != nil || r.Number != taken || c.Pricing == "STDQ" {
			return r, err
		}
		c.Pricing = "STDQ"
		return next(ctx, c)
	}
}

// Doubtful asks again if the license is taken, for it may be an old answer.
//
//want:vppretry9616
func Doubtful(next Handler) Handler {
	return func(ctx context.Context, c Call) (*Reply, error) {
		r, err := next(ctx, c)
		if err != nil || r.Number != taken {
			return r, err
		}
		if c.Pricing == "" {
			c.Attempt++
		}
		return next(ctx, c)
	}
}

// Repeat is the middleware for everything else: it knows no numbers but the
// ones it is given.
func Repeat(times int, gap time.Duration, numbers ...int32) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, c Call) (*Reply, error) {
			for n := 1; ; n++ {
				r, err := next(ctx, c)
				if err != nil || n >= times {
					return r, err
				}
				again := false
				for _, num := range numbers {
					again = again || r.Number == num
				}
				if !again {
					return r, nil
				}
				time.Sleep(gap)
			}
		}
	}
}

// Service sends calls.
type Service struct {
	url    string
	client *http.Client
	log    *slog.Logger

	mu   sync.Mutex
	memo map[string]*Reply
}

// NewService returns a service.
func NewService(log *slog.Logger) *Service {
	return &Service{url: "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv", client: &http.Client{}, log: log, memo: map[string]*Reply{}}
}

func (s *Service) send(ctx context.Context, c Call) (*Reply, error) {
	js, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := &Reply{}
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return nil, err
	}
	return r, nil
}

// memoized keeps the last reply of each call.
func (s *Service) memoized(next Handler) Handler {
	return func(ctx context.Context, c Call) (*Reply, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if r, ok := s.memo[c.key()]; ok {
			return r, nil
		}
		r, err := next(ctx, c)
		if err == nil {
			s.memo[c.key()] = r
		}
		return r, err
	}
}

// Lend lends an app to devices.
func (s *Service) Lend(ctx context.Context, c Call) (*Reply, error) {
	h := Chain(s.send, Logged(s.log), Validated, Repeat(6, 4*time.Second, busy))
	return h(ctx, c)
}

// Swap gives devices another app.
//
//want:vppretry9603
func (s *Service) Swap(ctx context.Context, c Call) (*Reply, error) {
	h := Chain(s.send, Logged(s.log), Validated, Repeat(9, 4*time.Second, busy))
	return h(ctx, c)
}

// Equip gives devices their first app.
//
//want:vppretry9616
func (s *Service) Equip(ctx context.Context, c Call) (*Reply, error) {
	h := Chain(s.send, Repeat(2, time.Minute, busy, taken), Logged(s.log))
	return h(ctx, c)
}

// Poll looks into the memory until there is a good reply in it.
func (s *Service) Poll(ctx context.Context, c Call) (r *Reply, err error) {
	h := Chain(s.send, s.memoized, Validated)
	for range 30 {
		if r, err = h(ctx, c); err != nil || r.OK() {
			return r, err
		}
		time.Sleep(time.Second)
	}
	return r, errExhausted
}

// PollFresh forgets what it knows before it looks.
//
//want:vppretry9603 vppretry9616
func (s *Service) PollFresh(ctx context.Context, c Call) (r *Reply, err error) {
	h := Chain(s.send, s.memoized, Validated)
	for range 30 {
		if r, err = h(ctx, c); err != nil || r.OK() {
			return r, err
		}
		s.mu.Lock()
		delete(s.memo, c.key())
		s.mu.Unlock()
		time.Sleep(time.Second)
	}
	return r, errExhausted
}
