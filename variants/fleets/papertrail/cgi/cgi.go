// Package cgi answers forms.
package cgi

import (
	"fmt"
	"net/http"
	"strings"

	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/lic"
	"example.com/serversa/papertrail/mail"
	"example.com/serversa/papertrail/vppsrv"
)

// CGI answers forms.
type CGI struct {
	Srv *vppsrv.Srv
	Lic *lic.Lic
}

// words translates.
var words = map[string]string{
	"License not found":      "ausverkauft",
	"Invalid date format":    "Datum falsch",
	"License not associated": "nicht vergeben",
}

// Give is the form for devices.
//
//want:vpperrormessage
func (c *CGI) Give(w http.ResponseWriter, r *http.Request) {
	reply := c.Srv.Assign(r.FormValue("item"), r.FormValue("serial"))
	said := strings.TrimRight(reply.Said(), ".")
	if word, known := words[said]; known {
		http.Error(w, word, http.StatusConflict)
		return
	}
	if reply.Status != 0 {
		http.Error(w, reply.Said(), http.StatusBadGateway)
	}
}

// GiveUsers is the form for users.
func (c *CGI) GiveUsers(w http.ResponseWriter, r *http.Request) {
	reply := c.Lic.AssignUsers(r.FormValue("item"), []string{r.FormValue("user")})
	switch reply.Code() {
	case codes.OK, codes.Has:
		fmt.Fprintln(w, "given")
	case codes.NoLicense:
		http.Error(w, words["License not found"], http.StatusConflict)
	default:
		http.Error(w, mail.Subject(reply), http.StatusBadGateway)
	}
}

// GiveAgain is the form for users who insist.
//
//want:vpperrormessage
func (c *CGI) GiveAgain(w http.ResponseWriter, r *http.Request) {
	reply := c.Lic.AssignUsersAgain(r.FormValue("item"), []string{r.FormValue("user")})
	parts := strings.SplitN(reply.ErrorMessage, " ", 3)
	switch {
	case len(parts) > 1 && parts[0] == "License" && parts[1] == "already":
		fmt.Fprintln(w, "given")
	case reply.Status != 0:
		http.Error(w, "not given", http.StatusBadGateway)
	}
}

// Hint is a word of advice about a reply: a class for the style sheet and the
// text itself.
func Hint(reply *vppsrv.Reply) string {
	class := "hint"
	if strings.Contains(reply.Said(), "https://") {
		class = "hint link"
	}
	return fmt.Sprintf("<p class=%q>%s</p>", class, reply.Said())
}

// Compare says whether the reply is the one about a missing result.
//
//want:vpperrormessage
func Compare(reply *vppsrv.Reply) bool {
	const want = "result not found"
	got := strings.ToLower(reply.ErrorMessage)
	if len(got) < len(want) {
		return false
	}
	for i := range len(want) {
		if got[i] != want[i] {
			return false
		}
	}
	return true
}
