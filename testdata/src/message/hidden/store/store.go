// Package store is the store; its types stay here.
package store

import (
	"encoding/json"
	"errors"
	"net/http"

	"message/hidden/port"
)

type reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	User string `json:"clientUserIdStr"`
}

func (r *reply) Words() string  { return r.Msg }
func (r *reply) Holder() string { return r.User }

type store struct{ last *reply }

// New connects.
func New() port.Store { return &store{} }

func (s *store) ask(path string) (*reply, error) {
	res, err := http.Get("https://vpp.itunes.apple.com/" + path)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	s.last = new(reply)
	return s.last, json.NewDecoder(res.Body).Decode(s.last)
}

// Give implements port.Store.
func (s *store) Give(item string) (port.Verdict, error) { return s.ask(item) }

// Take implements port.Store.
func (s *store) Take(item string) error {
	r, err := s.ask(item)
	if err != nil {
		return err
	}
	if r.Num != 0 {
		return errors.New(r.Msg)
	}
	return nil
}

// Last implements port.Store.
func (s *store) Last() port.Verdict { return s.last }

type refusal struct{ reply }

func (r refusal) Error() string  { return "refused: " + r.Msg }
func (r refusal) Reason() string { return r.Msg }
func (r refusal) Item() string   { return r.User }

type desk struct{ *store }

// Open opens a desk.
func Open() port.Desk { return desk{&store{}} }

// Hand implements port.Desk.
func (d desk) Hand(item string) port.Refusal {
	if r, err := d.ask(item); err == nil && r.Num != 0 {
		return refusal{*r}
	}
	return nil
}
