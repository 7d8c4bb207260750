// Package webfront is the part of the self-service portal in which people get
// their apps. It answers browsers, and asks Apple while they wait.
package webfront

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"
)

// appleReply is the reply of Apple.
type appleReply struct {
	Status int `json:"status"`
	appleError
}

type appleError struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

// Error implements error.
func (e appleError) Error() string { return "apple: " + strconv.Itoa(e.Number) }

const (
	appleBusy  = 9603
	appleHas   = 9616
	appleLimit = 9646
)

type attemptKey struct{}

// withAttempt puts the number of an attempt into a context.
func withAttempt(ctx context.Context, n int) context.Context {
	return context.WithValue(ctx, attemptKey{}, n)
}

// attemptOf takes it out.
func attemptOf(ctx context.Context) int {
	n, _ := ctx.Value(attemptKey{}).(int)
	return n
}

// Portal is the portal.
type Portal struct {
	Apple string
	Log   *slog.Logger
	http  *http.Client
	audit func(r *http.Request, app string, err error)
}

// NewPortal returns a portal.
func NewPortal(apple string) *Portal {
	return &Portal{Apple: apple, Log: slog.New(slog.DiscardHandler), http: http.DefaultClient, audit: func(*http.Request, string, error) {}}
}

func (p *Portal) assign(ctx context.Context, app, user string) error {
	js, err := json.Marshal(map[string]any{"adamIdStr": app, "clientUserIdStr": user})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.Apple+"/assign", bytes.NewReader(js))
	if err != nil {
		return err
	}
	req.Header.Set("X-Attempt", strconv.Itoa(attemptOf(ctx)))
	resp, err := p.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("apple answered %s", resp.Status)
	}
	var r appleReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Number != 0 {
		return r.appleError
	}
	return nil
}

func numberOf(err error) int {
	var ae appleError
	if errors.As(err, &ae) {
		return ae.Number
	}
	return 0
}

// ServeHTTP assigns the app that somebody has clicked on.
//
//want:vppretry9603
func (p *Portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, _, ok := r.BasicAuth()
	if !ok {
		w.Header().Set("WWW-Authenticate", `Basic realm="portal"`)
		http.Error(w, "who are you?", http.StatusUnauthorized)
		return
	}
	if r.Method != http.MethodPost {
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	app := r.FormValue("app")
	if _, err := strconv.ParseUint(app, 10, 64); err != nil {
		http.Error(w, "no such app", http.StatusBadRequest)
		return
	}
	var err error
	defer func() { p.audit(r, app, err) }()
	status := http.StatusAccepted
	for attempt := 1; attempt <= 10; attempt++ {
		err = p.assign(r.Context(), app, user)
		if numberOf(err) != appleBusy {
			break
		}
		p.Log.WarnContext(r.Context(), "busy", "app", app, "attempt", attempt)
		select {
		case <-r.Context().Done():
			return
		case <-time.After(1500 * time.Millisecond):
		}
	}
	switch numberOf(err) {
	case 0:
		if err != nil {
			status = http.StatusBadGateway
		}
	case appleHas:
		status = http.StatusOK
	case appleBusy, appleLimit:
		w.Header().Set("Retry-After", "120")
		status = http.StatusServiceUnavailable
	default:
		status = http.StatusConflict
	}
	w.WriteHeader(status)
	fmt.Fprintln(w, http.StatusText(status))
}

// Quick is a handler that lets the browser come back.
func (p *Portal) Quick(w http.ResponseWriter, r *http.Request) {
	app, user := r.PathValue("app"), r.PathValue("user")
	err := p.assign(r.Context(), app, user)
	switch n := numberOf(err); {
	case err == nil, n == appleHas:
		w.WriteHeader(http.StatusNoContent)
	case n == appleBusy:
		tries, _ := strconv.Atoi(r.URL.Query().Get("tries"))
		if tries < 5 {
			w.Header().Set("Refresh", fmt.Sprintf("%d; url=?tries=%d", 2<<tries, tries+1))
		}
		http.Error(w, "please wait", http.StatusServiceUnavailable)
	default:
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

// Again counts the attempts in the context.
//
//want:vppretry9603
func (p *Portal) Again(ctx context.Context, app, user string) error {
	err := p.assign(ctx, app, user)
	n := attemptOf(ctx)
	if numberOf(err) != appleBusy || n >= 9 {
		return err
	}
	time.Sleep(time.Duration(n+1) * time.Second)
	return p.Again(withAttempt(ctx, n+1), app, user)
}

// AgainFew counts them, too, and knows when to stop.
func (p *Portal) AgainFew(ctx context.Context, app, user string) error {
	err := p.assign(ctx, app, user)
	n := attemptOf(ctx)
	if numberOf(err) != appleBusy || n >= 5 {
		return err
	}
	time.Sleep(time.Duration(n+1) * time.Second)
	return p.AgainFew(withAttempt(ctx, n+1), app, user)
}

// AgainTaken begins with the first attempt each time it has been told no.
//
//want:vppretry9616
func (p *Portal) AgainTaken(ctx context.Context, app, user string) error {
	err := p.assign(ctx, app, user)
	switch n := attemptOf(ctx); numberOf(err) {
	case appleHas, appleLimit:
		if n >= 3 {
			return err
		}
		time.Sleep(time.Minute)
		return p.AgainTaken(withAttempt(ctx, n+1), app, user)
	}
	return err
}

// transport makes all requests of the portal.
type transport struct {
	base  http.RoundTripper
	pause func(attempt int) time.Duration
	most  int
}

func newTransport(base http.RoundTripper) *transport {
	return &transport{base: base, most: 12, pause: func(attempt int) time.Duration { return time.Duration(attempt) * 500 * time.Millisecond }}
}

// RoundTrip implements http.RoundTripper. The request is made again if the
// gateway is overloaded, or if Apple is.
//
//want:vppretry9603
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		b, err := io.ReadAll(req.Body)
		_ = req.Body.Close()
		if err != nil {
			return nil, err
		}
		body = b
	}
	for attempt := 1; ; attempt++ {
		out := req.Clone(withAttempt(req.Context(), attempt))
		if body != nil {
			out.Body = io.NopCloser(bytes.NewReader(body))
			out.ContentLength = int64(len(body))
		}
		resp, err := t.base.RoundTrip(out)
		if err != nil || attempt >= t.most {
			return resp, err
		}
		if resp.StatusCode != http.StatusTooManyRequests {
			raw, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if err != nil {
				return nil, err
			}
			resp.Body = io.NopCloser(bytes.NewReader(raw))
			var r appleReply
			if json.Unmarshal(raw, &r) != nil || r.Number != appleBusy {
				return resp, nil
			}
		}
		_ = resp.Body.Close()
		time.Sleep(t.pause(attempt))
	}
}

// codes makes the requests again whose status is one of some, and no other.
type codes struct {
	base http.RoundTripper
	list []int
}

// RoundTrip implements http.RoundTripper.
func (c codes) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	for attempt := 0; attempt < 20; attempt++ {
		out := req.Clone(req.Context())
		if req.GetBody != nil {
			if out.Body, err = req.GetBody(); err != nil {
				return nil, err
			}
		}
		if resp, err = c.base.RoundTrip(out); err != nil {
			return nil, err
		}
		again := false
		for _, code := range c.list {
			again = again || code == resp.StatusCode
		}
		if !again {
			return resp, nil
		}
		_ = resp.Body.Close()
		time.Sleep(time.Second)
	}
	return resp, err
}
