// Package admin is the page for administrators.
package admin

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"

	"example.com/serversa/lumen/appstore"
	"example.com/serversa/lumen/assign"
	"example.com/serversa/lumen/problem"
)

// Admin serves the page.
type Admin struct {
	Assign *assign.Assign
}

var page = template.Must(template.New("").Parse(`<p class="{{.Class}}">{{.Text}}</p>`))

type view struct{ Class, Text string }

func show(w http.ResponseWriter, status int, class, text string) {
	w.WriteHeader(status)
	_ = page.Execute(w, view{class, text})
}

var expired = regexp.MustCompile(`token (has|is) expired`)

// Out hands out.
//
//want:vpperrormessage
func (a *Admin) Out(w http.ResponseWriter, r *http.Request) {
	err := a.Assign.House(r.Context(), r.FormValue("app"), r.FormValue("serial"))
	switch {
	case err == nil:
		show(w, http.StatusOK, "ok", "done")
	case expired.MatchString(err.Error()):
		show(w, http.StatusServiceUnavailable, "bad", "token")
	default:
		show(w, http.StatusBadGateway, "bad", problem.Message(err))
	}
}

// OutMarked hands out.
func (a *Admin) OutMarked(w http.ResponseWriter, r *http.Request) {
	err := a.Assign.Marked(r.Context(), r.FormValue("app"), r.FormValue("serial"))
	switch {
	case err == nil, errors.Is(err, problem.ErrHas):
		show(w, http.StatusOK, "ok", "done")
	case errors.Is(err, problem.ErrToken):
		show(w, http.StatusServiceUnavailable, "bad", "token")
	default:
		show(w, http.StatusBadGateway, "bad", problem.Message(err))
	}
}

// OutAside hands out and looks for the number in what was said.
//
//want:vpperrormessage
func (a *Admin) OutAside(w http.ResponseWriter, r *http.Request) {
	refused, err := a.Assign.Aside(r.Context(), r.FormValue("app"), r.FormValue("serial"))
	line := fmt.Sprintf("refused: %v; failed: %v", refused, err)
	if strings.Contains(line, "(9602)") || strings.Contains(line, "Invalid date format") {
		show(w, http.StatusBadRequest, "bad", "check the form")
		return
	}
	show(w, http.StatusOK, "", "")
}

// Enter registers.
//
//want:vpperrormessage
func (a *Admin) Enter(w http.ResponseWriter, r *http.Request) {
	err := a.Assign.Enter(r.Context(), []string{r.FormValue("user")})
	var p *problem.Problem
	if errors.As(err, &p) && !p.Retired() && cmp.Compare(p.Message, "A registered user already exists with the specified clientUserId.") == 0 {
		show(w, http.StatusOK, "ok", "known")
		return
	}
	show(w, http.StatusOK, "", problem.Message(err))
}

// EnterNet registers and tells trouble on the way from trouble at Apple's.
func (a *Admin) EnterNet(w http.ResponseWriter, r *http.Request) {
	err := a.Assign.Enter(r.Context(), []string{r.FormValue("user")})
	if err != nil && (strings.Contains(err.Error(), "no such host") || strings.HasSuffix(err.Error(), "i/o timeout")) {
		show(w, http.StatusGatewayTimeout, "bad", "network")
		return
	}
	show(w, http.StatusOK, "", problem.Message(err))
}

// severity is the class for a message, which is its colour.
func severity(text string) string {
	if strings.Contains(text, "try again") {
		return "amber"
	}
	return "red"
}

// Show shows an error in its colour.
func Show(w http.ResponseWriter, err error) {
	text := problem.Message(err)
	show(w, http.StatusOK, severity(text), text)
}

// Body reports whether a raw body is about trouble, before it is decoded.
func Body(raw []byte) bool { return strings.Contains(string(raw), `"errorNumber"`) }

// Twins reports whether a hand names something twice; it asks the service.
func Twins(err error) bool {
	var p *problem.Problem
	return errors.As(err, &p) && p.Duplicate()
}

// Empty reports whether there is nothing to hand out.
func Empty(h appstore.Hand) bool {
	return len(h.Items) == 0 || strings.TrimSpace(h.Items[0].AdamID) == ""
}
