// Package store keeps what was noted about devices.
package store

import (
	"sort"
	"strings"
	"sync"
	"time"
)

// Record is what is known about a device.
type Record struct {
	Subject string
	Notes   []Note
}

// Note is a note.
type Note struct {
	At   time.Time
	Text string
}

// Store keeps records.
type Store struct {
	mu   sync.RWMutex
	recs map[string]*Record
}

// New makes a store.
func New() *Store { return &Store{recs: make(map[string]*Record)} }

// Note implements ports.Journal.
func (s *Store) Note(subject, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.recs[subject]
	if r == nil {
		r = &Record{Subject: subject}
		s.recs[subject] = r
	}
	if n := len(r.Notes); n > 0 && r.Notes[n-1].Text == text {
		r.Notes[n-1].At = time.Now()
		return
	}
	r.Notes = append(r.Notes, Note{time.Now(), text})
}

// Last is the last note about a subject.
func (s *Store) Last(subject string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r := s.recs[subject]
	if r == nil || len(r.Notes) == 0 {
		return ""
	}
	return r.Notes[len(r.Notes)-1].Text
}

// Subjects are those about which something was noted.
func (s *Store) Subjects() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := make([]string, 0, len(s.recs))
	for k := range s.recs {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// Tally counts how often each text was noted.
func (s *Store) Tally() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := map[string]int{}
	for _, r := range s.recs {
		for _, n := range r.Notes {
			out[n.Text]++
		}
	}
	return out
}

// Holders are those of whom it was noted that they have it.
//
//want:module:vpperrormessage
func (s *Store) Holders() []string {
	var out []string
	for _, sub := range s.Subjects() {
		if strings.Contains(s.Last(sub), "already assigned") {
			out = append(out, sub)
		}
	}
	return out
}

// Silent are those about whom nothing was noted but the time.
func (s *Store) Silent() []string {
	var out []string
	for _, sub := range s.Subjects() {
		if strings.TrimSpace(s.Last(sub)) == "" {
			out = append(out, sub)
		}
	}
	return out
}
