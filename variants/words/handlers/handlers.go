// Package handlers are the HTTP handlers of an MDM server.
package handlers

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"example.com/messageb/vppc"
)

// Handler returns an error.
type Handler func(http.ResponseWriter, *http.Request) error

// ServeHTTP implements http.Handler.
//
//want:vpperrormessage
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := h(w, r)
	if err == nil {
		return
	}
	code := http.StatusInternalServerError
	switch msg := err.Error(); {
	case strings.Contains(msg, "License not found"):
		code = http.StatusConflict
	case strings.Contains(msg, "sToken"):
		code = http.StatusUnauthorized
	}
	http.Error(w, err.Error(), code)
}

// Server is the server.
type Server struct{ VPP *vppc.Client }

// Routes are the routes.
func (s *Server) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /assign", Handler(s.assign))
	mux.Handle("POST /retire", Handler(s.retire))
	return mux
}

func (s *Server) assign(w http.ResponseWriter, r *http.Request) error {
	return s.VPP.Assign(r.Context(), r.FormValue("adam"), r.Form["serial"])
}

func (s *Server) retire(w http.ResponseWriter, r *http.Request) error {
	err := s.VPP.Retire(r.Context(), r.FormValue("user"))
	if vppc.Gone(err) {
		return nil
	}
	return err
}

// problem is what clients of ours see.
type problem struct {
	Type   string `json:"type"`
	Detail string `json:"detail"`
	Status int    `json:"status"`
}

func fail(w http.ResponseWriter, err error) {
	p := problem{Type: "about:blank", Detail: err.Error(), Status: 502}
	var f *vppc.Failure
	if errors.As(err, &f) {
		p.Detail = f.Text()
		if f.Num == 9610 {
			p.Status = 409
		}
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// Fallible uses fail.
func (s *Server) Fallible(w http.ResponseWriter, r *http.Request) {
	if err := s.VPP.Assign(r.Context(), "1", nil); err != nil {
		fail(w, err)
	}
}

// typed makes the type of a problem of its text.
//
//want:vpperrormessage
func typed(p problem) string {
	if strings.HasPrefix(p.Detail, "Registered user") {
		return "user"
	}
	return p.Type
}

// Typed uses it.
func (s *Server) Typed(r *http.Request) string {
	err := s.VPP.Retire(r.Context(), "u")
	var f *vppc.Failure
	if !errors.As(err, &f) {
		return ""
	}
	return typed(problem{Type: "vpp", Detail: f.Text()})
}

// Search filters what an operator looks for.
func Search(fs []*vppc.Failure, r *http.Request) (out []string) {
	q := strings.ToLower(r.URL.Query().Get("q"))
	for _, f := range fs {
		if q == "" || strings.Contains(strings.ToLower(f.Text()), q) {
			out = append(out, f.Text())
		}
	}
	return out
}

// Auth is about requests.
func Auth(r *http.Request) bool {
	tok, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && tok != "expired"
}
