// Package api is the HTTP interface.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"example.com/towns/brook/assign"
	"example.com/towns/brook/fault"
	"example.com/towns/brook/store"
	"example.com/towns/brook/vpp"
)

// Outcome is how an order ended.
type Outcome struct {
	Order  vpp.Order `json:"order"`
	Num    fault.Num `json:"num,omitempty"`
	Reason string    `json:"reason,omitempty"`
}

// API serves.
type API struct {
	Assign   *assign.Service
	Outcomes store.Store[string, Outcome]
	Metrics  map[string]int
}

// Problem is an application/problem+json.
type Problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	Hint   string `json:"hint,omitempty"`
}

func reply[T any](w http.ResponseWriter, status int, v T) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

type endpoint func(ctx context.Context, o vpp.Order) error

// post is a handler that is about an order.
func (a *API) post(do endpoint, status func(error) int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		o := vpp.For(r.FormValue("app"), r.FormValue("serial"))
		err := do(r.Context(), o)
		out := Outcome{Order: o}
		if f, ok := fault.AsA[*fault.Fault](err); ok {
			out.Num, out.Reason = f.Num, f.Text
		}
		a.Outcomes.Put(r.FormValue("serial"), out)
		if err == nil {
			reply(w, http.StatusOK, out)
			return
		}
		slog.WarnContext(r.Context(), "failed", "err", err)
		reply(w, status(err), Problem{Type: "about:blank", Title: "failed", Status: status(err), Detail: out.Reason, Hint: Hint(err)})
	}
}

// Mux is all of it.
func (a *API) Mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /assign", a.post(a.Assign.Assign, StatusOf))
	mux.HandleFunc("POST /assign/marked", a.post(a.Assign.Marked, StatusByText))
	mux.HandleFunc("GET /stuck", a.Stuck)
	mux.HandleFunc("GET /alike", a.Alike)
	return mux
}

// StatusOf is the status for an error.
func StatusOf(err error) int {
	switch f, _ := fault.AsA[*fault.Fault](err); {
	case f == nil:
		return http.StatusInternalServerError
	case f.Num == fault.Assigned:
		return http.StatusConflict
	case errors.Is(err, fault.ErrToken):
		return http.StatusUnauthorized
	}
	return http.StatusBadGateway
}

// StatusByText is the status for an error by what it says.
//
//want:vpperrormessage
func StatusByText(err error) int {
	f, ok := errors.AsType[*fault.Fault](err)
	switch {
	case !ok:
		return http.StatusInternalServerError
	case strings.EqualFold(f.Text, "login required."):
		return http.StatusUnauthorized
	}
	return http.StatusBadGateway
}

// Stuck lists the serials of devices without a license to be had.
//
//want:vpperrormessage
func (a *API) Stuck(w http.ResponseWriter, _ *http.Request) {
	serials := []string{}
	for k := range a.Outcomes.Where(func(o Outcome) bool { return strings.HasPrefix(o.Reason, "There aren't enough assets") }) {
		serials = append(serials, k)
	}
	reply(w, http.StatusOK, serials)
}

// Alike groups serials by what was said.
func (a *API) Alike(w http.ResponseWriter, _ *http.Request) {
	groups := map[string][]string{}
	for k, o := range a.Outcomes.All() {
		if o.Reason != "" {
			groups[o.Reason] = append(groups[o.Reason], k)
		}
	}
	for _, g := range groups {
		slices.Sort(g)
	}
	reply(w, http.StatusOK, groups)
}

// Tally counts what was said.
func (a *API) Tally() map[string]int {
	return store.Count(&a.Outcomes, func(o Outcome) string { return o.Reason })
}

// Hint is a hint for whoever reads the error.
//
//want:vpperrormessage
func Hint(err error) string {
	if err == nil {
		return ""
	}
	hints := []struct {
		part, hint string
	}{
		{"maintenance", "wait until tomorrow"},
		{"expired", "renew the token"},
		{"irrevocable", "it cannot be taken back"},
	}
	for _, h := range hints {
		if strings.Contains(err.Error(), h.part) {
			return h.hint
		}
	}
	return "see the log"
}

// Short is an error for a table, which is narrow.
func Short(err error) string {
	f, ok := fault.AsA[*fault.Fault](err)
	if !ok {
		return "network"
	}
	if r := []rune(f.Text); len(r) > 24 {
		return string(r[:23]) + "…"
	}
	return f.Text
}
