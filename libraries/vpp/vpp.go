// Package vpp is the client that the tables of this module share: one request,
// to assign a license.
package vpp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Numbers that the service answers.
const (
	Internal = 9603
	Assigned = 9616
)

// URL is where licenses are assigned.
const URL = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

// Request assigns a license to a device.
type Request struct {
	AdamIDStr     string   `json:"adamIdStr"`
	SerialNumbers []string `json:"associateSerialNumbers"`
}

// Response is what the service answers.
type Response struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

// Error is a response that says no.
type Error struct {
	Number  int
	Message string
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("vpp: %d: %s", e.Number, e.Message) }

// Number is the number that err carries, 0 if it carries none.
func Number(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Number
	}
	return 0
}

// Client talks to the service.
type Client struct {
	HTTP *http.Client
}

// New returns a client that sends with hc.
func New(hc *http.Client) *Client { return &Client{HTTP: hc} }

// Assign assigns a license. A response that says no is an *Error.
func (c *Client) Assign(ctx context.Context, serial string) error {
	_, err := c.Response(ctx, serial)
	return err
}

// Response is Assign for those who want to see the response.
func (c *Client) Response(ctx context.Context, serial string) (*Response, error) {
	body, err := Body(serial)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	return Read(res)
}

// Body is what a request says.
func Body(serial string) ([]byte, error) {
	return json.Marshal(Request{AdamIDStr: "408709785", SerialNumbers: []string{serial}})
}

// Read reads a response and closes its body. One that says no is an *Error.
func Read(res *http.Response) (*Response, error) {
	defer res.Body.Close()
	var out Response
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		return nil, err
	}
	return out.Checked()
}

// Checked returns the response, and an *Error if it says no.
func (r *Response) Checked() (*Response, error) {
	if r.ErrorNumber != 0 {
		return r, &Error{Number: r.ErrorNumber, Message: r.ErrorMessage}
	}
	return r, nil
}
