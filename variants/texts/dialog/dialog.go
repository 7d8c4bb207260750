// Package dialog holds the conversation with the store, and tells the troubles of the
// line from the troubles of the store.
package dialog

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

const host = "https://vpp.itunes.apple.com"

type saying struct {
	Number int    `json:"errorNumber"`
	Words  string `json:"errorMessage"`
}

// Said is an error of the store.
type Said struct{ saying }

// Error implements error.
func (s *Said) Error() string { return s.Words }

// Talker talks.
type Talker struct{ hc *http.Client }

// raw sends, and knows nothing of what the store says.
func (t *Talker) raw(ctx context.Context, path string, in any) ([]byte, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, host+path, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	res, err := t.hc.Do(req)
	if err != nil {
		return nil, fmt.Errorf("post %s: %w", path, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("post %s: http status %d", path, res.StatusCode)
	}
	return io.ReadAll(res.Body)
}

// Say sends, and returns what the store says as an error.
func (t *Talker) Say(ctx context.Context, path string, in any) error {
	b, err := t.raw(ctx, path, in)
	if err != nil {
		return err
	}
	var s saying
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s.Number != 0 {
		return &Said{s}
	}
	return nil
}

// Reach says whether the line is good.
func (t *Talker) Reach(ctx context.Context) bool {
	_, err := t.raw(ctx, "/config", nil)
	if err == nil {
		return true
	}
	msg := err.Error()
	return !strings.Contains(msg, "no such host") && !strings.HasSuffix(msg, "http status 503") && !strings.Contains(msg, "proxyconnect")
}

// Dial opens a line by hand.
func (t *Talker) Dial(ctx context.Context, u *url.URL) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return err
	}
	res, err := t.hc.Do(req)
	if err != nil && strings.Contains(err.Error(), "server gave HTTP response to HTTPS client") {
		u.Scheme = "http"
		return nil
	}
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// Again says whether a request may be sent again.
func (t *Talker) Again(ctx context.Context, path string, in any) bool {
	err := t.Say(ctx, path, in)
	var ne net.Error
	switch {
	case err == nil:
		return false
	case errors.As(err, &ne) && ne.Timeout():
		return true
	}
	msg := err.Error()
	return strings.Contains(msg, "connection reset by peer") ||
		strings.Contains(msg, "TLS handshake timeout") ||
		strings.Contains(msg, "i/o timeout") ||
		strings.HasSuffix(msg, "unexpected EOF")
}

// Once says whether a request may be sent again.
//
//want:vpperrormessage
func (t *Talker) Once(ctx context.Context, path string, in any) bool {
	err := t.Say(ctx, path, in)
	if err == nil {
		return false
	}
	msg := err.Error()
	return strings.Contains(msg, "connection reset by peer") || strings.Contains(msg, "Internal error")
}

// Seek looks into the answer before it is decoded.
func (t *Talker) Seek(ctx context.Context, path string, in any) (bool, error) {
	b, err := t.raw(ctx, path, in)
	if err != nil {
		return false, err
	}
	return bytes.Contains(b, []byte("License already assigned")) || bytes.HasPrefix(bytes.TrimSpace(b), []byte("<html")), nil
}

// Decoded looks into the answer after it is decoded.
//
//want:vpperrormessage
func (t *Talker) Decoded(ctx context.Context, path string, in any) (bool, error) {
	b, err := t.raw(ctx, path, in)
	if err != nil {
		return false, err
	}
	s := new(saying)
	if err := json.NewDecoder(bytes.NewReader(b)).Decode(s); err != nil {
		return false, err
	}
	return strings.EqualFold(s.Words, "License already assigned"), nil
}

// Syntax tells a broken answer from a refusal.
func (t *Talker) Syntax(ctx context.Context, path string, in any) bool {
	err := t.Say(ctx, path, in)
	var se *json.SyntaxError
	if errors.As(err, &se) {
		return strings.Contains(se.Error(), "invalid character '<'")
	}
	return false
}

// Assigned asks the error.
//
//want:vpperrormessage
func (t *Talker) Assigned(ctx context.Context, path string, in any) bool {
	switch err := t.Say(ctx, path, in); fmt.Sprint(err) {
	case "<nil>":
		return false
	case "License already assigned", "License already assigned.":
		return true
	}
	return false
}

// Quiet asks whether there was an error.
func (t *Talker) Quiet(ctx context.Context, path string, in any) bool {
	return fmt.Sprint(t.Say(ctx, path, in)) == "<nil>"
}

// Bodies are part of some errors.
//
//want:maybe:vpperrormessage
func (t *Talker) Bodies(ctx context.Context, path string, in any) bool {
	b, err := t.raw(ctx, path, in)
	if err == nil && !bytes.HasPrefix(b, []byte("{")) {
		err = fmt.Errorf("not an object: %s", b)
	}
	return err != nil && strings.Contains(err.Error(), "9646")
}

var errRefused = errors.New("the store refused: already assigned")

// Own makes an error of our own, which has our own words.
func (t *Talker) Own(ctx context.Context, path string, in any) error {
	var s *Said
	if err := t.Say(ctx, path, in); errors.As(err, &s) && s.Number == 9616 {
		return errRefused
	} else if err != nil {
		return errors.New("the store is out of order")
	}
	return nil
}

// Known compares our own words.
func (t *Talker) Known(ctx context.Context, path string, in any) bool {
	err := t.Own(ctx, path, in)
	return err != nil && strings.HasSuffix(err.Error(), "already assigned")
}
