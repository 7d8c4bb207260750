// Package fakeapple stands in for Apple when we develop without a contract.
package fakeapple

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// verdict is what we answer.
type verdict struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
	UID          string `json:"uId"`
	Rows         []row  `json:"associations,omitempty"`
}

type row struct {
	Serial       string `json:"serialNumber"`
	LicenseID    string `json:"licenseIdStr,omitempty"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

// catalogue has the sentences that we can answer with.
var catalogue = map[string]int{
	"Internal error.":               9603,
	"License not found":             9610,
	"License already assigned":      9616,
	"Invalid authentication token":  9622,
	"There are too many recent ...": 9646,
}

// Store is the fake.
type Store struct {
	mu    sync.Mutex
	seats map[string]int
	mood  string
	quota int
}

// Mood makes the next answers bad.
func (s *Store) Mood(sentence string) error {
	if sentence != "" && catalogue[sentence] == 0 {
		return fmt.Errorf("fakeapple: unknown sentence %q", sentence)
	}
	if strings.HasPrefix(sentence, "There are too many") {
		s.quota = 0
	}
	s.mood = sentence
	return nil
}

func refuse(sentence string) verdict {
	return verdict{Status: -1, ErrorNumber: catalogue[sentence], ErrorMessage: sentence}
}

// ServeHTTP implements http.Handler.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var in struct {
		Token   string   `json:"sToken"`
		Serials []string `json:"associateSerialNumbers"`
		Force   string   `json:"clientContext"`
	}
	if json.NewDecoder(r.Body).Decode(&in) != nil {
		reply(w, refuse("Internal error."))
		return
	}
	switch {
	case in.Token != "fake":
		reply(w, refuse("Invalid authentication token"))
	case s.mood != "":
		reply(w, refuse(s.mood))
	case strings.Contains(in.Force, "internal error"):
		reply(w, refuse("Internal error."))
	default:
		v := verdict{UID: "fake"}
		for _, serial := range in.Serials {
			v.Rows = append(v.Rows, s.seat(serial))
		}
		reply(w, v)
	}
}

func (s *Store) seat(serial string) row {
	out := row{Serial: serial}
	if s.seats[serial] > 0 {
		out.ErrorMessage = "License already assigned"
	} else if len(s.seats) >= s.quota {
		out.ErrorMessage = "License not found"
	}
	if out.ErrorMessage == "License already assigned" {
		out.ErrorNumber = 9616
	} else if out.ErrorMessage != "" {
		out.ErrorNumber = 9610
	}
	s.seats[serial]++
	return out
}

func reply(w http.ResponseWriter, v verdict) {
	w.Header().Set("Content-Type", "application/json")
	if v.ErrorMessage == "There are too many recent ..." {
		w.Header().Set("Retry-After", "30")
	}
	if slices.Contains([]string{"Internal error."}, v.ErrorMessage) {
		w.Header().Set("X-Fake", "mood")
	}
	_ = json.NewEncoder(w).Encode(v)
}
