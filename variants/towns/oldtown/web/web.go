// Package web is the web page.
package web

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"regexp"
	"strings"

	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/license"
	"example.com/towns/oldtown/roster"
	"example.com/towns/oldtown/store"
	"example.com/towns/oldtown/xerr"
)

// Web serves.
type Web struct {
	Desk  *license.Desk
	Store *store.Store
}

// handler is a handler that may fail.
type handler func(w http.ResponseWriter, r *http.Request) error

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		log.Printf("%s: %v (%s)", r.URL.Path, err, xerr.Trail(err))
		http.Error(w, roster.Explain(err), http.StatusBadGateway)
	}
}

// Routes are the routes.
func (s *Web) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/assign", handler(s.Assign))
	mux.Handle("/assign-old", handler(s.AssignOld))
	mux.Handle("/assign-new", handler(s.AssignNew))
	mux.Handle("/tally", handler(s.Tally))
	mux.Handle("/find", handler(s.Find))
	return mux
}

// Assign assigns.
func (s *Web) Assign(w http.ResponseWriter, r *http.Request) error {
	err := s.Desk.Once(r.FormValue("app"), r.FormValue("serial"))
	switch code.Of(err) {
	case code.Has:
		fmt.Fprintln(w, "nothing to do")
		return nil
	case code.NoLicense:
		http.Error(w, "buy more", http.StatusConflict)
		return nil
	}
	return err
}

var noneLeft = regexp.MustCompile(`(?i)license not (found|associated)`)

// AssignOld assigns and looks at what was said.
//
//want:vpperrormessage
func (s *Web) AssignOld(w http.ResponseWriter, r *http.Request) error {
	err := s.Desk.Once(r.FormValue("app"), r.FormValue("serial"))
	if err != nil && noneLeft.MatchString(err.Error()) {
		http.Error(w, "buy more", http.StatusConflict)
		return nil
	}
	return err
}

// AssignNew assigns; trouble on the way is ours.
func (s *Web) AssignNew(w http.ResponseWriter, r *http.Request) error {
	err := s.Desk.Give(r.FormValue("app"), r.FormValue("serial"))
	if err != nil && strings.Contains(err.Error(), "connection refused") {
		w.WriteHeader(http.StatusServiceUnavailable)
		return nil
	}
	if err == nil {
		fmt.Fprintln(w, "done")
	}
	return err
}

// Tally shows how often what was said.
func (s *Web) Tally(w http.ResponseWriter, r *http.Request) error {
	return json.NewEncoder(w).Encode(s.Store.Tally())
}

// Find shows the devices whose last note has what the operator typed.
func (s *Web) Find(w http.ResponseWriter, r *http.Request) error {
	q := strings.ToLower(r.FormValue("q"))
	for _, sub := range s.Store.Subjects() {
		if last := s.Store.Last(sub); q == "" || strings.Contains(strings.ToLower(last), q) {
			fmt.Fprintln(w, sub, last)
		}
	}
	return nil
}

// Alarm counts what has to do with the token.
//
//want:vpperrormessage
func (s *Web) Alarm(adamID string, serials []string) (n int) {
	for _, serial := range serials {
		err := xerr.Wrap(s.Desk.GiveLessEagerly(adamID, serial), serial)
		if err == nil {
			continue
		}
		line := strings.ToUpper(fmt.Sprint("alarm? ", err))
		if strings.Index(line, "STOKEN") >= 0 || strings.HasSuffix(line, "(9621)") {
			n++
		}
	}
	return n
}
