// Package resty speaks to the app-and-book service with
// github.com/go-resty/resty/v2 and its retries.
package resty

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-resty/resty/v2"
)

// Problem is the part of an answer that says what is wrong.
type Problem struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

// Error implements error.
func (p Problem) Error() string { return fmt.Sprintf("app-and-book service: %d", p.Number) }

// Answer is an answer.
type Answer struct {
	Problem
	EventID string `json:"eventId"`
}

// Numbers.
const (
	busy = 9603
	held = 9616
	full = 9646
)

// Client assigns.
type Client struct{ r *resty.Client }

func base(hc *http.Client) *resty.Client {
	return resty.NewWithClient(hc).
		SetBaseURL("https://vpp.itunes.apple.com/mdm/v2").
		SetLogger(silent{})
}

type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}

func numberOf(resp *resty.Response) int {
	if a, ok := resp.Result().(*Answer); ok {
		return a.Number
	}
	return 0
}

// New has no retries.
func New(hc *http.Client) *Client { return &Client{r: base(hc)} }

// NewShort retries five times while busy.
func NewShort(hc *http.Client) *Client {
	return &Client{r: base(hc).SetRetryCount(5).AddRetryCondition(func(resp *resty.Response, err error) bool {
		return err == nil && numberOf(resp) == busy
	})}
}

// NewLong retries more often; the waits are those of the library.
//
//want:vppretry9603
func NewLong(hc *http.Client) *Client {
	return &Client{r: base(hc).SetRetryCount(15).AddRetryCondition(func(resp *resty.Response, err error) bool {
		return err == nil && numberOf(resp) == busy
	})}
}

// NewLongCapped starts at two seconds and is capped at twenty.
//
//want:vppretry9603
func NewLongCapped(hc *http.Client) *Client {
	r := base(hc)
	r.RetryCount, r.RetryWaitTime, r.RetryMaxWaitTime = 15, 2*time.Second, 20*time.Second
	r.RetryConditions = append(r.RetryConditions, passing)
	return &Client{r: r}
}

// NewLongWide starts at five seconds and is hardly capped.
func NewLongWide(hc *http.Client) *Client {
	r := base(hc)
	r.RetryCount, r.RetryWaitTime, r.RetryMaxWaitTime = 15, 5*time.Second, 3*time.Hour
	r.RetryConditions = append(r.RetryConditions, passing)
	return &Client{r: r}
}

func passing(resp *resty.Response, err error) bool {
	if err != nil {
		return true
	}
	switch numberOf(resp) {
	case busy, full:
		return true
	default:
		return false
	}
}

// NewStubborn retries every refusal.
//
//want:vppretry9616
func NewStubborn(hc *http.Client) *Client {
	return &Client{r: base(hc).SetRetryCount(3).SetRetryWaitTime(time.Second).AddRetryCondition(func(resp *resty.Response, _ error) bool {
		return numberOf(resp) != 0
	})}
}

// NewTold lets a callback say how long to wait.
func NewTold(hc *http.Client) *Client {
	return &Client{r: base(hc).
		SetRetryCount(20).
		SetRetryMaxWaitTime(time.Hour).
		AddRetryCondition(passing).
		SetRetryAfter(func(_ *resty.Client, resp *resty.Response) (time.Duration, error) {
			if resp.Request.Attempt <= 5 {
				return time.Second, nil
			}
			return 10 * time.Minute, nil
		})}
}

// NewToldClipped does so below the library's own maximum.
//
//want:vppretry9603
func NewToldClipped(hc *http.Client) *Client {
	return &Client{r: base(hc).
		SetRetryCount(20).
		AddRetryCondition(passing).
		SetRetryAfter(func(_ *resty.Client, resp *resty.Response) (time.Duration, error) {
			if resp.Request.Attempt <= 5 {
				return time.Second, nil
			}
			return 10 * time.Minute, nil
		})}
}

// NewFailing makes errors of refusals once the answer is in; the library
// repeats what fails.
//
//want:vppretry9603 vppretry9616
func NewFailing(hc *http.Client) *Client {
	return &Client{r: base(hc).SetRetryCount(10).OnAfterResponse(func(_ *resty.Client, resp *resty.Response) error {
		if n := numberOf(resp); n != 0 {
			return errors.New(resp.Status())
		}
		return nil
	}).AddRetryAfterErrorCondition().AddRetryCondition(func(_ *resty.Response, err error) bool { return err != nil })}
}

// NewGivingUp stops the waiting for what is held.
func NewGivingUp(hc *http.Client) *Client {
	return &Client{r: base(hc).
		SetRetryCount(5).
		AddRetryCondition(func(resp *resty.Response, _ error) bool { return numberOf(resp) > 0 }).
		SetRetryAfter(func(_ *resty.Client, resp *resty.Response) (time.Duration, error) {
			if numberOf(resp) == held {
				return 0, Problem{Number: held}
			}
			return 0, nil
		})}
}

// Assign assigns.
func (c *Client) Assign(ctx context.Context, adamID, serial string) error {
	var a Answer
	_, err := c.r.R().SetContext(ctx).SetResult(&a).SetBody(map[string]any{
		"assets":        []map[string]string{{"adamId": adamID, "pricingParam": "STDQ"}},
		"serialNumbers": []string{serial},
	}).Post("/assets/associate")
	if err == nil && a.Number != 0 {
		return a.Problem
	}
	return err
}

// AssignOwn adds a condition to the request alone.
//
//want:vppretry9603
func AssignOwn(ctx context.Context, hc *http.Client, adamID, serial string) error {
	var a Answer
	_, err := base(hc).SetRetryCount(8).R().
		SetContext(ctx).
		SetResult(&a).
		SetBody(map[string]any{
			"assets":        []map[string]string{{"adamId": adamID, "pricingParam": "STDQ"}},
			"serialNumbers": []string{serial},
		}).
		AddRetryCondition(func(resp *resty.Response, err error) bool { return err == nil && numberOf(resp) == busy }).
		Post("/assets/associate")
	return err
}
