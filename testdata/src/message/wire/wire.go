// Package wire declares the answer and the client.
package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Head is in every answer of vpp.itunes.apple.com.
type Head struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
	Region string `json:"countryCode"`
}

// Explain returns the text.
func (h *Head) Explain() string { return h.Text }

// Where returns the country.
func (h *Head) Where() string { return h.Region }

// Answer embeds the head.
type Answer struct {
	Head
	Note string `json:"note"`
}

// Error is a refusal.
type Error struct {
	Code   int
	Reason string
	Op     string
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s [%d]", e.Op, e.Reason, e.Code) }

// Coded has only the number.
type Coded struct{ Code int }

// Error implements error.
func (c Coded) Error() string { return fmt.Sprint("refused with ", c.Code) }

// Client sends.
type Client struct{ HTTP *http.Client }

// Send sends.
func (c *Client) Send(op string) (*Answer, error) {
	res, err := c.HTTP.Get("https://vpp.itunes.apple.com/" + op)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	a := new(Answer)
	if err := json.NewDecoder(res.Body).Decode(a); err != nil {
		return nil, fmt.Errorf("%s: %w", op, err)
	}
	if a.Number != 0 {
		return a, &Error{a.Number, a.Text, op}
	}
	return a, nil
}

// Quick sends and tells only the number.
func (c *Client) Quick(op string) error {
	a, err := c.Send(op)
	if a != nil && a.Number != 0 {
		return Coded{a.Number}
	}
	_ = err
	return nil
}

// Ping has nothing to do with answers.
func (c *Client) Ping() error {
	_, err := c.HTTP.Get("https://vpp.itunes.apple.com/")
	return err
}
