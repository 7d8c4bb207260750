// Package heads has answers that share what they begin with, behind an
// interface.
package heads

import (
	"encoding/json"
	"errors"
	"net/http"
)

// Head is what all answers begin with.
type Head struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (h *Head) head() *Head { return h }

type answer interface{ head() *Head }

// Licenses is a page of licenses.
type Licenses struct {
	Head
	BatchToken string `json:"batchToken"`
}

// fault is what the service found wrong.
type fault struct {
	number int
	text   string
}

func (f *fault) Error() string { return f.text }

func call(service string, out answer) error {
	resp, err := http.Get("https://vpp.itunes.apple.com/mdm/" + service)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return err
	}
	if h := out.head(); h.Status != 0 {
		return &fault{h.ErrorNumber, h.ErrorMessage}
	}
	return nil
}

func list() (*Licenses, error) {
	page := new(Licenses)
	return page, call("getVPPLicensesSrv", page)
}

func gone(err error) bool {
	var f *fault
	return errors.As(err, &f) && f.text == "License not found" // want `errorMessage compared with "License not found" in heads.gone .*: use errorNumber 9610`
}

func goneByNumber(err error) bool {
	var f *fault
	return errors.As(err, &f) && f.number == 9610
}

func behind(out answer) bool {
	if err := call("getVPPLicensesSrv", out); err == nil {
		return false
	}
	return out.head().ErrorMessage == "License not found" // want `errorMessage compared with "License not found" in heads.behind .*: use errorNumber 9610`
}

func asserted(out answer) bool {
	if err := call("getVPPLicensesSrv", out); err == nil {
		return false
	}
	page, ok := out.(*Licenses)
	return ok && page.ErrorMessage == "License not found" // want `errorMessage compared with "License not found" in heads.asserted: use errorNumber 9610`
}

func look() bool { return behind(new(Licenses)) || asserted(new(Licenses)) }

// token is no text for people.
type token interface{ next() string }

func (l *Licenses) next() string { return l.BatchToken }

func last(t token) bool { return t.next() == "end" }

func more(page *Licenses) bool { return !last(page) }
