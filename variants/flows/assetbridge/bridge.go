// Package assetbridge is the client which the sync service uses for Apple's
// Apps and Books endpoints. It knows how to authenticate, how to split large
// requests, and how to walk through pages.
package assetbridge

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

const (
	numInternal     = 9603
	numAssigned     = 9616
	numTokenExpired = 9621
	numTokenInvalid = 9622
)

// Asset is an app or a book.
type Asset struct {
	AdamID       string `json:"adamId"`
	PricingParam string `json:"pricingParam"`
}

// Request is what shall be associated, disassociated or revoked.
type Request struct {
	Assets  []Asset  `json:"assets"`
	Serials []string `json:"serialNumbers,omitempty"`
	Users   []string `json:"clientUserIds,omitempty"`
}

func (r Request) validate() error {
	switch {
	case len(r.Assets) == 0:
		return errors.New("assetbridge: no assets")
	case len(r.Serials) == 0 && len(r.Users) == 0:
		return errors.New("assetbridge: nobody to serve")
	case len(r.Assets) > 25:
		return fmt.Errorf("assetbridge: %d assets are too many", len(r.Assets))
	}
	return nil
}

// apiError is the ErrorResponse of the service, with the operation added.
type apiError struct {
	Info    json.RawMessage `json:"errorInfo,omitempty"`
	Message string          `json:"errorMessage"`
	Number  int             `json:"errorNumber"`
	op      string
}

func (e *apiError) Error() string { return fmt.Sprintf("%s: apple answered %d", e.op, e.Number) }

func (e *apiError) unauthorized() bool {
	return e.Number == numTokenExpired || e.Number == numTokenInvalid
}

// Flags are the feature flags that matter here.
type Flags struct {
	SkipValidation bool
	AuditTrail     bool
}

type limits struct {
	attempts int
	quick    int
	first    time.Duration
	ceiling  time.Duration
	rest     time.Duration
	perCall  int
}

// Bridge talks to Apple.
type Bridge struct {
	base    string
	client  *http.Client
	log     *slog.Logger
	flags   Flags
	session *session
	limits  limits
	seen    map[string]int
}

// Option changes a bridge.
type Option func(*Bridge) error

// WithAttempts replaces the number of attempts.
func WithAttempts(n int) Option {
	return func(b *Bridge) error {
		if n < 1 || n > 20 {
			return fmt.Errorf("assetbridge: %d attempts", n)
		}
		b.limits.attempts = n
		return nil
	}
}

// WithLogger replaces the logger.
func WithLogger(l *slog.Logger) Option {
	return func(b *Bridge) error {
		b.log = l
		return nil
	}
}

// New returns a bridge with the limits that have proven their worth.
func New(base string, opts ...Option) (*Bridge, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" {
		return nil, fmt.Errorf("assetbridge: bad base URL %q", base)
	}
	b := &Bridge{
		base:    base,
		client:  &http.Client{Timeout: 30 * time.Second},
		log:     slog.New(slog.DiscardHandler),
		session: &session{token: "initial"},
		limits: limits{
			attempts: 8,
			quick:    5,
			first:    2 * time.Second,
			ceiling:  45 * time.Second,
			rest:     4 * time.Minute,
			perCall:  50,
		},
		seen: map[string]int{},
	}
	for _, o := range opts {
		if err := o(b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// session holds the content token, which an administrator may replace.
type session struct {
	mu      sync.Mutex
	token   string
	renewed int
}

func (s *session) bearer() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return "Bearer " + s.token
}

func (s *session) renew() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.renewed++; s.renewed > 3 {
		return errors.New("assetbridge: token renewed too often")
	}
	s.token = "renewed-" + strconv.Itoa(s.renewed)
	return nil
}

// call sends one request. All failures come back as an error.
func (b *Bridge) call(ctx context.Context, method, path string, in, out any) (err error) {
	defer func() {
		if err != nil {
			b.seen[path]++
		}
	}()
	var body io.Reader
	if in != nil {
		js, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("%s: encode: %w", path, err)
		}
		body = bytes.NewReader(js)
	}
	req, err := http.NewRequestWithContext(ctx, method, b.base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", b.session.bearer())
	req.Header.Set("Content-Type", "application/json")
	resp, err := b.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return fmt.Errorf("%s: read: %w", path, err)
	}
	failure := apiError{op: path}
	if err := json.Unmarshal(raw, &failure); err != nil {
		return fmt.Errorf("%s: decode: %w", path, err)
	}
	if failure.Number != 0 {
		return &failure
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(raw, out)
}

type event struct {
	ID     string `json:"eventId"`
	Status string `json:"eventStatus"`
}

func (b *Bridge) post(ctx context.Context, path string, in any) (string, error) {
	var e event
	if err := b.call(ctx, http.MethodPost, path, in, &e); err != nil {
		return "", err
	}
	return e.ID, nil
}

func (b *Bridge) pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
