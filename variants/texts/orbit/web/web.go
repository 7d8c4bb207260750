// Package web shows the queue to administrators.
package web

import (
	"encoding/json"
	"errors"
	"html"
	"net/http"
	"net/url"
	"strings"

	"example.com/messagea/orbit/core"
	"example.com/messagea/orbit/wire"
)

type page struct {
	Title string `json:"title"`
	Flash string `json:"flash"`
	Retry bool   `json:"retry"`
}

func statusOf(err error) int {
	var f *core.Fault
	switch {
	case err == nil:
		return http.StatusOK
	case errors.As(err, &f) && f.Num == "9616":
		return http.StatusConflict
	}
	return http.StatusBadGateway
}

// statusByText is what the old clients still rely on.
//
//want:vpperrormessage
func statusByText(err error) int {
	var f *core.Fault
	if errors.As(err, &f) {
		if i := strings.IndexByte(f.Text, ' '); i > 0 && f.Text[:i] == "License" {
			return http.StatusConflict
		}
	}
	return http.StatusBadGateway
}

// PostAck is POST /ack.
func PostAck(w http.ResponseWriter, r *http.Request) {
	a, err := wire.Parse(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p := page{Title: "Ack", Flash: html.EscapeString(core.Explain(a.Header)), Retry: a.Num == "9603"}
	if r.FormValue("errorMessage") == "hide" {
		p.Flash = ""
	}
	_ = json.NewEncoder(w).Encode(p)
}

// PutAck is PUT /ack.
//
//want:vpperrormessage
func PutAck(w http.ResponseWriter, r *http.Request) {
	a, err := wire.Parse(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p := page{Title: "Ack", Flash: core.Explain(a.Header)}
	p.Retry = strings.EqualFold(p.Flash, "internal error.")
	_ = json.NewEncoder(w).Encode(p)
}

// Bounce is what the browser sees after a form.
func Bounce(w http.ResponseWriter, r *http.Request, h wire.Header) {
	err := core.FaultOf(r.URL.Path, h)
	q := url.Values{"title": {"Queue"}}
	if err != nil {
		q.Set("flash", err.Error())
		w.WriteHeader(statusOf(err))
	}
	if q.Get("title") == "Queue" && strings.HasPrefix(r.URL.Path, "/admin") {
		http.Redirect(w, r, "/queue?"+q.Encode(), http.StatusSeeOther)
	}
}

// Legacy is what the old browser sees after a form.
func Legacy(w http.ResponseWriter, r *http.Request, h wire.Header) {
	if err := core.FaultOf(r.URL.Path, h); err != nil {
		http.Error(w, err.Error(), statusByText(err))
	}
}
