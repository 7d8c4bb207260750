// Package httpapi answers the console.
package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"
	"sort"
	"strings"
	"sync"

	"example.com/serversa/harbor/internal/fault"
	"example.com/serversa/harbor/roster"
	"example.com/serversa/harbor/seat"
)

// API answers.
type API struct {
	desk   *seat.Desk
	roster *roster.Roster

	mu     sync.Mutex
	counts map[string]int
}

// New returns an API.
func New(desk *seat.Desk, r *roster.Roster) *API {
	return &API{desk: desk, roster: r, counts: map[string]int{}}
}

type problem struct {
	Code int    `json:"code"`
	Text string `json:"text"`
	Hint string `json:"hint,omitempty"`
}

func write(w http.ResponseWriter, status int, err error, hint string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(problem{Code: fault.Number(err), Text: fault.Reason(err), Hint: hint})
}

// Claim is POST /claims.
//
//want:vpperrormessage
func (a *API) Claim(w http.ResponseWriter, r *http.Request) {
	err := a.desk.Claim(r.Context(), r.FormValue("app"), r.FormValue("serial"))
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	a.count(err)
	reason := strings.ToLower(fault.Reason(err))
	switch {
	case strings.Contains(reason, "token has expired"):
		write(w, http.StatusServiceUnavailable, err, "fetch a new token")
	default:
		write(w, http.StatusBadGateway, err, "")
	}
}

// ClaimAll is POST /claims/all.
func (a *API) ClaimAll(w http.ResponseWriter, r *http.Request) {
	err := a.desk.Sweep(r.Context(), r.FormValue("app"), r.Form["serial"])
	if err != nil {
		write(w, http.StatusAccepted, err, "")
	}
}

// Insist is POST /claims/insist.
func (a *API) Insist(w http.ResponseWriter, r *http.Request) {
	err := a.desk.Insist(r.Context(), r.FormValue("app"), r.FormValue("serial"))
	switch n := fault.Number(err); {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case n == 9621, n == 9625:
		write(w, http.StatusServiceUnavailable, err, "fetch a new token")
	case fault.OutOfStock(err):
		write(w, http.StatusConflict, err, "buy more")
	default:
		write(w, http.StatusBadGateway, err, "")
	}
}

// Replace is POST /claims/replace.
//
//want:vpperrormessage
func (a *API) Replace(w http.ResponseWriter, r *http.Request) {
	err := a.desk.Replace(r.Context(), r.FormValue("app"), r.FormValue("serial"))
	var f *fault.Fault
	if errors.As(err, &f) {
		first, _, _ := strings.Cut(f.Reason(), " ")
		if first == "License" {
			write(w, http.StatusConflict, err, "")
			return
		}
	}
	if err != nil {
		write(w, http.StatusBadGateway, err, "")
	}
}

// Release is DELETE /people/{id}.
func (a *API) Release(w http.ResponseWriter, r *http.Request) {
	err := a.roster.Dismiss(r.Context(), r.FormValue("id"))
	if fault.Irrevocable(err) {
		write(w, http.StatusConflict, err, "the person keeps it")
		return
	}
	if err != nil {
		write(w, http.StatusBadGateway, err, "")
	}
}

// count counts what was said, for the status page.
func (a *API) count(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.counts[fault.Reason(err)]++
}

// Status is GET /status; with ?q= it shows what contains that.
func (a *API) Status(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var rows []string
	for text := range a.counts {
		if q := r.FormValue("q"); q == "" || strings.Contains(text, q) {
			rows = append(rows, text)
		}
	}
	sort.Strings(rows)
	_ = json.NewEncoder(w).Encode(rows)
}

// Alarm is GET /alarm.
//
//want:vpperrormessage
func (a *API) Alarm(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.counts["Internal error."]+a.counts["Login required."] > 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}
