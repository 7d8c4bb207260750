// Package wire is what goes over the wire to Apple.
package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

const host = "https://vpp.itunes.apple.com"

// Refusal is a no.
type Refusal struct {
	Code int
	Why  string
	Path string
}

// Error implements error.
func (r Refusal) Error() string { return fmt.Sprintf("refused (%d): %s", r.Code, r.Why) }

// Temporary reports whether it may go away.
func (r Refusal) Temporary() bool {
	switch r.Code {
	case 9603, 9644, 9646:
		return true
	}
	return false
}

// Code is the code of a refusal, 0 if err is none.
func Code(err error) int {
	var r Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return 0
}

// Busy reports whether Apple is busy.
func Busy(err error) bool { return Code(err) == 9603 }

// Temporary reports whether an error says of itself that it may go away.
func Temporary(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// Grant says who gets what.
type Grant struct {
	ID      string   `json:"requestId,omitempty"`
	App     string   `json:"adamId"`
	Serials []string `json:"serialNumbers,omitempty"`
	Users   []string `json:"clientUserIds,omitempty"`
}

// To is a grant to one device.
func To(app, serial string) Grant { return Grant{App: app, Serials: []string{serial}} }

// Client talks to Apple.
type Client struct {
	HTTP *http.Client
	Host string
}

// Over makes a client over a transport.
func Over(rt http.RoundTripper) *Client { return &Client{HTTP: &http.Client{Transport: rt}} }

// Decode looks into a body.
func Decode(path string, body []byte) (map[string]any, error) {
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		return nil, err
	}
	if code, ok := m["errorNumber"].(float64); ok && code != 0 {
		why, _ := m["errorMessage"].(string)
		return m, Refusal{Code: int(code), Why: strings.TrimSpace(why), Path: path}
	}
	return m, nil
}

func (c *Client) do(ctx context.Context, method, path string, in any) (map[string]any, error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	base := c.Host
	if base == "" {
		base = host
	}
	req, err := http.NewRequestWithContext(ctx, method, base+path, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode >= 500 {
		return nil, fmt.Errorf("%s: %s", path, resp.Status)
	}
	return Decode(path, buf.Bytes())
}

// Grant grants.
func (c *Client) Grant(ctx context.Context, g Grant) error {
	_, err := c.do(ctx, http.MethodPost, "/mdm/v2/assets/associate", g)
	return err
}

// Revoke takes back.
func (c *Client) Revoke(ctx context.Context, g Grant) error {
	_, err := c.do(ctx, http.MethodPost, "/mdm/v2/assets/disassociate", g)
	return err
}

// Enroll registers users.
func (c *Client) Enroll(ctx context.Context, users ...string) error {
	_, err := c.do(ctx, http.MethodPost, "/mdm/v2/users/create", map[string]any{"users": users})
	return err
}

// State is the state of an event.
func (c *Client) State(ctx context.Context, event string) (string, error) {
	m, err := c.do(ctx, http.MethodGet, "/mdm/v2/status?eventId="+event, nil)
	if err != nil {
		return "", err
	}
	s, _ := m["eventStatus"].(string)
	return s, nil
}
