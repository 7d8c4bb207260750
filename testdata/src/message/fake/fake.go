// Package fake answers like Apple: code that produces VPP responses compares
// its own texts.
package fake

import (
	"encoding/json"
	"net/http"
)

type answer struct {
	Status int    `json:"status"`
	Num    int    `json:"errorNumber,omitempty"`
	Msg    string `json:"errorMessage,omitempty"`
	Adam   string `json:"adamIdStr,omitempty"`
}

type server struct {
	next map[string]answer
	log  []answer
}

func refuse(text string) answer {
	a := answer{Status: -1, Msg: text}
	switch a.Msg {
	case "License already assigned":
		a.Num = 9616
	case "Internal error.":
		a.Num = 9603
	}
	return a
}

func (s *server) write(w http.ResponseWriter, a answer) {
	s.log = append(s.log, a)
	if a.Msg == "Internal error." {
		w.Header().Set("Retry-After", "60")
	}
	_ = json.NewEncoder(w).Encode(a)
}

// ServeHTTP implements http.Handler.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a, ok := s.next[r.URL.Path]; ok && a.Msg != "License not found" {
		s.write(w, a)
		return
	}
	s.write(w, refuse("Internal error."))
}
