// Package vpp is a client of Apple's app-and-book service (VPP).
package vpp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

const base = "https://vpp.itunes.apple.com/mdm/"

// Client talks to the service for one location.
type Client struct {
	http   *http.Client
	sToken string
}

// New returns a client that identifies itself with the location's token.
func New(hc *http.Client, sToken string) *Client {
	return &Client{http: hc, sToken: sToken}
}

// App names an app or a book, and what was paid for it.
type App struct {
	AdamID       string // such as 408709785
	PricingParam string // STDQ or PLUS
}

// User is somebody who can hold licenses.
type User struct {
	ID    string // the MDM server's own
	Email string
}

// request holds the fields of the services that this client uses.
type request struct {
	SToken          string   `json:"sToken"`
	AdamIDStr       string   `json:"adamIdStr,omitempty"`
	PricingParam    string   `json:"pricingParam,omitempty"`
	AssignSerials   []string `json:"associateSerialNumbers,omitempty"`
	AssignUsers     []string `json:"associateClientUserIdStrs,omitempty"`
	ReclaimSerials  []string `json:"disassociateSerialNumbers,omitempty"`
	ClientUserIDStr string   `json:"clientUserIdStr,omitempty"`
	Email           string   `json:"email,omitempty"`
}

// AssignDevices assigns one license of the app to each device.
func (c *Client) AssignDevices(ctx context.Context, app App, serials ...string) (*Answer, error) {
	return c.call(ctx, "manageVPPLicensesByAdamIdSrv", request{
		SToken:        c.sToken,
		AdamIDStr:     app.AdamID,
		PricingParam:  app.PricingParam,
		AssignSerials: serials,
	})
}

// AssignUsers assigns one license of the app to each user.
func (c *Client) AssignUsers(ctx context.Context, app App, ids ...string) (*Answer, error) {
	return c.call(ctx, "manageVPPLicensesByAdamIdSrv", request{
		SToken:       c.sToken,
		AdamIDStr:    app.AdamID,
		PricingParam: app.PricingParam,
		AssignUsers:  ids,
	})
}

// ReclaimDevices takes the licenses of the app back from devices.
func (c *Client) ReclaimDevices(ctx context.Context, app App, serials ...string) (*Answer, error) {
	return c.call(ctx, "manageVPPLicensesByAdamIdSrv", request{
		SToken:         c.sToken,
		AdamIDStr:      app.AdamID,
		PricingParam:   app.PricingParam,
		ReclaimSerials: serials,
	})
}

// Register makes a user known to the service.
func (c *Client) Register(ctx context.Context, u User) (*Answer, error) {
	return c.call(ctx, "registerVPPUserSrv", request{
		SToken:          c.sToken,
		ClientUserIDStr: u.ID,
		Email:           u.Email,
	})
}

// Retire gives up a user and all the licenses that can be revoked.
func (c *Client) Retire(ctx context.Context, id string) (*Answer, error) {
	return c.call(ctx, "retireVPPUserSrv", request{SToken: c.sToken, ClientUserIDStr: id})
}

// call sends one request. Its error is about the way to the service and back;
// what the service itself has to object to is in the answer.
func (c *Client) call(ctx context.Context, service string, r request) (*Answer, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+service, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", service, resp.Status)
	}
	var answer Answer
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s: %w", service, err)
	}
	return &answer, nil
}
