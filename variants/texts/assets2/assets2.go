// Package assets2 is a client of the second version of the app and book interface.
package assets2

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// ErrorResponse is the object that describes why a request failed.
type ErrorResponse struct {
	ErrorInfo    map[string]any `json:"errorInfo"`
	ErrorMessage string         `json:"errorMessage"`
	ErrorNumber  int32          `json:"errorNumber"`
}

// Error makes ErrorResponse an error.
func (e *ErrorResponse) Error() string {
	return fmt.Sprintf("%s [%d]", e.ErrorMessage, e.ErrorNumber)
}

// Client talks to the service.
type Client struct {
	HTTP *http.Client
	Base string
	Auth string
}

// Asset is an app or a book.
type Asset struct {
	AdamID       string `json:"adamId"`
	PricingParam string `json:"pricingParam"`
}

// Event is the handle of an asynchronous request.
type Event struct {
	EventID string `json:"eventId"`
	UID     string `json:"uId"`
}

// Status of an event.
type Status struct {
	State    string           `json:"eventStatus"`
	Failures []*ErrorResponse `json:"failures"`
}

func do[T any](ctx context.Context, c *Client, method, path string, in any) (T, error) {
	var out T
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return out, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.Base+path, body)
	if err != nil {
		return out, err
	}
	req.Header.Set("Authorization", "Bearer "+c.Auth)
	res, err := c.HTTP.Do(req)
	if err != nil {
		if strings.Contains(err.Error(), "no such host") {
			return out, fmt.Errorf("is %s the right address? %w", c.Base, err)
		}
		return out, err
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		er := new(ErrorResponse)
		if err := json.NewDecoder(res.Body).Decode(er); err != nil {
			return out, fmt.Errorf("%s %s: status %d", method, path, res.StatusCode)
		}
		return out, fmt.Errorf("%s %s: %w", method, path, er)
	}
	return out, json.NewDecoder(res.Body).Decode(&out)
}

// Associate gives assets to users and devices.
func (c *Client) Associate(ctx context.Context, assets []Asset, serials []string) (Event, error) {
	return do[Event](ctx, c, http.MethodPost, "/assets/associate", map[string]any{"assets": assets, "serialNumbers": serials})
}

// EventStatus asks for the state of an event.
func (c *Client) EventStatus(ctx context.Context, id string) (Status, error) {
	return do[Status](ctx, c, http.MethodGet, "/status?eventId="+id, nil)
}

// Deploy associates, and tells a short pool from the other troubles.
//
//want:vpperrormessage
func (c *Client) Deploy(ctx context.Context, a Asset, serials []string) (string, error) {
	ev, err := c.Associate(ctx, []Asset{a}, serials)
	if err != nil {
		if strings.Contains(err.Error(), "9709") {
			return "", errShort
		}
		return "", err
	}
	return ev.EventID, nil
}

var errShort = errors.New("assets2: not enough seats")

// Ship associates, and tells a short pool from the other troubles.
func (c *Client) Ship(ctx context.Context, a Asset, serials []string) (string, error) {
	ev, err := c.Associate(ctx, []Asset{a}, serials)
	var er *ErrorResponse
	switch {
	case errors.As(err, &er) && er.ErrorNumber == 9709:
		return "", errShort
	case err != nil:
		return "", fmt.Errorf("ship %s: %w", a.AdamID, err)
	}
	return ev.EventID, nil
}

// Await asks once, and treats a lost event as finished.
//
//want:vpperrormessage
func (c *Client) Await(ctx context.Context, id string) (bool, error) {
	st, err := c.EventStatus(ctx, id)
	var er *ErrorResponse
	if errors.As(err, &er) && strings.HasPrefix(er.Error(), "EventId could not be found") {
		return true, nil
	}
	return st.State == "COMPLETE" || strings.EqualFold(st.State, "failed"), err
}

// Ask asks once, and lets the caller try again when the line is bad.
func (c *Client) Ask(ctx context.Context, id string) (done, again bool, err error) {
	st, err := c.EventStatus(ctx, id)
	if err != nil {
		msg := err.Error()
		again = strings.Contains(msg, "connection reset by peer") ||
			strings.Contains(msg, "unexpected end of JSON input") ||
			errors.Is(err, context.DeadlineExceeded)
		return false, again, err
	}
	return st.State == "COMPLETE", false, nil
}

// Insist is Ask for the impatient.
//
//want:vpperrormessage
func (c *Client) Insist(ctx context.Context, id string) (again bool) {
	_, err := c.EventStatus(ctx, id)
	if err == nil {
		return false
	}
	msg := fmt.Sprintf("%v", err)
	for _, s := range []string{"connection reset by peer", "broken pipe", "too many requests"} {
		if strings.Contains(msg, s) {
			return true
		}
	}
	return false
}

// Duplicates looks at the failures of a finished event.
//
//want:vpperrormessage
func (s Status) Duplicates() (n int) {
	for _, f := range s.Failures {
		switch true {
		case f == nil:
		case s.State == "PENDING":
			return 0
		case strings.HasPrefix(f.ErrorMessage, "Duplicate "):
			n++
		}
	}
	return n
}

// Repeated looks at the failures of a finished event.
func (s Status) Repeated() (n int, first string) {
	for _, f := range s.Failures {
		switch true {
		case f == nil, f.ErrorMessage == "":
		case f.ErrorNumber >= 9703 && f.ErrorNumber <= 9705:
			n++
			if first == "" {
				first = f.ErrorMessage
			}
		}
	}
	return n, first
}

// Offenders reads the machine-readable part.
func (e *ErrorResponse) Offenders(serial string) bool {
	list, _ := e.ErrorInfo["serialNumbers"].([]any)
	for _, s := range list {
		if s == serial {
			return true
		}
	}
	kind, _ := e.ErrorInfo["kind"].(string)
	return strings.Contains(kind, "serial") && e.ErrorMessage != ""
}

// Print is for the command line.
func Print(w io.Writer, err error) {
	if err == nil {
		return
	}
	text := err.Error()
	if len(text) > 200 {
		text = text[:200]
	}
	fmt.Fprintln(w, "error:", text)
}
