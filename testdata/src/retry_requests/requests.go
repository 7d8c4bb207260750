// Package requests sends more than one thing: a loop is no retry if it sends
// something else each time, or if it would send again after success, too.
package requests

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const host = "https://vpp.itunes.apple.com/mdm/"

const internalError = 9603

type reply struct {
	Status       int     `json:"status"`
	Number       int     `json:"errorNumber"`
	Text         string  `json:"errorMessage"`
	BatchToken   string  `json:"batchToken"`
	Event        string  `json:"eventStatus"`
	Associations []entry `json:"associations"`
}

type entry struct {
	Serial string `json:"serialNumber"`
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

func post(ctx context.Context, path, body string) (*reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, host+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(reply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// assignment is what is asked for.
type assignment struct {
	AdamID    string   `json:"adamIdStr"`
	Serials   []string `json:"associateSerialNumbers"`
	Attempt   int      `json:"attempt"`
	RequestID string   `json:"requestId"`
}

func (a assignment) send(ctx context.Context) (*reply, error) {
	b, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	return post(ctx, "manageVPPLicensesByAdamIdSrv", string(b))
}

// Shrinking takes the offender out of the batch.
func Shrinking(ctx context.Context, adamID, a, b string) {
	batch := assignment{AdamID: adamID, Serials: []string{a, b}}
	for len(batch.Serials) > 0 {
		r, err := batch.send(ctx)
		if err != nil || r.Number != 9616 {
			return
		}
		batch.Serials = batch.Serials[1:]
	}
}

// Halves cuts a batch in two until it is taken, and asks for each serial once.
func Halves(ctx context.Context, adamID, a, b string) {
	open := [][]string{{a, b}}
	for len(open) > 0 {
		serials := open[0]
		open = open[1:]
		r, err := assignment{AdamID: adamID, Serials: serials}.send(ctx)
		if err != nil {
			return
		}
		if r.Number != 0 && len(serials) > 1 {
			half := len(serials) / 2
			open = append(open, serials[:half], serials[half:])
		}
	}
}

// HalvesForEver asks for a single serial again, which it comes to only because
// the whole batch has failed.
//
//twin:none a half is sent only while the batch is answered with the number, too
func HalvesForEver(ctx context.Context, adamID, a, b string) {
	open := [][]string{{a, b}}
	for len(open) > 0 {
		serials := open[0]
		open = open[1:]
		r, err := assignment{AdamID: adamID, Serials: serials}.send(ctx) // want `requests.HalvesForEver retries 9603 every 1s`
		switch {
		case err != nil:
			return
		case r.Number == 0:
		case len(serials) > 1:
			half := len(serials) / 2
			open = append(open, serials[:half], serials[half:])
		case r.Number == 9603:
			time.Sleep(time.Second)
			open = append(open, serials)
		}
	}
}

// Unchanged sends the whole batch.
func Unchanged(ctx context.Context, adamID, a, b string) {
	batch := assignment{AdamID: adamID, Serials: []string{a, b}}
	for range 3 {
		r, err := batch.send(ctx) // want `retries 9616 .*: sent 3 times, 1s apart`
		if err != nil || r.Number == 0 {
			return
		}
		time.Sleep(time.Second)
	}
}

// Numbered numbers its attempts, which does not make another request of it.
func Numbered(ctx context.Context, adamID, serial string) {
	a := assignment{AdamID: adamID, Serials: []string{serial}}
	for a.Attempt = 1; a.Attempt <= 8; a.Attempt++ {
		a.RequestID = fmt.Sprint("r-", a.Attempt)
		r, err := a.send(ctx) // want `retries 9603 every 5s: sends 7–8`
		if err != nil || r.Number != internalError {
			return
		}
		time.Sleep(5 * time.Second)
	}
}

// Each walks a list, and retries nothing.
func Each(ctx context.Context, adamID string, serials []string) {
	for _, serial := range serials {
		_, _ = assignment{AdamID: adamID, Serials: []string{serial}}.send(ctx)
	}
}

// EachAgain retries every item of it.
func EachAgain(ctx context.Context, adamID string, serials []string) {
	for _, serial := range serials {
		for range 2 {
			r, err := assignment{AdamID: adamID, Serials: []string{serial}}.send(ctx) // want `retries 9616 .*: sent twice without delay`
			if err != nil || r.Number == 0 {
				break
			}
		}
	}
}

// Counted sends another request in each round.
func Counted(ctx context.Context) {
	for i := range 20 {
		r, err := post(ctx, "manageVPPLicensesByAdamIdSrv", fmt.Sprintf(`{"adamIdStr":"%d"}`, i))
		if err != nil || r.Number == 0 {
			return
		}
	}
}

// Poll asks for a state that comes with success; it goes on after 9603, too.
//
//twin:none its end depends on what else the answer says
func Poll(ctx context.Context, event string) {
	for range 50 {
		r, err := post(ctx, "status", event)
		if err != nil || r.Event == "COMPLETE" {
			return
		}
		time.Sleep(5 * time.Second)
	}
}

// Pages goes on where the last answer ended.
//
//twin:none its end depends on what else the answer says
func Pages(ctx context.Context) error {
	for token := ""; ; {
		r, err := post(ctx, "getVPPLicensesSrv", `{"batchToken":"`+token+`"}`)
		if err != nil || r.Number != 0 || r.BatchToken == "" {
			return err
		}
		token = r.BatchToken
	}
}

// PagesAgain tries a page again, and nothing else.
//
//twin:none its end depends on what else the answer says
func PagesAgain(ctx context.Context) error {
	for token, tries := "", 0; ; {
		r, err := post(ctx, "getVPPLicensesSrv", `{"batchToken":"`+token+`"}`) // want `retries 9603 every 2s: sends 7–11`
		if err != nil {
			return err
		}
		if r.Number == internalError && tries < 10 {
			tries++
			time.Sleep(2 * time.Second)
			continue
		}
		if r.Number != 0 || r.BatchToken == "" {
			return nil
		}
		token = r.BatchToken
	}
}

// Heartbeat never ends.
func Heartbeat(ctx context.Context, body string) {
	for {
		_, _ = post(ctx, "VPPClientConfigSrv", body)
		time.Sleep(30 * time.Second)
	}
}

// Disassociate makes room first: what follows is another assignment.
func Disassociate(ctx context.Context, body, old string) {
	r, err := post(ctx, "manageVPPLicensesByAdamIdSrv", body)
	if err != nil || r.Number != 9616 {
		return
	}
	if _, err := post(ctx, "disassociateVPPLicenseSrv", old); err == nil {
		_, _ = post(ctx, "manageVPPLicensesByAdamIdSrv", body)
	}
}

// LookUp asks who has it, and sends again nevertheless.
func LookUp(ctx context.Context, body, user string) {
	r, err := post(ctx, "associateVPPLicenseSrv", body)
	if err != nil || r.Number != 9616 {
		return
	}
	if _, err := post(ctx, "getVPPLicensesSrv", user); err == nil {
		_, _ = post(ctx, "associateVPPLicenseSrv", body) // want `requests.LookUp retries 9616 .*: sent twice`
	}
}

// Users cannot be told that a license is assigned, but can be too busy.
func Users(ctx context.Context, body string) {
	for range 9 {
		r, err := post(ctx, "registerVPPUserSrv", body) // want `retries 9603 every 2s: sends 7–9`
		if err != nil || r.Number == 0 {
			return
		}
		time.Sleep(2 * time.Second)
	}
}

// Get reads; it is retried too quickly, and that is all.
func Get(ctx context.Context) {
	for range 9 {
		resp, err := http.Get(host + "assets") // want `retries 9603 every 2s: sends 7–9`
		if err != nil {
			return
		}
		var r reply
		err = json.NewDecoder(resp.Body).Decode(&r)
		resp.Body.Close()
		if err != nil || r.Number == 0 {
			return
		}
		time.Sleep(2 * time.Second)
	}
}

// Prepared builds its request once and sends it again and again.
func Prepared(ctx context.Context, body string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, host+"assign", nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+body)
	for {
		resp, err := http.DefaultClient.Do(req) // want `retries 9603 every 3s`
		if err != nil {
			return err
		}
		var r reply
		err = json.NewDecoder(resp.Body).Decode(&r)
		resp.Body.Close()
		if err != nil || r.Number != internalError {
			return err
		}
		time.Sleep(3 * time.Second)
	}
}

// Location sends for one account and then for the other.
func Location(ctx context.Context, one, other string) {
	for _, token := range []string{one, other} {
		r, err := post(ctx, "assign", `{"sToken":"`+token+`"}`)
		if err != nil || r.Number == 0 {
			return
		}
	}
}

// serial is the one that the answer names.
const serial = "C02A"

// Failed keeps the entries that have failed, whatever with.
func Failed(ctx context.Context, adamID string) {
	a := assignment{AdamID: adamID, Serials: []string{serial}}
	for range 4 {
		r, err := a.send(ctx) // want `retries 9616`
		if err != nil || r.Number == 0 {
			return
		}
		a.Serials = nil
		for _, e := range r.Associations {
			if e.Number != 0 {
				a.Serials = append(a.Serials, e.Serial)
			}
		}
		time.Sleep(time.Second)
	}
}

// FailedInternal keeps those alone for which it may help.
func FailedInternal(ctx context.Context, adamID string) {
	a := assignment{AdamID: adamID, Serials: []string{serial}}
	for range 4 {
		r, err := a.send(ctx)
		if err != nil || r.Number == 0 {
			return
		}
		a.Serials = nil
		for _, e := range r.Associations {
			if e.Number == internalError {
				a.Serials = append(a.Serials, e.Serial)
			}
		}
		if len(a.Serials) == 0 {
			return
		}
		time.Sleep(time.Second)
	}
}
