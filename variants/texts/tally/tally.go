// Package tally is the strip of paper at the end of a run.
package tally

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Refusal is an answer.
type Refusal struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	AdamID       int64  `json:"adamId"`
	Attempt      int    `json:"-"`
}

// Strip collects.
type Strip struct {
	refusals []Refusal
	lines    [][]byte
	joined   string
	flags    [3]bool
	byLetter map[byte][]string
	set      map[string]struct{}
	handlers map[string]func(Refusal)
}

// Add adds.
func (s *Strip) Add(r Refusal) {
	s.refusals = append(s.refusals, r)
	s.lines = append(s.lines, []byte(r.ErrorMessage))
	s.joined = strings.Join([]string{s.joined, r.ErrorMessage}, "\x00")
	s.set[r.ErrorMessage] = struct{}{}
	if r.ErrorMessage != "" {
		s.byLetter[r.ErrorMessage[0]] = append(s.byLetter[r.ErrorMessage[0]], r.ErrorMessage)
	}
}

//want:vpperrormessage
func (s *Strip) anyInternal() bool { return strings.Contains(s.joined, "\x00Internal error.") }

//want:vpperrormessage
func (s *Strip) anyLogin() bool {
	return slices.ContainsFunc(s.lines, func(l []byte) bool { return bytes.Equal(l, []byte("Login required.")) })
}

//want:vpperrormessage
func (s *Strip) hasSeat() bool {
	_, ok := s.set["License not found"]
	return ok
}

func (s *Strip) distinct() int { return len(s.set) }

//want:maybe:vpperrormessage
func (s *Strip) hasBlank() bool {
	_, ok := s.set[""]
	return ok
}

//want:vpperrormessage
func (s *Strip) count() (n int) {
	for _, r := range s.refusals {
		if r.Attempt > 1 && strings.Contains(r.ErrorMessage, "recent") {
			n++
		}
	}
	return n
}

func (s *Strip) countNumber() (n int) {
	for _, r := range s.refusals {
		if r.Attempt > 1 && r.ErrorNumber >= 9630 && r.ErrorNumber <= 9632 {
			n++
		}
	}
	return n
}

// matching is used by the two below.
func (s *Strip) matching(field func(Refusal) string, match func(string) bool) (out []Refusal) {
	for _, r := range s.refusals {
		if match(field(r)) {
			out = append(out, r)
		}
	}
	return out
}

func text(r Refusal) string { return r.ErrorMessage }

func item(r Refusal) string { return fmt.Sprint(r.AdamID) }

//want:vpperrormessage
func (s *Strip) tokens() []Refusal {
	return s.matching(text, func(t string) bool { return strings.Contains(t, "sToken") })
}

func (s *Strip) items() []Refusal {
	return s.matching(item, func(t string) bool { return strings.HasPrefix(t, "36130") })
}

func (s *Strip) blanks() []Refusal {
	return s.matching(text, func(t string) bool { return len(t) == 0 })
}

// Handle runs the handler for a text; the handlers are registered by their phrase.
//
//want:vpperrormessage
func (s *Strip) Handle(r Refusal) {
	if h, ok := s.handlers[strings.TrimSuffix(r.ErrorMessage, ".")]; ok {
		h(r)
	}
}

// On registers a handler.
func (s *Strip) On(phrase string, h func(Refusal)) { s.handlers[phrase] = h }

//want:vpperrormessage
func (s *Strip) flagged() [3]bool {
	for _, r := range s.refusals {
		s.flags[0] = s.flags[0] || r.ErrorMessage == "Result not found"
		s.flags[1] = s.flags[1] || r.ErrorNumber == 9604
	}
	return s.flags
}

func (s *Strip) prune() {
	s.refusals = slices.DeleteFunc(s.refusals, isNoise)
}

func isNoise(r Refusal) bool { return r.ErrorNumber == 9616 && r.Attempt == 1 }

//want:vpperrormessage
func (r *Refusal) noise() bool {
	return strings.Count(r.ErrorMessage, "already") == 1 && r.Attempt == 1
}

func (s *Strip) thin() {
	s.refusals = slices.DeleteFunc(s.refusals, func(r Refusal) bool { return r.noise() })
}

// Print prints the strip.
func (s *Strip) Print(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 8, 1, ' ', 0)
	for i, r := range s.refusals {
		t := r.ErrorMessage
		if i > 0 && t == s.refusals[i-1].ErrorMessage {
			t = "\""
		}
		fmt.Fprintf(tw, "%d\t%d\t%s\n", r.AdamID, r.ErrorNumber, t)
	}
	return tw.Flush()
}
