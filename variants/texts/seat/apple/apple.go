// Package apple is the store of Apple.
package apple

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"example.com/messagea/seat/port"
)

const root = "https://vpp.itunes.apple.com/mdm"

type reply struct {
	Msg  string `json:"errorMessage"`
	Nr   int    `json:"errorNumber"`
	User string `json:"clientUserIdStr"`
}

func (r *reply) Words() string  { return r.Msg }
func (r *reply) Number() int    { return r.Nr }
func (r *reply) Holder() string { return r.User }

// Refused is the error of Take.
type Refused struct {
	Item string
	Why  string
	Nr   int
}

// Error implements error.
func (r Refused) Error() string { return fmt.Sprintf("apple refused %s: %s", r.Item, r.Why) }

type store struct{ hc *http.Client }

// New connects.
func New(hc *http.Client) port.Store { return &store{hc} }

func (s *store) ask(ctx context.Context, path string, in any) (*reply, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, root+path, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	res, err := s.hc.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	out := new(reply)
	return out, json.NewDecoder(res.Body).Decode(out)
}

// Give implements port.Store.
func (s *store) Give(ctx context.Context, item, device string) (port.Verdict, error) {
	r, err := s.ask(ctx, "/give", []string{item, device})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Take implements port.Store.
func (s *store) Take(ctx context.Context, item, device string) error {
	r, err := s.ask(ctx, "/take", []string{item, device})
	if err != nil {
		return err
	}
	if r.Nr != 0 {
		return Refused{item, r.Msg, r.Nr}
	}
	return nil
}

// Reset takes a seat back, whether it was given or not.
//
//want:vpperrormessage
func Reset(ctx context.Context, s port.Store, item, device string) error {
	err := s.Take(ctx, item, device)
	if err != nil && err.Error() == "apple refused "+item+": License not associated" {
		return nil
	}
	return err
}
