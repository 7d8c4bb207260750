package onboard

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// Answer is an answer of Apple's service.
type Answer struct {
	Status  int         `json:"status"`
	Code    json.Number `json:"errorNumber"`
	Message string      `json:"errorMessage"`
	Event   string      `json:"eventId"`
	Holder  *Holder     `json:"licenseAlreadyAssigned"`
}

// Holder is who has a license.
type Holder struct {
	SerialNumber string `json:"serialNumber"`
	LicenseID    string `json:"licenseIdStr"`
}

// Refused is an answer as an error.
type Refused struct {
	Path   string
	Answer *Answer
	Code   int
}

func (r *Refused) Error() string { return fmt.Sprintf("%s: refused with %d", r.Path, r.Code) }

// Codes of Apple.
const (
	CodeBusy      = 9603
	CodeNoLicense = 9610
	CodeAssigned  = 9616
	CodeExpired   = 9621
	CodeRevoked   = 9625
)

// tokens are the content tokens of the locations.
type tokens struct {
	byLocation map[string]*atomic.Pointer[token]
	fetch      func(ctx context.Context, location string) (string, error)
}

type token struct {
	value   string
	expires time.Time
}

func newTokens(locations ...string) *tokens {
	t := &tokens{byLocation: map[string]*atomic.Pointer[token]{}}
	for _, l := range locations {
		p := new(atomic.Pointer[token])
		p.Store(&token{"token-" + l, time.Now().AddDate(1, 0, 0)})
		t.byLocation[l] = p
	}
	t.fetch = func(_ context.Context, location string) (string, error) { return "fresh-" + location, nil }
	return t
}

func (t *tokens) get(ctx context.Context, location string) (string, error) {
	p, ok := t.byLocation[location]
	if !ok {
		return "", fmt.Errorf("no token for %q", location)
	}
	if tok := p.Load(); time.Now().Before(tok.expires) {
		return tok.value, nil
	}
	return t.refresh(ctx, location)
}

func (t *tokens) refresh(ctx context.Context, location string) (string, error) {
	v, err := t.fetch(ctx, location)
	if err != nil {
		return "", err
	}
	t.byLocation[location].Store(&token{v, time.Now().Add(24 * time.Hour)})
	return v, nil
}

// AppleClient makes the requests.
type AppleClient struct {
	base   string
	http   *http.Client
	tokens *tokens
}

func (c *AppleClient) call(ctx context.Context, location, path string, in any) (*Answer, error) {
	tok, err := c.tokens.get(ctx, location)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(in); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, &buf)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	defer func() {
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}()
	if ct := resp.Header.Get("Content-Type"); !strings.HasPrefix(ct, "application/json") {
		return nil, fmt.Errorf("%s: unexpected content type %q", path, ct)
	}
	a := new(Answer)
	if err := json.NewDecoder(resp.Body).Decode(a); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if a.Code == "" || a.Code == "0" {
		return a, nil
	}
	n, err := a.Code.Int64()
	if err != nil {
		return nil, fmt.Errorf("%s: code %q: %w", path, a.Code, err)
	}
	return a, &Refused{path, a, int(n)}
}

func codeOf(err error) int {
	if r, ok := errors.AsType[*Refused](err); ok {
		return r.Code
	}
	return 0
}
