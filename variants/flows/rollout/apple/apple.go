// Package apple is the client of Apple's service.
package apple

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Request asks for an app on devices.
type Request struct {
	AdamID  string   `json:"adamId"`
	Serials []string `json:"serialNumbers"`
}

// Receipt is what one gets for it.
type Receipt struct {
	EventID string `json:"eventId"`
}

// Error is what one gets instead.
type Error struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	When    time.Time
}

// Error implements error.
func (e *Error) Error() string {
	return fmt.Sprintf("apple: %d at %s", e.Number, e.When.Format(time.TimeOnly))
}

// Class is the kind of an error.
type Class int

// Classes of errors.
const (
	Unknown Class = iota
	Transient
	Duplicate
	Permanent
)

// Class returns the class of an error.
func (e *Error) Class() Class {
	switch e.Number {
	case 9603, 9644:
		return Transient
	case 9616:
		return Duplicate
	case 0:
		return Unknown
	}
	return Permanent
}

// ClassOf returns the class of any error.
func ClassOf(err error) Class {
	var e *Error
	if errors.As(err, &e) {
		return e.Class()
	}
	return Unknown
}

// Retryable tells whether an error is one of those that go away. It has been
// here for longer than the classes.
func Retryable(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Number >= 9603 && e.Number < 9620
}

// Client is a client.
type Client struct {
	Root string
	HTTP *http.Client
}

// Associate makes a request. The error is an *Error if Apple refuses.
func (c *Client) Associate(ctx context.Context, in Request) (*Receipt, error) {
	js, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Root+"/assets/associate", bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, fmt.Errorf("associate: %w", err)
	}
	defer resp.Body.Close()
	var answer struct {
		Receipt
		Error
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("associate: %w", err)
	}
	if answer.Number != 0 {
		answer.When = time.Now()
		return nil, &answer.Error
	}
	return &answer.Receipt, nil
}

// Careful associates, and is careful about it.
func (c *Client) Careful(ctx context.Context, in Request) (r *Receipt, err error) {
	for n := 0; n < 5; n++ {
		if r, err = c.Associate(ctx, in); ClassOf(err) != Transient {
			return r, err
		}
		time.Sleep(time.Second << n)
	}
	return nil, err
}

// Eager associates. It thinks that what is retryable is.
//
//want:vppretry9603 vppretry9616
func (c *Client) Eager(ctx context.Context, in Request) (r *Receipt, err error) {
	for n := 0; n < 10; n++ {
		if r, err = c.Associate(ctx, in); !Retryable(err) {
			return r, err
		}
		time.Sleep(time.Second * 2)
	}
	return nil, err
}
