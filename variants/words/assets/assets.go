// Package assets speaks the second version of the service.
package assets

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ErrorResponse is Apple's.
type ErrorResponse struct {
	Info    json.RawMessage `json:"errorInfo"`
	Message *string         `json:"errorMessage"`
	Number  *int32          `json:"errorNumber"`
}

// Reply is an answer with something in it.
type Reply[T any] struct {
	Payload T
	Err     *ErrorResponse
}

// OK says whether it went well.
func (r Reply[T]) OK() bool { return r.Err == nil || r.Err.Number == nil }

// Or returns the payload, or something else.
func (r Reply[T]) Or(other T) T {
	if r.OK() {
		return r.Payload
	}
	return other
}

// Reason is what Apple says.
func (r Reply[T]) Reason() string {
	if r.Err == nil || r.Err.Message == nil {
		return ""
	}
	return *r.Err.Message
}

// Event is an event of the service.
type Event struct {
	ID     string `json:"eventId"`
	Status string `json:"eventStatus"`
}

// Service is the service.
type Service struct {
	do  func(*http.Request) (*http.Response, error)
	mu  sync.Mutex
	bad map[string]time.Time
}

func call[In, Out any](ctx context.Context, s *Service, path string, in In) (r Reply[Out], err error) {
	b, err := json.Marshal(in)
	if err != nil {
		return r, err
	}
	req, err := http.NewRequestWithContext(ctx, "POST", "https://vpp.itunes.apple.com/mdm/v2"+path, strings.NewReader(string(b)))
	if err != nil {
		return r, err
	}
	resp, err := s.do(req)
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return r, err
	}
	var e ErrorResponse
	if json.Unmarshal(raw, &e) == nil && e.Number != nil {
		r.Err = &e
		return r, nil
	}
	return r, json.Unmarshal(raw, &r.Payload)
}

type order struct {
	Assets  []map[string]string `json:"assets"`
	Serials []string            `json:"serialNumbers"`
}

// Associate associates.
//
//want:vpperrormessage
func (s *Service) Associate(ctx context.Context, adam string, serials ...string) (string, error) {
	r, err := call[order, Event](ctx, s, "/assets/associate", order{[]map[string]string{{"adamId": adam}}, serials})
	switch {
	case err != nil:
		return "", err
	case r.OK():
		return r.Payload.ID, nil
	case strings.Contains(strings.ToLower(r.Reason()), "not enough"):
		return "", errors.New("buy more")
	}
	return "", errors.New(r.Reason())
}

// Status polls.
//
//want:vpperrormessage
func (s *Service) Status(ctx context.Context, id string) (done bool, err error) {
	r, err := call[struct{}, Event](ctx, s, "/status?eventId="+id, struct{}{})
	if err != nil {
		return false, err
	}
	if reason := r.Reason(); reason != "" {
		if _, after, found := strings.Cut(reason, "retry after "); found {
			n, _ := strconv.Atoi(strings.TrimSuffix(after, " seconds"))
			s.mu.Lock()
			s.bad[id] = time.Now().Add(time.Duration(n) * time.Second)
			s.mu.Unlock()
		}
		return false, nil
	}
	return r.Or(Event{}).Status == "COMPLETE", nil
}

// Quiet waits until the service may be asked again.
func (s *Service) Quiet(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Before(s.bad[id])
}

// Info is more about an error.
type Info struct {
	AdamID string `json:"adamId"`
	Reason string `json:"reason"`
}

// Blame finds the asset that is to blame.
func (e *ErrorResponse) Blame() (string, bool) {
	var i Info
	if len(e.Info) == 0 || json.Unmarshal(e.Info, &i) != nil {
		return "", false
	}
	return i.AdamID, i.AdamID != ""
}

// Deref is what Apple says, or a word.
func (e *ErrorResponse) Deref(word string) string {
	if e == nil || e.Message == nil || strings.TrimSpace(*e.Message) == "" {
		return word
	}
	return *e.Message
}

// Busy says whether to come back.
//
//want:vpperrormessage
func Busy(e *ErrorResponse) bool {
	const again = "try again"
	m := e.Deref(again)
	return m != again && strings.HasSuffix(m, "later.")
}

// Same says whether two errors are the same.
func Same(a, b *ErrorResponse) bool {
	return a.Deref("") == b.Deref("") && *a.Number == *b.Number
}

// Numbered is right.
func Numbered(e *ErrorResponse) bool {
	switch *e.Number {
	case 9603, 9646:
		return true
	}
	return false
}
