// Package double is a store for the demo mode: no network, always the same answers.
package double

import (
	"context"
	"errors"
	"strings"

	"example.com/messagea/seat/port"
)

// answer is what the double says.
type answer struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	User         string `json:"clientUserIdStr"`
}

func (a answer) Words() string  { return a.ErrorMessage }
func (a answer) Number() int    { return a.ErrorNumber }
func (a answer) Holder() string { return a.User }

// Store is the double.
type Store struct {
	Script map[string]string
	given  map[string]string
}

// Give implements port.Store.
func (s *Store) Give(_ context.Context, item, device string) (port.Verdict, error) {
	a := answer{User: device}
	if who, ok := s.given[item]; ok && who == device {
		a.ErrorMessage = "License already assigned"
	}
	if text := s.Script[item]; text != "" {
		a.ErrorMessage = text
	}
	a.ErrorNumber = numberFor(a.ErrorMessage)
	s.given[item] = device
	return a, nil
}

// Take implements port.Store.
func (s *Store) Take(_ context.Context, item, device string) error {
	if s.given[item] != device {
		return errors.New("License not associated")
	}
	if strings.EqualFold(s.Script[item], "License is irrevocable") {
		return errors.New(s.Script[item])
	}
	delete(s.given, item)
	return nil
}

func numberFor(text string) int {
	switch text {
	case "":
		return 0
	case "License already assigned":
		return 9616
	case "License not found":
		return 9610
	}
	return 9603
}
