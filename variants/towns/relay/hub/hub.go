// Package hub is the HTTP interface.
package hub

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"example.com/towns/relay/bus"
	"example.com/towns/relay/flows"
	"example.com/towns/relay/wire"
)

// Hub serves.
type Hub struct {
	Flows  *flows.Flows
	Ledger *bus.Ledger
}

// middleware is put around handlers.
type middleware func(http.HandlerFunc) http.HandlerFunc

func recovered(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				http.Error(w, fmt.Sprint(v), http.StatusInternalServerError)
			}
		}()
		next(w, r)
	}
}

// Handler is all of it.
func (h *Hub) Handler(mws ...middleware) http.Handler {
	mux := http.NewServeMux()
	for path, f := range map[string]http.HandlerFunc{
		"POST /grant": h.Grant, "POST /grant/old": h.GrantOld, "POST /dogged": h.Dogged, "GET /ledger": h.Lines,
	} {
		f = recovered(f)
		for _, m := range mws {
			f = m(f)
		}
		mux.HandleFunc(path, f)
	}
	return mux
}

func body(err error) map[string]any {
	out := map[string]any{"ok": err == nil}
	if err != nil {
		out["text"] = err.Error()
		out["code"] = wire.Code(err)
	}
	return out
}

func respond(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// Grant grants.
func (h *Hub) Grant(w http.ResponseWriter, r *http.Request) {
	err := h.Flows.Grant(r.Context(), wire.To(r.FormValue("app"), r.FormValue("serial")))
	switch wire.Code(err) {
	case 0, 9616:
		respond(w, http.StatusOK, body(err))
	default:
		respond(w, http.StatusBadGateway, body(err))
	}
}

// GrantOld grants; older callers want another status.
//
//want:vpperrormessage
func (h *Hub) GrantOld(w http.ResponseWriter, r *http.Request) {
	err := h.Flows.GrantBrief(r.Context(), wire.To(r.FormValue("app"), r.FormValue("serial")))
	b := body(err)
	if text, _ := b["text"].(string); strings.Contains(text, "License not found") {
		respond(w, http.StatusGone, b)
		return
	}
	respond(w, http.StatusOK, b)
}

// Dogged grants doggedly and parses the number out of what was said.
//
//want:vpperrormessage
func (h *Hub) Dogged(w http.ResponseWriter, r *http.Request) {
	err := h.Flows.TrackedFive(r.Context(), wire.To(r.FormValue("app"), r.FormValue("serial")))
	if err == nil {
		respond(w, http.StatusOK, body(nil))
		return
	}
	_, rest, ok := strings.Cut(err.Error(), "(")
	num, _, _ := strings.Cut(rest, ")")
	n, perr := strconv.Atoi(num)
	if !ok || perr != nil {
		respond(w, http.StatusInternalServerError, body(err))
		return
	}
	respond(w, 400+n%100, body(err))
}

// Lines are the lines of the ledger.
func (h *Hub) Lines(w http.ResponseWriter, r *http.Request) {
	out := []string{}
	for _, l := range h.Ledger.Lines() {
		if q := r.FormValue("q"); q == "" || strings.Contains(l, q) {
			out = append(out, l)
		}
	}
	respond(w, http.StatusOK, out)
}

// Style is the class of the row in which a refusal is shown. Nobody who looks at
// the package can tell a colour from another word.
//
//want:maybe:vpperrormessage
func Style(err error) string {
	var ref wire.Refusal
	if errors.As(err, &ref) && strings.HasSuffix(ref.Why, "Please try again later.") {
		return "amber"
	}
	return "red"
}

// Same reports whether two refusals say the same.
func Same(a, b wire.Refusal) bool { return a.Why == b.Why }
