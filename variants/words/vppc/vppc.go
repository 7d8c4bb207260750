// Package vppc is a client of the VPP app service.
package vppc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// envelope is what every answer has.
type envelope struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

// License is a license.
type License struct {
	AdamID       string `json:"adamIdStr"`
	ClientUserID string `json:"clientUserIdStr"`
}

type assignResponse struct {
	envelope
	Associations []struct {
		SerialNumber string `json:"serialNumber"`
		envelope
	} `json:"associations"`
}

// Failure is a refusal.
type Failure struct {
	Op   string
	Num  int
	text string
}

// Error implements error.
func (f *Failure) Error() string { return "vpp: " + f.Op + ": " + f.text }

// Text is Apple's.
func (f *Failure) Text() string { return f.text }

// Is compares by number.
func (f *Failure) Is(target error) bool {
	t, ok := target.(*Failure)
	return ok && t.Num == f.Num
}

// ErrSeat means that there is no seat left.
var ErrSeat = &Failure{Num: 9610}

// Transport is http.Client, or something else.
type Transport interface {
	Do(*http.Request) (*http.Response, error)
}

// Client talks to the service.
type Client struct {
	HTTP  Transport
	Base  string
	Token string
}

func (e envelope) failure(op string) error {
	if e.Status >= 0 && e.ErrorNumber == 0 {
		return nil
	}
	return &Failure{Op: op, Num: e.ErrorNumber, text: e.ErrorMessage}
}

func (c *Client) post(ctx context.Context, srv string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Base+"/mdm/"+srv, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

// Assign gives licenses to serial numbers.
func (c *Client) Assign(ctx context.Context, adam string, serials []string) error {
	var r assignResponse
	err := c.post(ctx, "manageVPPLicensesByAdamIdSrv", map[string]any{"adamIdStr": adam, "associateSerialNumbers": serials, "sToken": c.Token}, &r)
	if err != nil {
		return err
	}
	var all []error
	for _, a := range r.Associations {
		if e := a.failure("assign " + a.SerialNumber); e != nil {
			all = append(all, e)
		}
	}
	if len(all) > 0 {
		return errors.Join(all...)
	}
	return r.failure("assign")
}

// Retire takes a user out.
//
//want:vpperrormessage
func (c *Client) Retire(ctx context.Context, user string) error {
	var r struct {
		envelope
		User struct {
			Status string `json:"status"`
		} `json:"user"`
	}
	if err := c.post(ctx, "retireVPPUserSrv", map[string]string{"clientUserIdStr": user}, &r); err != nil {
		return err
	}
	if err := r.failure("retire"); err != nil {
		if r.ErrorMessage == "Registered user already retired" {
			return nil
		}
		return err
	}
	return nil
}

// Edit changes a user.
func (c *Client) Edit(ctx context.Context, user, mail string) error {
	var r envelope
	if err := c.post(ctx, "editVPPUserSrv", map[string]string{"clientUserIdStr": user, "email": mail}, &r); err != nil {
		return err
	}
	if r.ErrorNumber != 0 && r.ErrorMessage == "" {
		r.ErrorMessage = fmt.Sprintf("error %d", r.ErrorNumber)
	}
	return r.failure("edit")
}

// Licenses lists licenses, page by page.
//
//want:vpperrormessage
func (c *Client) Licenses(ctx context.Context, visit func(License) error) error {
	type page struct {
		*envelope
		BatchToken string    `json:"batchToken"`
		Licenses   []License `json:"licenses"`
	}
	next := ""
	for {
		p := page{envelope: new(envelope)}
		if err := c.post(ctx, "getVPPLicensesSrv", map[string]string{"batchToken": next}, &p); err != nil {
			return err
		}
		switch e := p.envelope; {
		case e.Status == 0:
		case e.ErrorMessage >= "The batchToken" && e.ErrorMessage < "The batchTokeo":
			next = ""
			continue
		default:
			return e.failure("list")
		}
		for _, l := range p.Licenses {
			if err := visit(l); err != nil {
				return err
			}
		}
		if next = p.BatchToken; next == "" {
			return nil
		}
	}
}

// Gone reports whether the user is unknown.
func Gone(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Num == 9609
}
